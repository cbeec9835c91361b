#include "report/json_encoder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "text/copy.h"
#include "text/decimal.h"
#include "text/vector16.h"

namespace portcheck::report {
namespace {

using text::copy;
using text::spread;
using text::Vector16;

constexpr size_t kLongestEscape = 6;  // "\u2028"
constexpr size_t kStep = 16;

uint32_t escaped(Vector16 v) {
  return text::high_bits((v < spread(' ')) | (v == spread('"')) | (v == spread('\\')) | (v == spread(0x7F)) |
                         (v == spread(0xE2)));
}

// Copies bytes that stand for themselves, some at a time; returns their number. More may follow that do.
// `out` has room for kStep more than there are.
size_t copy_plain(char* out, std::string_view text) {
  size_t i = 0;
  for (; i + kStep < text.size(); i += kStep) {
    const Vector16 v = text::load16(text.data() + i);
    std::memcpy(out + i, &v, sizeof v);
    if (const uint32_t bits = escaped(v); bits != 0) return i + static_cast<size_t>(std::countr_zero(bits));
  }
  copy(out + i, text.substr(i));
  const uint32_t bits = escaped(text::load16(out + i)) | uint32_t{1} << (text.size() - i);
  return i + static_cast<size_t>(std::countr_zero(bits));
}

// The character at the beginning of `text`, of which `size` bytes were read.
char* escape(char* out, std::string_view text, size_t& size) {
  constexpr char kHex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(text[0]);
  size = 1;
  if (byte == '"' || byte == '\\') {
    *out++ = '\\';
    *out++ = text[0];
  } else if (byte == '\n') {
    out = copy(out, "\\n");
  } else if (byte == '\t') {
    out = copy(out, "\\t");
  } else if (byte == '\r') {
    out = copy(out, "\\r");
  } else if (byte < ' ' || byte == 0x7F) {
    out = copy(out, "\\u00");
    *out++ = kHex[byte >> 4];
    *out++ = kHex[byte & 15];
  } else if (text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9")) {
    out = copy(out, text[2] == '\xA8' ? "\\u2028" : "\\u2029");
    size = 3;
  } else {
    *out++ = text[0];
  }
  return out;
}

char* copy_escaped(char* out, std::string_view text) {
  while (!text.empty()) {
    size_t size = copy_plain(out, text);
    out += size;
    text.remove_prefix(size);
    if (text.empty()) break;
    out = escape(out, text, size);
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace

std::string Encoder::take() {
  out_.resize(static_cast<size_t>(at_ - out_.data()));
  at_ = limit_ = nullptr;
  return std::move(out_);
}

void Encoder::grow(size_t bytes) {
  constexpr size_t kFirst = 4096;
  const auto used = static_cast<size_t>(at_ - out_.data());
  out_.resize(std::max(out_.size() * 2, used + bytes + kFirst));
  at_ = out_.data() + used;
  limit_ = out_.data() + out_.size();
}

void Encoder::open(char bracket) {
  char* at = separate(room(2));
  *at++ = bracket;
  at_ = at;
  first_ = true;
}

void Encoder::close(char bracket) {
  *room(1) = bracket;
  ++at_;
  first_ = false;
}

void Encoder::name(std::string_view text) {
  char* at = separate(room(text.size() + 4));
  *at++ = '"';
  at = copy(at, text);
  *at++ = '"';
  *at++ = ':';
  at_ = at;
  first_ = true;
}

void Encoder::raw(std::string_view json) {
  at_ = copy(room(json.size()), json);
  first_ = at_[-1] == ':';
}

void Encoder::repeat(size_t begin, size_t end) {
  room(end - begin);
  at_ = copy(at_, std::string_view(out_).substr(begin, end - begin));
}

void Encoder::value(std::string_view text) {
  char* at = separate(room(text.size() * kLongestEscape + 3 + kStep));
  *at++ = '"';
  at = copy_escaped(at, text);
  *at++ = '"';
  at_ = at;
}

void Encoder::value(uint64_t number) {
  char digits[text::kDecimalBytes];
  char* const at = separate(room(text::kDecimalBytes + 1));
  at_ = copy(at, text::decimal_in(digits, number));
}

void Encoder::value(int64_t number) {
  if (number < 0) {
    at_ = copy(separate(room(2)), "-");
    first_ = true;
  }
  const auto size = static_cast<uint64_t>(number);
  value(number < 0 ? 0 - size : size);
}

void Encoder::value(bool yes) {
  at_ = copy(separate(room(6)), yes ? "true" : "false");
}

}  // namespace portcheck::report
