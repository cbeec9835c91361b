#include "text/decimal.h"

namespace portcheck::text {

void append_decimal(std::string& out, uint64_t value) {
  char digits[20];
  char* const end = digits + sizeof digits;
  char* at = end;
  do {
    *--at = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  out.append(at, static_cast<size_t>(end - at));
}

std::string decimal(uint64_t value) {
  std::string out;
  append_decimal(out, value);
  return out;
}

}  // namespace portcheck::text
