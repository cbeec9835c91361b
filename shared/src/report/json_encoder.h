// Writes JSON member by member: separators are its business, the schema is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "text/decimal.h"
#include "text/json_reader.h"

namespace portcheck::report {

class Encoder {
 public:
  std::string take() { return std::move(out_); }

  void open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void name(std::string_view text) {
    separate();
    text::append_json_string(out_, text);
    out_ += ':';
    first_ = true;
  }
  void value(std::string_view text) {
    separate();
    text::append_json_string(out_, text);
  }
  void value(uint64_t number) {
    separate();
    text::append_decimal(out_, number);
  }
  void value(int64_t number) {
    separate();
    if (number < 0) out_ += '-';
    const auto magnitude = static_cast<uint64_t>(number);
    text::append_decimal(out_, number < 0 ? 0 - magnitude : magnitude);
  }
  void value(bool yes) {
    separate();
    out_ += yes ? "true" : "false";
  }
  template <class T>
  void member(std::string_view member_name, T member_value) {
    name(member_name);
    value(member_value);
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string out_;
  bool first_ = true;
};

}  // namespace portcheck::report
