// The filters of streams, each from bytes to bytes. A damaged stream gives what comes before the damage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::pdf {

struct FilterParameters {
  int predictor = 1, columns = 1, colors = 1, bits = 8;
  bool early_change = true;
};

// One who gives room for output: spends it where it belongs, and throws past the bound.
class Room {
 public:
  virtual void grow(uint64_t bytes) = 0;

 protected:
  ~Room() = default;
};

enum class FilterKind : uint8_t { flate, lzw, ascii_hex, ascii_85, run_length };

struct Filtered {
  std::string bytes;
  bool damaged = false;
};

Filtered decode(FilterKind kind, const FilterParameters& parameters, std::string_view input, Room& room);

}  // namespace portcheck::pdf
