#include "pdf/encodings.h"

namespace portcheck::pdf {

const char16_t* encoding_named(std::string_view name) {
  if (name == "WinAnsiEncoding") return kWinAnsi;
  if (name == "MacRomanEncoding") return kMacRoman;
  if (name == "StandardEncoding") return kStandard;
  if (name == "MacExpertEncoding") return kMacExpert;
  if (name == "PDFDocEncoding") return kPdfDoc;
  return nullptr;
}

char32_t pdf_doc_character(unsigned char code) {
  constexpr char16_t kAccents[] = {0x2D8, 0x2C7, 0x2C6, 0x2D9, 0x2DD, 0x2DB, 0x2DA, 0x2DC};
  if (code >= 0x20) return encoded(kPdfDoc, code);
  if (code >= 0x18) return kAccents[code - 0x18];
  return code == '\t' || code == '\n' || code == '\r' ? code : 0;
}

}  // namespace portcheck::pdf
