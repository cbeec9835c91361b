// Phone numbers of the North American plan in running text: single ones, lists that share an area code or an
// exchange, ranges.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace portcheck::loa {

struct NumberHit {
  size_t from = 0, to = 0;
  uint64_t first = 0, last = 0;  // ten digits each
  bool bare = false;             // ten digits without a sign between them: may be an account number
};

// Reads line after line; what one line begins, the next one may go on with ("212-555-0100 through", "-0101").
class NumberFinder {
 public:
  // `text` is one line. `listed`: numbers to port are expected here, and seven digits may stand for ten.
  std::vector<NumberHit> line(std::string_view text, bool listed);
  void forget() { last_ = 0, open_range_ = false; }  // what stands above belongs to something else

 private:
  friend struct NumberScan;
  uint64_t last_ = 0;        // the number read last; 0: none
  bool open_range_ = false;  // the line above ended with "through"
};

}  // namespace portcheck::loa
