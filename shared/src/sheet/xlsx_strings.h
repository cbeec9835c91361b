// The workbook's table of shared strings.
#pragma once

#include <cstdint>
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

 private:
  static constexpr uint32_t kBlock = 1 << 20;
  // Half the size of a string_view; the texts of a part are smaller than 4 GiB by limits::kInflatedBytes.
  struct Span {
    uint32_t place;
    uint32_t size;
  };

  Problem read_stream(PartStream& stream, std::string_view part);
  void add(std::string_view text);
  void read_usual(XmlReader& xml);

  std::vector<std::unique_ptr<char[]>> blocks_;  // a text longer than one takes the places of several
  uint32_t left_ = 0;                            // bytes left in the last one
  std::vector<Span> strings_;
};

}  // namespace portcheck::sheet
