#include "sheet/number_text.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>

namespace portcheck::sheet {
namespace {

constexpr int kMostDigits = 17;
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
  // Leaves the remainder and returns the quotient, which must be below ten. Requires unit.room() == 1, so
  // that the first words alone give the quotient or one less.
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

// Free-format printing after Steele and White (1990): digits are made until what is left lies within half the
// distance to the neighbouring doubles.
Digits shortest_digits(uint64_t fraction, int exponent) {
  const bool even = (fraction & 1) == 0;
  // Below a power of two the neighbour is half as far.
  const uint32_t above = fraction == kHiddenBit && exponent > kLeastExponent ? 2 : 1;
  const int up = exponent > 0 ? exponent : 0;
  const int down = exponent < 0 ? -exponent : 0;
  Natural rest(fraction * 2 * above, up);  // value = rest / unit
  Natural unit(uint64_t{2} * above, down);
  Natural below(1, up);  // half the distance to the next smaller double

  const auto reaches_above = [&] {
    const int order = Natural::compare_sum(rest, below, above, unit);
    return order > 0 || (order == 0 && even);
  };
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
  if (reaches_above()) {
    unit.multiply(10);
    ++digits.point;
  }
  const uint32_t room = unit.room();
  for (Natural* number : {&unit, &rest, &below}) number->multiply(room);
  for (bool last = false; !last;) {
    rest.multiply(10);
    below.multiply(10);
    uint32_t digit = rest.divide(unit);
    const int order = Natural::compare_sum(rest, below, 0, below);
    const bool may_end = order < 0 || (order == 0 && even);
    const bool may_end_above = reaches_above();
    last = may_end || may_end_above;
    if (may_end_above) {
      const int half = Natural::compare_sum(rest, rest, 1, unit);
      if (!may_end || half > 0 || (half == 0 && (digit & 1) != 0)) ++digit;
    }
    digits.text[digits.count++] = static_cast<char>('0' + digit);
  }
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
  const auto bits = std::bit_cast<uint64_t>(value);
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
