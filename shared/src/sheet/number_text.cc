#include "sheet/number_text.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>

namespace portcheck::sheet {
namespace {

constexpr int kMostDigits = 17;
constexpr uint64_t kLeastOfSeventeen = 10'000'000'000'000'000;  // the least number of so many digits
constexpr int kFractionBits = 52;
constexpr uint64_t kHiddenBit = uint64_t{1} << kFractionBits;
constexpr int kLeastExponent = -1074;

// A natural number large enough for the numerator and denominator of any double.
class Natural {
 public:
  Natural(uint64_t value, int shift) {
    const auto at = static_cast<size_t>(shift) / 32;
    const unsigned bits = static_cast<unsigned>(shift) % 32;
    words_[at] = static_cast<uint32_t>(value << bits);
    words_[at + 1] = static_cast<uint32_t>(value >> (32 - bits));
    words_[at + 2] = static_cast<uint32_t>(value >> 32 >> (32 - bits));
    size_ = at + 3;
    trim();
  }
  void multiply(uint32_t factor) {
    uint64_t carry = 0;
    for (size_t i = 0; i < size_; ++i) {
      carry += uint64_t{words_[i]} * factor;
      words_[i] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words_[size_++] = static_cast<uint32_t>(carry);
  }
  void multiply_by_power_of_ten(int power) {
    for (; power >= 9; power -= 9) multiply(1'000'000'000);
    for (; power > 0; --power) multiply(10);
  }
  // How far its first word is from being full, as a factor.
  uint32_t room() const { return uint32_t{1} << std::countl_zero(words_[size_ - 1]); }
  bool is_zero() const { return size_ == 1 && words_[0] == 0; }
  // Leaves the remainder and returns the quotient, which must be below 2^30. Requires unit.room() == 1, so
  // that the first words alone give the quotient or a little less.
  uint32_t divide(const Natural& unit) {
    if (size_ < unit.size_) return 0;
    const size_t top = unit.size_ - 1;
    const uint64_t head = (uint64_t{words_[top + 1]} << 32) | words_[top];
    auto quotient = static_cast<uint32_t>(head / (uint64_t{unit.words_[top]} + 1));
    subtract(unit, quotient);
    for (; compare_sum(*this, unit, 0, unit) >= 0; ++quotient) subtract(unit, 1);
    return quotient;
  }
  // Negative, zero or positive as a + b times `times` is less than, equal to or greater than c.
  static int compare_sum(const Natural& a, const Natural& b, uint32_t times, const Natural& c) {
    size_t size = a.size_ > b.size_ ? a.size_ : b.size_;
    if (size < c.size_) size = c.size_;
    uint64_t carry = 0;
    int order = 0;
    for (size_t i = 0; i < size; ++i) {
      carry += a.words_[i] + uint64_t{b.words_[i]} * times;
      const auto word = static_cast<uint32_t>(carry);
      if (word != c.words_[i]) order = word < c.words_[i] ? -1 : 1;
      carry >>= 32;
    }
    return carry != 0 ? 1 : order;
  }

 private:
  // Requires other * times <= *this.
  void subtract(const Natural& other, uint32_t times) {
    uint64_t borrow = 0;
    for (size_t i = 0; i < size_; ++i) {
      borrow += uint64_t{other.words_[i]} * times;
      const auto word = static_cast<uint32_t>(borrow);
      borrow = (borrow >> 32) + (words_[i] < word ? 1 : 0);
      words_[i] -= word;
    }
    trim();
  }
  void trim() {
    while (size_ > 1 && words_[size_ - 1] == 0) --size_;
  }

  uint32_t words_[40] = {};  // 2^1076 times 10, and some carries; zero from size_ on
  size_t size_ = 1;
};

struct Digits {
  char text[kMostDigits];
  int count = 0;
  int point = 0;  // the value is 0.text times ten to this power
};

// The first 17 decimals of rest / unit as an integer; `rest` becomes what is left of the last one.
uint64_t decimals(Natural& rest, const Natural& unit) {
  rest.multiply(1'000'000'000);
  const uint64_t first = rest.divide(unit);
  rest.multiply(100'000'000);
  return first * 100'000'000 + rest.divide(unit);
}

// The doubles beside the value are at the distances 2 * below and 2 * above. Whatever lies between the
// middles to them is read as the value (so do the middles, if its fraction is even): of the integers between,
// counted in the 17th decimal, the one with the most zeros at its end has the fewest digits (after Steele and
// White, 1990, with all decimals made at once).
Digits shortest_digits(uint64_t fraction, int exponent) {
  const bool even = (fraction & 1) == 0;
  // Below a power of two the neighbour is half as far.
  const uint32_t ratio = fraction == kHiddenBit && exponent > kLeastExponent ? 2 : 1;
  const int up = exponent > 0 ? exponent : 0;
  const int down = exponent < 0 ? -exponent : 0;
  Natural rest(fraction * 2 * ratio, up);  // value = rest / unit
  Natural unit(uint64_t{2} * ratio, down);
  Natural below(1, up);

  Digits digits;
  const int top_bit = 63 - std::countl_zero(fraction) + exponent;
  digits.point =
      ((top_bit * 78'913) >> 18) + 1;  // the power of ten below the value, by log10(2), and one more
  if (digits.point > 0) {
    unit.multiply_by_power_of_ten(digits.point);
  } else {
    rest.multiply_by_power_of_ten(-digits.point);
    below.multiply_by_power_of_ten(-digits.point);
  }
  if (Natural::compare_sum(rest, below, ratio, unit) >= 0) {
    unit.multiply(10);
    ++digits.point;
  }
  const uint32_t room = unit.room();
  for (Natural* number : {&unit, &rest, &below}) number->multiply(room);
  Natural above = below;
  above.multiply(ratio);
  const uint64_t value = decimals(rest, unit);
  uint64_t least = value - decimals(below, unit);
  uint64_t most = value + decimals(above, unit);
  const int lower = Natural::compare_sum(rest, below, 0, below);
  if (lower > 0 || (lower == 0 && !even)) ++least;
  const int upper = Natural::compare_sum(rest, above, 1, unit);
  if (upper > 0 || (upper == 0 && even)) ++most;
  if (rest.is_zero() && above.is_zero() && !even) --most;

  uint64_t power = 1;
  while (power <= most && (least + power * 10 - 1) / (power * 10) <= most / (power * 10)) power *= 10;
  uint64_t best = value / power;
  const uint64_t twice = 2 * (value % power);
  int half = power != 1 ? (twice > power) - (twice < power) : Natural::compare_sum(rest, rest, 1, unit);
  if (power != 1 && half == 0 && !rest.is_zero()) half = 1;
  if (half > 0 || (half == 0 && (best & 1) != 0)) ++best;
  if (best * power < least) ++best;
  if (best * power > most) --best;

  if (best * power < kLeastOfSeventeen) --digits.point;
  for (uint64_t left = best; left != 0; left /= 10) ++digits.count;
  for (int i = digits.count; i-- != 0; best /= 10) digits.text[i] = static_cast<char>('0' + best % 10);
  return digits;
}

char* append(char* out, const char* text, int count) {
  std::memcpy(out, text, static_cast<size_t>(count));
  return out + count;
}

char* append_zeros(char* out, int count) {
  for (; count > 0; --count) *out++ = '0';
  return out;
}

char* append_integer(char* out, uint64_t value) {
  char text[20];
  int at = 20;
  do {
    text[--at] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  return append(out, text + at, 20 - at);
}

}  // namespace

size_t format_number(double value, char* out) {
  constexpr int kPlainDigits = 21;
  constexpr int kPlainZeros = 5;  // behind the point
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  const int biased = static_cast<int>(bits >> kFractionBits) & 0x7FF;
  if (biased == 0x7FF) return 0;
  char* end = out;
  if (value < 0) *end++ = '-';
  const double size = value < 0 ? -value : value;
  constexpr double kExact = 9'007'199'254'740'992.0;
  if (size < kExact && size == static_cast<double>(static_cast<uint64_t>(size))) {
    return static_cast<size_t>(append_integer(end, static_cast<uint64_t>(size)) - out);
  }
  const uint64_t fraction = bits & (kHiddenBit - 1);
  const Digits digits = biased == 0 ? shortest_digits(fraction, kLeastExponent)
                                    : shortest_digits(fraction | kHiddenBit, biased + kLeastExponent - 1);
  const int point = digits.point;
  if (point <= -kPlainZeros || point > kPlainDigits) {
    *end++ = digits.text[0];
    if (digits.count > 1) *end++ = '.';
    end = append(end, digits.text + 1, digits.count - 1);
    *end++ = 'E';
    *end++ = point > 0 ? '+' : '-';
    end = append_integer(end, static_cast<uint64_t>(point > 0 ? point - 1 : 1 - point));
  } else if (point <= 0) {
    end = append_zeros(append(end, "0.", 2), -point);
    end = append(end, digits.text, digits.count);
  } else if (point >= digits.count) {
    end = append_zeros(append(end, digits.text, digits.count), point - digits.count);
  } else {
    end = append(end, digits.text, point);
    *end++ = '.';
    end = append(end, digits.text + point, digits.count - point);
  }
  return static_cast<size_t>(end - out);
}

}  // namespace portcheck::sheet
