// A small pull tokenizer for the XML inside workbooks and letters. It works on one part in memory and
// rewrites that memory: decoded text is never longer than its source, so it is decoded where it stands and
// nothing is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "portcheck/limits.h"

namespace portcheck::text {

enum class XmlToken : uint8_t {
  start,    // name(), attributes; an empty element gives start, then end
  end,      // name()
  text,     // add it with append_text(); character data or CDATA, perhaps only white space, perhaps in pieces
  eof,      // all elements closed
  damaged,  // not well-formed, or cut off
  entities,  // a DOCTYPE that declares entities; none of them is ever expanded
  too_deep,  // more than limits::kXmlDepth elements inside each other
};

struct XmlAttribute {
  std::string_view name;  // without prefix
  std::string_view raw;   // between the quotes, not decoded
};

// Where the text of an element is put together; begins at the first piece.
struct XmlText {
  char* begin = nullptr;
  char* end = nullptr;
  std::string_view view() const { return {begin, static_cast<size_t>(end - begin)}; }
};

class XmlReader {
 public:
  // `data` is well-formed UTF-8 without a byte order mark (archive/part.h sees to that). Not owned.
  XmlReader(char* data, size_t size) : begin_(data), at_(data), end_(data + size) {}

  // Goes on in another window of the same text; everything between the two has been read.
  void go_on(char* data, size_t size) {
    begin_ = at_ = data;
    end_ = data + size;
  }

  // After eof, damaged, entities or too_deep the same is given again.
  XmlToken next();

  // Of the last start or end; without prefix: names are compared without their namespace, since the strict
  // and the transitional form of the format and every prefix mean the same elements.
  std::string_view name() const { return name_; }

  // The next attribute of the last start; false when there is none left.
  bool next_attribute(XmlAttribute& attribute);
  // Finds one by name, from the beginning. False and an empty value when it is missing.
  bool attribute(std::string_view name, std::string_view& raw);

  // Adds the last text to `text`, decoded.
  void append_text(XmlText& text) const;

  // Skips to the end of the element whose start was given last. False where next() would report a problem.
  bool skip_element();

  // How many elements are open; an empty one is until its end was given.
  uint32_t depth() const { return depth_; }

  size_t position() const { return static_cast<size_t>(at_ - begin_); }

  // For readers that recognise usual byte sequences themselves: valid right after a start, end or text token,
  // unless at_empty_element(). What is skipped must be whole elements and text.
  char* cursor() const { return at_; }
  char* limit() const { return end_; }
  bool at_empty_element() const { return pending_end_; }
  void move_to(char* cursor) { at_ = cursor; }

  // The same for a start or an end alone, recognised by its whole name, which gives the hash. False when that
  // would be a problem; then nothing has happened.
  static constexpr uint64_t hash(std::string_view name) {
    uint64_t sum = 0xCBF29CE484222325;  // FNV-1a
    for (const char c : name) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return sum;
  }
  bool enter(uint64_t name, char* behind) {
    if (depth_ == limits::kXmlDepth) return false;
    open_[depth_++] = name;
    at_ = behind;
    return true;
  }
  bool leave(uint64_t name, char* behind) {
    if (open_[depth_ - 1] != name) return false;
    --depth_;
    at_ = behind;
    return true;
  }

 private:
  XmlToken start_tag();
  XmlToken end_tag();
  XmlToken stop(XmlToken reason);
  bool skip_past(std::string_view terminator);

  char* begin_;
  char* at_;
  char* end_;
  char* text_begin_ = nullptr;
  char* text_end_ = nullptr;
  const char* attributes_ = nullptr;  // what is left of them
  const char* attributes_begin_ = nullptr;
  const char* attributes_end_ = nullptr;
  uint64_t
      open_[limits::kXmlDepth];  // hashes of names: the names themselves may be overwritten by decoded text
  uint32_t depth_ = 0;
  std::string_view name_;
  XmlToken stopped_ = XmlToken::start;  // a stop reason once there is one
  bool is_cdata_ = false;
  bool pending_end_ = false;
};

// Decodes character data: the five named entities, numeric ones, line ends. Unknown entities stay as they
// are. Writes at `out`, which may be `from` or before it, and returns the end.
char* decode_xml(const char* from, const char* to, char* out);

// An attribute's value.
std::string decode_xml(std::string_view raw);

// "1", "true", "on"
bool xml_flag(std::string_view raw);

// Decimal digits only; false when there are none, others, or too many.
bool xml_number(std::string_view raw, uint32_t& value);

}  // namespace portcheck::text
