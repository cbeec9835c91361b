#include "sheet/xlsx_strings.h"

#include <cstring>

#include "sheet/xlsx_text.h"
#include "sheet/xlsx_usual.h"

namespace portcheck::sheet {

static_assert(limits::kInflatedBytes <= UINT32_MAX);

void SharedStrings::add_any(std::string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  const bool is_long = size > kBlock;
  if (size > left_ || blocks_.empty()) {
    const uint32_t blocks = is_long ? (size + kBlock - 1) / kBlock : 1;
    blocks_.push_back(std::unique_ptr<char[]>(new char[size_t{blocks} * kBlock]));
    for (uint32_t i = 1; i < blocks; ++i) blocks_.push_back(nullptr);
    left_ = blocks * kBlock;
  }
  const uint32_t place = static_cast<uint32_t>(blocks_.size()) * kBlock - left_;
  if (size != 0) std::memcpy(blocks_[place / kBlock].get() + place % kBlock, text.data(), size);
  strings_.push_back({place, size});
  left_ = is_long ? 0 : left_ - size;
  all_fit_ = all_fit_ && size - 1 < limits::kCellBytes;
}

Problem SharedStrings::read(Package& package, std::string_view part) {
  if (part.empty() || !package.has_part(part)) return {};
  PartStream stream(package, part);
  Problem problem = read_stream(stream, part);
  if (problem.status == Status::damaged && !stream.last() && stream.start_whole())
    problem = read_stream(stream, part);
  return problem;
}

Problem SharedStrings::read_stream(PartStream& stream, std::string_view part) {
  strings_.clear();
  blocks_.clear();
  left_ = 0;
  all_fit_ = true;
  XmlReader xml(nullptr, 0);
  for (;;) {
    if (xml.cursor() == xml.limit() && !xml.at_empty_element() &&
        (xml.cursor() == nullptr || !stream.last())) {
      if (Problem problem = stream.next("si"); problem.status != Status::ok) return problem;
      xml.go_on(stream.data(), stream.size());
    }
    XmlToken token = xml.next();
    if (token == XmlToken::start && xml.name() == "si") {
      std::string_view text;
      if (read_rich_text(xml, text)) {
        add_any(text);
      } else {
        token = xml.next();
      }
    }
    if (token == XmlToken::eof) return {};
    if (token != XmlToken::start && token != XmlToken::end && token != XmlToken::text) {
      return xml_problem(token, part, static_cast<size_t>(stream.offset()) + xml.position());
    }
    if (token != XmlToken::text && !xml.at_empty_element()) take_usual_strings(xml, *this);
  }
}

}  // namespace portcheck::sheet
