// A request about one attachment, for the targets that call the engine as a whole.
#pragma once

#include <string>
#include <string_view>

#include "portcheck/request.h"

namespace portcheck::fuzz {

inline Request request_of(std::string_view name, std::string_view bytes) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.max_findings = 0;
  request.files.push_back({std::string(name), bytes, ""});
  return request;
}

}  // namespace portcheck::fuzz
