// How much of everything a document may cost yet. Whoever spends more than is left throws PastBound, which is
// no std::exception: qpdf, which catches those, lets it through.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "portcheck/rule_ids.h"

namespace portcheck::pdf {

enum class Cost : uint8_t {
  file_bytes,    // read out of the file, also again
  tokens,        // of objects that qpdf parses
  xref_bytes,    // inflated before the document is open
  object_bytes,  // inflated by qpdf afterwards: object streams
  stream_bytes,  // inflated for us
  operators,
  glyphs,
  text_bytes,
  fonts,
  cmap_entries,
  page_nodes,
  count_
};

struct PastBound {
  Cost cost;
};

Defect too_much(Cost cost);  // as Document::problem says it

class Budget {
 public:
  explicit Budget(size_t file_size);

  void spend(Cost cost, uint64_t amount) {
    uint64_t& left = left_[static_cast<size_t>(cost)];
    if (amount > left) {
      left = 0;
      throw PastBound{cost};
    }
    left -= amount;
  }
  uint64_t left(Cost cost) const { return left_[static_cast<size_t>(cost)]; }
  // What qpdf inflates for itself counts as one or the other.
  Cost structure_bytes() const { return open_ ? Cost::object_bytes : Cost::xref_bytes; }
  void opened() { open_ = true; }
  // Whether a stream is read for us, who know what it is, or by qpdf for objects in it.
  void read_for_us(bool on) { for_us_ = on; }
  bool reads_for_us() const { return for_us_; }

 private:
  std::array<uint64_t, static_cast<size_t>(Cost::count_)> left_;
  bool open_ = false, for_us_ = false;
};

}  // namespace portcheck::pdf
