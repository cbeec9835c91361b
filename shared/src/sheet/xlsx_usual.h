// Rows and cells as nearly all programs spell them, recognised a word at a time. What is spelled otherwise is
// not looked at further: it is for xlsx_cell.h and the tokenizer, with the same answer.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "sheet/sheet.h"
#include "sheet/xlsx_strings.h"
#include "sheet/xlsx_styles.h"
#include "sheet/xml.h"
#include "text/literal.h"

namespace portcheck::sheet {

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

// The cells of one row on their way to a judge.
struct CellRow {
  std::vector<Cell> room{32};  // the first `used` are the row's
  size_t used = 0;
  uint32_t last_column = 0;  // written last
  bool sorted = true;        // no cell was written behind one to its right, or over another
};

class UsualRows {
 public:
  UsualRows(const SharedStrings& strings, const DateStyles& styles) : strings_(strings), styles_(styles) {}

  // Reads a row's tag at the cursor if it has the next number and is otherwise like the last one. False when
  // it is another; then nothing was read.
  bool start(XmlReader& xml);
  // Of the row that start() has read.
  uint32_t number() const { return reference_.number(); }
  bool hidden() const { return rest_.hidden(); }

  // The tokenizer has read the tag of a row with this number; `tag` is the whole of it, or empty where there
  // is more to it than meets the eye.
  void remember(uint32_t number, bool hidden, std::string_view tag);

  enum class Next : uint8_t {
    row,    // this one has ended
    date,   // the last cell is a number that its style shows as a date
    other,  // no usual cell, or no room for it
  };
  // Adds cells as long as they are usual and within all bounds, and says what is next.
  Next take_cells(XmlReader& xml, CellRow& row) const;

 private:
  const SharedStrings& strings_;
  const DateStyles& styles_;
  RowReference reference_{0};
  RowTagRest rest_;
};

// Reads strings `<si><t>plain</t></si>` at the cursor, as many as there are, and gives each to the table.
void take_usual_strings(XmlReader& xml, SharedStrings& table);

}  // namespace portcheck::sheet
