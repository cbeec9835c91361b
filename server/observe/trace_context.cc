#include "server/observe/trace_context.h"

#include <algorithm>

namespace portcheck::server {
namespace {

constexpr size_t kTraceDigits = 32, kSpanDigits = 16;
constexpr size_t kLength = 2 + 1 + kTraceDigits + 1 + kSpanDigits + 1 + 2;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) {
  return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

TraceContext TraceContext::parse(std::string_view header) {
  if (header.size() < kLength) return {};
  const std::string_view version = header.substr(0, 2), trace = header.substr(3, kTraceDigits),
                         span = header.substr(3 + kTraceDigits + 1, kSpanDigits),
                         flags = header.substr(kLength - 2, 2);
  const bool framed = header[2] == '-' && header[3 + kTraceDigits] == '-' && header[kLength - 3] == '-';
  const bool ends_well = header.size() == kLength || (version != "00" && header[kLength] == '-');
  if (!framed || !ends_well || !is_hex(version) || version == "ff" || !is_hex(flags) || !is_id(trace) ||
      !is_id(span)) {
    return {};
  }
  return from_text(std::string(trace) + "-" + std::string(span));
}

TraceContext TraceContext::from_text(std::string text) {
  TraceContext out;
  if (text.size() == kTraceDigits + 1 + kSpanDigits) out.text_ = std::move(text);
  return out;
}

}  // namespace portcheck::server
