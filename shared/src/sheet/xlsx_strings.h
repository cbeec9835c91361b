// The workbook's table of shared strings.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "sheet/xlsx_package.h"

namespace portcheck::sheet {

class SharedStrings {
 public:
  // A missing part gives an empty table: workbooks with inline strings only often name a part they lack.
  Problem read(Package& package, std::string_view part);

  size_t size() const { return strings_.size(); }
  // Requires index < size(). The text lives as long as the table.
  std::string_view operator[](size_t index) const {
    const Span span = strings_[index];
    return {blocks_[span.place / kBlock].get() + span.place % kBlock, span.size};
  }

  // Whether each string can be a cell as it is: none is empty or longer than one.
  bool all_fit() const { return all_fit_; }
  // Lets a processor fetch where the string is, which [] then finds at hand.
  void expect(size_t index) const { __builtin_prefetch(&strings_[index]); }

  // Adds a string. Requires `readable` bytes from its beginning, which make it quicker to copy.
  void add(std::string_view text, size_t readable) {
    constexpr uint32_t kShort = 64;
    if (text.size() > kShort || left_ < kShort || readable < kShort) return add_any(text);
    const auto size = static_cast<uint32_t>(text.size());
    char* const to = blocks_.back().get() + (kBlock - left_);
    std::memcpy(to, text.data(), kShort / 2);
    if (size > kShort / 2) std::memcpy(to + kShort / 2, text.data() + kShort / 2, kShort / 2);
    strings_.push_back({static_cast<uint32_t>(blocks_.size()) * kBlock - left_, size});
    left_ -= size;
    all_fit_ = all_fit_ && size != 0;
  }

 private:
  static constexpr uint32_t kBlock = 1 << 20;
  // Half the size of a string_view; the texts of a part are smaller than 4 GiB by limits::kInflatedBytes.
  struct Span {
    uint32_t place;
    uint32_t size;
  };

  Problem read_stream(PartStream& stream, std::string_view part);
  void add_any(std::string_view text);

  std::vector<std::unique_ptr<char[]>> blocks_;  // a text longer than one takes the places of several
  uint32_t left_ = 0;                            // bytes left in the last one
  std::vector<Span> strings_;
  bool all_fit_ = true;
};

}  // namespace portcheck::sheet
