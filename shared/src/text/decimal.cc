#include "text/decimal.h"

namespace portcheck::text {

std::string_view decimal_in(char (&room)[kDecimalBytes], uint64_t value) {
  char* const end = room + kDecimalBytes;
  char* at = end;
  do {
    *--at = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  return {at, static_cast<size_t>(end - at)};
}

void append_decimal(std::string& out, uint64_t value) {
  char room[kDecimalBytes];
  out += decimal_in(room, value);
}

std::string decimal(uint64_t value) {
  std::string out;
  append_decimal(out, value);
  return out;
}

}  // namespace portcheck::text
