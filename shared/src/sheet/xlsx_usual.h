// Rows and cells as nearly all programs spell them, recognised a word at a time. What is spelled otherwise is
// not looked at further: it is for read_usual_cell() of xlsx_cell.h and for the tokenizer, with the same
// answer. The code stands here because it is fast only where it becomes part of the reader's loop.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sheet/xlsx_cell.h"
#include "sheet/xlsx_text.h"
#include "text/byte_scan.h"
#include "text/literal.h"

namespace portcheck::sheet {

// So much must be readable at a row or cell for it to be recognised; more than all looked at but its text.
inline constexpr ptrdiff_t kUsualBytes = 160;

// A row's number as it stands behind the letters of the row's cells, with the quote: `12"`.
class RowReference {
 public:
  explicit RowReference(uint32_t number) { set(number); }

  // Requires at most seven digits.
  void set(uint32_t number) {
    number_ = number;
    text_ = '"';
    size_ = 1;
    do {
      text_ = text_ << 8 | ('0' + number % 10);
      ++size_;
    } while ((number /= 10) != 0);
  }
  void advance() {
    const unsigned last_digit = 8 * (size_ - 2);
    if ((text_ >> last_digit & 0xFF) == '9') {
      set(number_ + 1);
    } else {
      ++number_;
      text_ += uint64_t{1} << last_digit;
    }
  }

  uint32_t number() const { return number_; }
  size_t size() const { return size_; }
  bool stands_at(const char* at) const {
    return ((text::load_word(at) ^ text_) & text::low_bytes(size_)) == 0;
  }

 private:
  uint64_t text_ = 0;
  uint32_t number_ = 0;
  unsigned size_ = 0;
};

// The rest of a row's tag behind its number. It is mostly that of the row before.
class RowTagRest {
 public:
  // `rest` ends with the tag. False where it is too long to be remembered.
  bool remember(std::string_view rest, bool hidden) {
    if (rest.size() > sizeof bytes_) return false;
    std::memcpy(bytes_, rest.data(), rest.size());
    size_ = rest.size();
    hidden_ = hidden;
    return true;
  }
  size_t size() const { return size_; }
  bool hidden() const { return hidden_; }
  bool stands_at(const char* at) const {
    for (size_t i = 0; i < size_; i += 8) {
      if (((text::load_word(at + i) ^ text::load_word(bytes_ + i)) & text::low_bytes(size_ - i)) != 0)
        return false;
    }
    return true;
  }

 private:
  char bytes_[96] = {'>'};
  size_t size_ = 1;
  bool hidden_ = false;
};

// Decimal digits at `at`, one to seven of them; returns what follows, null where there are none or more.
inline char* read_digits(char* at, uint32_t& value) {
  uint64_t digits = text::load_word(at) ^ 0x3030303030303030;
  const uint64_t others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
  const auto bits = static_cast<unsigned>(std::countr_zero(others)) & ~7u;
  if (bits - 8 > 48) return nullptr;
  digits <<= 64 - bits;
  digits = digits * 10 + (digits >> 8);
  digits = (digits & 0x000000FF000000FF) * 0x000F424000000064 +
           (digits >> 16 & 0x000000FF000000FF) * 0x0000271000000001;
  value = static_cast<uint32_t>(digits >> 32);
  return at + bits / 8;
}

// The end of plain text that begins at `at`: where '<' or what must be decoded comes first, or `end`.
inline char* plain_text_end(char* at, char* end) {
  static constexpr text::ByteScan<4> kUnusual('<', '&', '\r', '_');
  const char* stop = kUnusual.find(at, end);
  while (stop != end && *stop == '_' && (stop + 1 == end || stop[1] != 'x'))
    stop = kUnusual.find(stop + 1, end);
  return at + (stop - at);
}

// Reads the text of a <t> at `at`, which `behind` must follow; returns the text's end in the file, null where
// it is not usual.
template <size_t Size>
char* read_usual_text(char* at, char* end, bool preserve, const text::Literal<Size>& behind,
                      std::string_view& out) {
  char* stop = plain_text_end(at, end);
  const auto room = static_cast<ptrdiff_t>((behind.size + 7) / 8 * 8);
  if (end - stop < room) return nullptr;
  const auto size = static_cast<size_t>(stop - at);
  if (behind.stands_at(stop) && (size == 0 || preserve || (at[0] > ' ' && stop[-1] > ' '))) {
    out = {at, size};
    return stop;
  }
  stop = static_cast<char*>(std::memchr(stop, '<', static_cast<size_t>(end - stop)));
  if (stop == nullptr || end - stop < room || !behind.stands_at(stop)) return nullptr;
  out = decode_run(at, stop, preserve);
  return stop;
}

// A whole cell `<c r="A12" s="1" t="s"><v>7</v></c>` or `<c …t="inlineStr"><is><t>text</t></is></c>` of the
// row of `row`, or one without content. Returns what follows; null where the cell is not spelled so.
inline char* read_usual_cell(char* at, char* end, const RowReference& row, RawCell& cell) {
  using text::Literal;
  constexpr Literal kStart("<c r=\"");
  constexpr Literal kStyle(" s=\"");
  constexpr Literal kShared(" t=\"s\"><v>");
  constexpr Literal kNumber("><v>");
  constexpr Literal kMarkedNumber(" t=\"n\"><v>");
  constexpr Literal kInline(" t=\"inlineStr\"><is><t");
  constexpr Literal kPreserve(" xml:space=\"preserve\">");
  constexpr Literal kEmpty("/>");
  constexpr Literal kValueEnd("</v></c>");
  constexpr Literal kInlineEnd("</t></is></c>");

  if (end - at < kUsualBytes || !kStart.stands_at(at)) return nullptr;
  at += kStart.size;
  const auto letter = [](char c) { return static_cast<uint32_t>(static_cast<unsigned char>(c)) - ('A' - 1); };
  cell.column = letter(*at++);
  if (cell.column - 1 > 25) return nullptr;
  if (!row.stands_at(at)) {
    const uint32_t second = letter(*at++);
    if (second - 1 > 25 || !row.stands_at(at)) return nullptr;
    cell.column = cell.column * 26 + second;
  }
  at += row.size();
  if (kStyle.stands_at(at)) {
    at = read_digits(at + kStyle.size, cell.style);
    if (at == nullptr || *at != '"') return nullptr;
    ++at;
  }
  if (kShared.stands_at(at)) {
    at = read_digits(at + kShared.size, cell.shared_index);
    if (at == nullptr || !kValueEnd.stands_at(at)) return nullptr;
    cell.type = CellType::shared;
    cell.has_value = true;
    return at + kValueEnd.size;
  }
  if (kInline.stands_at(at)) {
    at += kInline.size;
    const bool preserve = kPreserve.stands_at(at);
    if (!preserve && *at != '>') return nullptr;
    at += preserve ? kPreserve.size : 1;
    char* const stop = read_usual_text(at, end, preserve, kInlineEnd, cell.value);
    if (stop == nullptr) return nullptr;
    cell.type = CellType::inline_string;
    cell.has_value = true;
    return stop + kInlineEnd.size;
  }
  if (kEmpty.stands_at(at)) return at + kEmpty.size;
  if (kNumber.stands_at(at)) {
    at += kNumber.size;
  } else if (kMarkedNumber.stands_at(at)) {
    at += kMarkedNumber.size;
  } else {
    return nullptr;
  }
  // Digits, signs and points are neighbours: *+,-./0123456789.
  const auto numeral = [](const char* from) {
    return text::high_bits(text::load16(from) - text::spread('*') <= text::spread('9' - '*'));
  };
  auto size = static_cast<unsigned>(std::countr_one(numeral(at)));
  if (size == 16) size += static_cast<unsigned>(std::countr_one(numeral(at + 16)));
  if (size == 0 || !kValueEnd.stands_at(at + size)) return nullptr;
  cell.value = {at, size};
  cell.has_value = true;
  return at + size + kValueEnd.size;
}

}  // namespace portcheck::sheet
