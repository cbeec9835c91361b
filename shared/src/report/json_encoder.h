// Writes JSON member by member: separators are its business, the schema is the caller's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::report {

class Encoder {
 public:
  explicit Encoder(size_t expected = 0) : out_(expected, '\0') {}  // bytes
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  std::string take();

  void open(char bracket);
  void close(char bracket);
  void name(std::string_view text);  // a word of the schema: nothing in it needs an escape

  // As it is, with the separator in front that it needs; a value follows where it ends with a colon.
  void raw(std::string_view json);

  // A part of what is written once more: between two places that written() told.
  void repeat(size_t begin, size_t end);
  size_t written() const { return static_cast<size_t>(at_ - out_.data()); }

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
  char* room(size_t bytes) {
    if (static_cast<size_t>(limit_ - at_) < bytes) grow(bytes);
    return at_;
  }
  void grow(size_t bytes);
  char* separate(char* at) {
    if (!first_) *at++ = ',';
    first_ = false;
    return at;
  }

  std::string out_;  // written up to at_
  char* at_ = out_.data();
  char* limit_ = at_ + out_.size();
  bool first_ = true;
};

}  // namespace portcheck::report
