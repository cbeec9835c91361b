#include "server/queue/sql.h"

#include <charconv>

namespace portcheck::server {

int64_t SqlDb::integer(size_t row, size_t column) const {
  const std::string& digits = text(row, column);
  int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace portcheck::server
