// The workbook's table of shared strings.
#pragma once

#include <cstdint>
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
    return {buffer_.data() + strings_[index].offset, strings_[index].size};
  }

 private:
  // Half the size of a string_view; parts are smaller than 4 GiB by limits::kInflatedBytes.
  struct Span {
    uint32_t offset;
    uint32_t size;
  };

  void add(std::string_view text);
  void read_usual(XmlReader& xml);

  archive::Buffer buffer_;  // decoded in place
  std::vector<Span> strings_;
};

}  // namespace portcheck::sheet
