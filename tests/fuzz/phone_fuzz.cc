// Any bytes as a phone number: ten digits or none, and the quick ways agree with the careful one.
#include "fuzz_check.h"
#include "phone/ordinary_number.h"
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

  if (const uint64_t quick = phone::ordinary_number(cell).digits(); quick != 0) {
    // A blank that only the careful way takes away keeps the cell from the quick one.
    const PhoneNumber careful = phone::parse_phone("\xC2\xA0" + cell, false, scratch);
    PORTCHECK_FUZZ_REQUIRE(same(number, careful) && number.digit_count == careful.digit_count);
    PORTCHECK_FUZZ_REQUIRE(number.status == ParseStatus::ok && number.digits == quick);
    PORTCHECK_FUZZ_REQUIRE(!number.vanity && !number.mangled && number.changed == 0);
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
