#include "server/cli/today.h"

#include <ctime>

namespace portcheck::cli {

std::optional<Date> today_from(const std::string& text) {
  if (!text.empty()) return parse_iso_date(text);
  std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return Date{static_cast<int16_t>(local.tm_year + 1900), static_cast<uint8_t>(local.tm_mon + 1),
              static_cast<uint8_t>(local.tm_mday)};
}

}  // namespace portcheck::cli
