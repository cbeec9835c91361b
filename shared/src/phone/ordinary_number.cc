#include "phone/ordinary_number.h"

#include <array>

#include "text/cold.h"
#include "text/literal.h"
#include "text/vector16.h"

namespace portcheck::phone {
namespace {

using text::load_word;
using text::spread;
using text::Vector16;

// A 0 stands for any digit; in front of a country's 1 there may be a plus.
constexpr std::string_view kSpellings[] = {"0000000000",     "10000000000",     "000-000-0000",
                                           "000.000.0000",   "000 000 0000",    "(000)000-0000",
                                           "(000) 000-0000", "1-000-000-0000",  "1.000.000.0000",
                                           "1 000 000 0000", "1 (000)000-0000", "1 (000) 000-0000"};

constexpr size_t kShortest = 10, kLongest = 16, kKinds = 8;

// Told apart by the first byte and the one before the last four.
constexpr size_t place_of(size_t size, char first, char separator) {
  const unsigned kind = separator >= '0' ? 3 : static_cast<unsigned char>(separator) & 3;
  return (size - kShortest) * kKinds + kind * 2 + (first == '(' ? 1 : 0);
}

struct Shape {
  std::array<char, 16> bytes{};  // all zero: no such spelling
  uint8_t npa = 0, nxx = 0;      // where they begin
};

constexpr auto kShapes = [] {
  std::array<Shape, (kLongest - kShortest + 1) * kKinds> shapes{};
  for (const std::string_view spelling : kSpellings) {
    Shape& shape = shapes[place_of(spelling.size(), spelling[0], spelling[spelling.size() - 5])];
    for (size_t i = 0; i < spelling.size(); ++i) shape.bytes[i] = spelling[i];
    const size_t npa = spelling.find("000");
    shape.npa = static_cast<uint8_t>(npa);
    shape.nxx = static_cast<uint8_t>(spelling.find("000", npa + 3));
  }
  return shapes;
}();

uint64_t load4(const char* at) {
  uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Four digits each in the halves of `words`, the first one lowest.
PORTCHECK_HOT inline uint64_t four_digits(uint64_t words) {
  words &= 0x0F0F0F0F0F0F0F0F;
  words = (words * 10 + (words >> 8)) & 0x00FF00FF00FF00FF;
  return (words * 100 + (words >> 16)) & 0x0000FFFF0000FFFF;
}

}  // namespace

OrdinaryNumber ordinary_number(std::string_view cell) {
  if (cell.size() - kShortest > kLongest + 1 - kShortest) return {};
  const size_t plus = cell[0] == '+' ? 1 : 0;
  const char* const at = cell.data() + plus;
  const size_t size = cell.size() - plus;
  if (size - kShortest > kLongest - kShortest) return {};
  using Words = uint64_t __attribute__((vector_size(16)));
  const Words words{load_word(at), load_word(at + size - 8) >> (8 * (kLongest - size))};
  const Shape& shape = kShapes[place_of(size, at[0], at[size - 5])];
  const Vector16 bytes = text::load16(shape.bytes.data());
  const auto allowed = reinterpret_cast<Vector16>(bytes == spread('0')) & spread(9);
  const auto wrong = (reinterpret_cast<Vector16>(words) ^ bytes) > allowed;
  if (text::high_bits(wrong) != 0 || (plus != 0 && shape.bytes[0] != '1')) return {};
  const uint64_t area = four_digits((load4(at + shape.npa) << 8 & 0xFFFFFFFF) | load4(at + shape.nxx) << 40);
  return {static_cast<uint32_t>(area & 0xFFFF), static_cast<uint32_t>(area >> 32),
          static_cast<uint32_t>(four_digits(load4(at + size - 4)))};
}

}  // namespace portcheck::phone
