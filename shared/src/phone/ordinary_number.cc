// The numbers of a good sheet: ten digits in groups of three, three and four, read without a loop over them.
#include <bit>
#include <cstring>

#include "phone/phone_number.h"
#include "text/vector16.h"

namespace portcheck::phone {
namespace {

using text::spread;
using text::Vector16;

// The cell's up to 32 bytes in two vectors, zeros behind them. At least eight bytes.
void load(std::string_view cell, Vector16& low, Vector16& high) {
  using Words = uint64_t __attribute__((vector_size(16)));
  const char* const end = cell.data() + cell.size();
  high = Vector16{};
  if (cell.size() >= 16) {
    low = text::load16(cell.data());
    if (cell.size() != 16) high = text::load16_before(cell.data() + 16, end);
    return;
  }
  uint64_t first, last;
  std::memcpy(&first, cell.data(), 8);
  std::memcpy(&last, end - 8, 8);
  low = reinterpret_cast<Vector16>(Words{first, cell.size() == 8 ? 0 : last >> (8 * (16 - cell.size()))});
}

uint32_t digits_of(Vector16 v) {
  return text::high_bits(v - spread('0') < spread(10));
}

uint32_t separators_of(Vector16 v) {
  return text::high_bits((v == spread(' ')) | (v == spread('-')) | (v == spread('.')) |
                         ((v & spread(0xFE)) == spread('(')));
}

// Four digits each in the halves of `words`, the first one lowest.
uint64_t four_digits(uint64_t words) {
  words &= 0x0F0F0F0F0F0F0F0F;
  words = (words * 10 + (words >> 8)) & 0x00FF00FF00FF00FF;
  return (words * 100 + (words >> 16)) & 0x0000FFFF0000FFFF;
}

uint64_t load4(const char* at) {
  uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Groups of three, three and four digits, wherever they stand: `digits` has a bit for each. Zero for other
// groups.
uint64_t join_groups(const char* cell, uint32_t digits) {
  const auto npa = static_cast<unsigned>(std::countr_zero(digits));
  const uint32_t behind_npa = digits & ~(7U << npa);
  const auto nxx = static_cast<unsigned>(std::countr_zero(behind_npa));
  const uint32_t behind_nxx = behind_npa & ~(7U << nxx);
  const auto line = static_cast<unsigned>(std::countr_zero(behind_nxx));
  if ((digits >> npa & 7) != 7 || (behind_npa >> nxx & 7) != 7 || behind_nxx >> line != 15) return 0;
  const uint64_t area = four_digits((load4(cell + npa) << 8 & 0xFFFFFFFF) | load4(cell + nxx) << 40);
  return (area & 0xFFFF) * 10'000'000 + (area >> 32) * 10'000 + four_digits(load4(cell + line));
}

}  // namespace

// Ten digits with the usual separators and an optional +1 or 1.
bool parse_ordinary(std::string_view cell, PhoneNumber& out) {
  if (cell.size() < 10 || cell.size() > 31) return false;
  Vector16 low, high;
  load(cell, low, high);
  uint32_t digits = digits_of(low), known = digits | separators_of(low);
  if (cell.size() > 16) {
    const uint32_t more = digits_of(high);
    digits |= more << 16;
    known |= (more | separators_of(high)) << 16;
  }
  const bool plus = cell[0] == '+';
  if ((known | (plus ? 1U : 0U)) + 1 != 1U << cell.size()) return false;
  const int count = std::popcount(digits);
  const auto first = static_cast<unsigned>(std::countr_zero(digits));
  if (count == 11 && cell[first] == '1' && (!plus || first == 1)) {
    digits &= digits - 1;
  } else if (count != 10 || plus) {
    return false;
  }
  out.digits = join_groups(cell.data(), digits);
  out.digit_count = static_cast<uint32_t>(count);
  out.status = ParseStatus::ok;
  return out.digits != 0;
}

}  // namespace portcheck::phone
