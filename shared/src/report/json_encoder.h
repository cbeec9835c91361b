// Writes JSON member by member: separators are its business, the schema is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::report {

class Encoder {
 public:
  std::string take();

  void open(char bracket);
  void close(char bracket);
  void name(std::string_view text);  // a word of the schema: nothing in it needs an escape

  // Escapes what RFC 8259 wants escaped, and DEL, U+2028 and U+2029, which JavaScript and terminals take for
  // more than text. `text` is well-formed UTF-8.
  void value(std::string_view text);
  void value(uint64_t number);
  void value(int64_t number);
  void value(bool yes);

  template <class T>
  void member(std::string_view member_name, T member_value) {
    name(member_name);
    value(member_value);
  }

 private:
  // Room for so many more bytes, at the end of what is written.
  char* room(size_t bytes);
  void used_to(const char* end) { used_ = static_cast<size_t>(end - out_.data()); }
  char* separate(char* at);

  std::string out_;  // written up to used_
  size_t used_ = 0;
  bool first_ = true;
};

}  // namespace portcheck::report
