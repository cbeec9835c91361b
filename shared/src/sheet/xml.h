// text/xml.h under the names that the readers of sheets use.
#pragma once

#include "text/xml.h"

namespace portcheck::sheet {

using text::decode_xml;
using text::xml_flag;
using text::xml_number;
using text::XmlAttribute;
using text::XmlReader;
using text::XmlText;
using text::XmlToken;

}  // namespace portcheck::sheet
