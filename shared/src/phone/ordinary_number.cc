// The numbers of a good sheet: ten digits in groups of three, three and four, read without a loop over them.
#include <bit>
#include <cstring>

#include "phone/phone_number.h"
#include "text/vector16.h"

namespace portcheck::phone {
namespace {

using text::spread;
using text::Vector16;

// The cell's up to 32 bytes in two vectors, zeros behind them. At least nine bytes.
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
  low = reinterpret_cast<Vector16>(Words{first, last >> (8 * (16 - cell.size()))});
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

unsigned first_of(uint32_t bits) {
  return static_cast<unsigned>(std::countr_zero(bits | uint32_t{1} << 31));
}

// Groups of three, three and four digits, wherever they stand: `digits` has a bit for each. Zero for other
// groups.
uint64_t join_groups(const char* cell, uint32_t digits) {
  const unsigned npa = first_of(digits);
  const uint32_t behind_npa = digits & ~(7U << npa);
  const unsigned nxx = first_of(behind_npa);
  const uint32_t behind_nxx = behind_npa & ~(7U << nxx);
  const unsigned line = first_of(behind_nxx);
  const uint32_t wrong =
      ((digits >> npa & 7) ^ 7) | ((behind_npa >> nxx & 7) ^ 7) | (behind_nxx >> line ^ 15);
  if (wrong != 0) return 0;
  const uint64_t area = four_digits((load4(cell + npa) << 8 & 0xFFFFFFFF) | load4(cell + nxx) << 40);
  return (area & 0xFFFF) * 10'000'000 + (area >> 32) * 10'000 + four_digits(load4(cell + line));
}

}  // namespace

uint64_t ordinary_digits(std::string_view cell) {
  constexpr size_t kShortest = 10, kLongest = 31;
  if (cell.size() - kShortest > kLongest - kShortest) return 0;
  Vector16 low, high;
  load(cell, low, high);
  uint32_t digits = digits_of(low), known = digits | separators_of(low);
  if (cell.size() > 16) {
    const uint32_t more = digits_of(high);
    digits |= more << 16;
    known |= (more | separators_of(high)) << 16;
  }
  const uint32_t plus = cell[0] == '+' ? 1 : 0;
  const unsigned first = first_of(digits | 1U << (kShortest - 1));  // later ones are not ordinary
  const uint32_t country = cell[first] == '1' ? 1 : 0;
  const uint32_t misplaced_plus = plus & ~(country & (first == 1 ? 1U : 0U));
  const uint32_t unknown = ((known | plus) + 1) ^ (1U << cell.size());
  if ((unknown | misplaced_plus) != 0) return 0;
  return join_groups(cell.data(), digits & (digits - country));
}

}  // namespace portcheck::phone
