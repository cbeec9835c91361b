// The words of JSON (RFC 8259): what json_reader.h builds values of and json_pull.h hands out one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::text {

class JsonScanner {
 public:
  // `document` is well-formed UTF-8 and borrowed.
  explicit JsonScanner(std::string_view document) : document_(document) {}

  bool fail(std::string_view reason) {
    if (reason_.empty()) reason_ = reason;
    return false;
  }
  std::string_view reason() const { return reason_; }  // the first; empty: nothing has failed
  size_t offset() const { return at_; }
  bool at_end() const { return at_ == document_.size(); }

  char peek() const { return at_ < document_.size() ? document_[at_] : '\0'; }
  void step() { ++at_; }  // behind what peek() gave
  void skip_space();
  bool take(char c);  // after space

  // Each at its first byte. A number is whole and within int64; a string's escapes are undone, appended to
  // `out`.
  bool word(std::string_view text);
  bool integer(int64_t& out);
  bool string(std::string& out);

 private:
  bool escape(std::string& out);
  bool hex4(char32_t& out);

  std::string_view document_;
  std::string_view reason_;
  size_t at_ = 0;
};

}  // namespace portcheck::text
