// Any bytes as a phone number: ten digits or none, and the quick ways agree with the careful one.
#include "fuzz_check.h"
#include "phone/phone_number.h"

namespace portcheck::fuzz {
namespace {

using phone::ParseStatus;
using phone::PhoneNumber;

constexpr uint64_t kTenDigits = 10'000'000'000;

void require_sound(const PhoneNumber& number) {
  PORTCHECK_FUZZ_REQUIRE(number.digits < kTenDigits);
  if (number.status == ParseStatus::ok || number.status == ParseStatus::extension) {
    PORTCHECK_FUZZ_REQUIRE(number.npa() <= 999 && number.nxx() <= 999 && number.line() <= 9999);
  }
  PORTCHECK_FUZZ_REQUIRE((number.status == ParseStatus::foreign) == (number.country_code != 0));
  PORTCHECK_FUZZ_REQUIRE(!number.vanity || number.status == ParseStatus::ok);
}

bool same(const PhoneNumber& a, const PhoneNumber& b) {
  return a.status == b.status && a.digits == b.digits;
}

void run(std::string_view bytes) {
  std::string cell, scratch;
  text::append_repaired(cell, bytes);
  const PhoneNumber number = phone::parse_phone(cell, false, scratch);
  require_sound(number);
  require_sound(phone::parse_phone(cell, true, scratch));
  PORTCHECK_FUZZ_REQUIRE(same(number, phone::parse_phone(cell, false, scratch)));

  PhoneNumber quick;
  if (phone::parse_ordinary(cell, quick)) {
    PORTCHECK_FUZZ_REQUIRE(quick.status == ParseStatus::ok && quick.digits < kTenDigits);
    // A blank that only the careful way takes away keeps the cell from the quick one.
    const PhoneNumber careful = phone::parse_phone("\xC2\xA0" + cell, false, scratch);
    PORTCHECK_FUZZ_REQUIRE(same(quick, careful) && quick.digit_count == careful.digit_count);
    uint64_t digits = 0;
    for (const char c : cell) {
      if (c >= '0' && c <= '9') digits = digits * 10 + static_cast<uint64_t>(c - '0');
    }
    PORTCHECK_FUZZ_REQUIRE(quick.digits == digits % kTenDigits);
    PORTCHECK_FUZZ_REQUIRE(digits / kTenDigits == (quick.digit_count == 11 ? 1 : 0));
  }
  if (number.status == ParseStatus::ok) {
    PORTCHECK_FUZZ_REQUIRE(
        same(number, phone::parse_phone(phone::format_national(number.digits), false, scratch)));
  }
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
