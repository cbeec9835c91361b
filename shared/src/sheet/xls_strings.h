// Text in old Excel workbooks: UTF-16 or its lower bytes since Excel 97, one byte a character before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/biff_record.h"

namespace portcheck::sheet {

class XlsText {
 public:
  bool unicode = true;      // Excel 97 and newer
  bool windows1252 = true;  // before: only ASCII is understood in other code pages

  // Appends a string whose length takes `length_bytes`, as UTF-8 without NULs. What cannot be decoded becomes
  // U+FFFD; `undecodable` is then set. False when the record ends before the string: what there is of it was
  // appended.
  bool read(LongBody& body, unsigned length_bytes, std::string& out, bool& undecodable) const;
};

// The workbook's table of strings. A table that is cut or lies about its length ends where its bytes end.
class XlsStrings {
 public:
  void read(LongBody& body, const XlsText& text);
  size_t size() const { return ends_.size(); }
  // Requires index < size(). The text lives as long as the table.
  std::string_view operator[](size_t index) const {
    const size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string text_;
  std::vector<uint32_t> ends_;
};

}  // namespace portcheck::sheet
