// A desk's error for logs, metrics and dead letters.
#pragma once

#include <string_view>

#include "server/desk/desk.h"

namespace portcheck::server {

inline std::string_view error_name(DeskError error) {
  switch (error) {
    case DeskError::none:
      return "none";
    case DeskError::gone:
      return "gone";
    case DeskError::conflict:
      return "conflict";
    case DeskError::throttled:
      return "throttled";
    case DeskError::unauthorized:
      return "unauthorized";
    case DeskError::refused:
      return "refused";
    case DeskError::too_large:
      return "too_large";
    case DeskError::unavailable:
      return "unavailable";
    case DeskError::not_yet:
      return "not_yet";
  }
  return "";
}

}  // namespace portcheck::server
