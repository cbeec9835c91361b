// CMaps: from the bytes of a shown string to codes, and from codes to characters (ToUnicode) or to CIDs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/budget.h"

namespace portcheck::pdf {

class Cmap {
 public:
  // Throws PastBound when there is no room for more entries.
  void parse(std::string_view content, Budget& budget);

  bool empty() const { return texts_.empty() && cids_.empty(); }
  bool has_codespaces() const { return !spaces_.empty(); }
  bool vertical() const { return vertical_; }

  // How many bytes the code at the beginning of `bytes` has, at least 1; 2 when nobody says.
  size_t code_length(std::string_view bytes) const;
  // Appends what `code` means, and says whether it is known.
  bool append_text(uint32_t code, std::string& out) const;
  bool find_cid(uint32_t code, uint32_t& cid) const;

 private:
  struct Codespace {
    uint8_t length;
    uint32_t low, high;
  };
  struct Range {
    uint32_t low, high;
    uint32_t first;  // the CID of `low`, or where its UTF-16 begins in units_
    uint16_t size = 0;
  };

  void add_text(uint32_t low, uint32_t high, std::string_view utf16);
  void finish();
  static const Range* find(const std::vector<Range>& ranges, uint32_t code);

  std::vector<Codespace> spaces_;
  std::vector<Range> texts_, cids_;
  std::string units_;
  bool vertical_ = false;
};

}  // namespace portcheck::pdf
