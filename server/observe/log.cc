#include "server/observe/log.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cinttypes>
#include <cstdio>
#include <ctime>
#include <mutex>

namespace portcheck::server {
namespace {

constexpr size_t kMaxIdentifierBytes = 80;
constexpr size_t kMaxDetailBytes = 160;
constexpr size_t kMaskedDigits = 7;  // the shortest phone number

constexpr std::array<std::string_view, 4> kLevelNames = {"debug", "info", "warning", "error"};

struct State {
  std::atomic<LogLevel> level{LogLevel::info};
  std::mutex mutex;
  std::function<void(std::string_view)> sink;
};

State& state() {
  static State* instance = new State;  // never destroyed: threads may log until the very end
  return *instance;
}

void write_stderr(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written <= 0) return;
    line.remove_prefix(static_cast<size_t>(written));
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return out += '"';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_identifier(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
         c == '.' || c == ':';
}

std::string timestamp() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  tm utc{};
  gmtime_r(&now.tv_sec, &utc);
  std::array<char, 64> out{};
  const size_t size = std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  const int more = std::snprintf(out.data() + size, out.size() - size, ".%03ldZ", now.tv_nsec / 1'000'000);
  return {out.data(), size + static_cast<size_t>(more)};
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == text) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

LogField::LogField(std::string_view name, std::string_view text) : name_(name), json_(quoted(text)) {}

LogField LogField::identifier(std::string_view name, std::string_view id) {
  std::string clean;
  for (const char c : id.substr(0, kMaxIdentifierBytes)) clean += is_identifier(c) ? c : '?';
  return {name, std::string_view(clean)};
}

LogField LogField::number(std::string_view name, int64_t value) {
  return {name, std::to_string(value), true};
}

LogField LogField::trace(const TraceContext& trace) {
  if (trace.none()) return {"trace_id", std::string(), true};
  return {"trace_id", quoted(trace.trace_id()) + ",\"span_id\":" + quoted(trace.span_id()), true};
}

LogField LogField::duration(std::chrono::nanoseconds duration) {
  std::array<char, 40> out{};
  const int size = std::snprintf(out.data(), out.size(), "%.3f", static_cast<double>(duration.count()) / 1e6);
  return {"duration_ms", std::string(out.data(), static_cast<size_t>(size)), true};
}

LogField LogField::detail(std::string_view text) {
  std::string clean;
  size_t from = 0, to = 0, digits = 0;  // of the number that is being written, with the signs within it
  const auto mask_number = [&] {
    if (digits >= kMaskedDigits) clean.replace(from, to - from, "#");
    digits = 0;
  };
  for (size_t i = 0; i < std::min(text.size(), kMaxDetailBytes); ++i) {
    const char c = text[i];
    const bool joins = digits != 0 && (c == '-' || c == '.' || c == ' ' || c == '(' || c == ')');
    if (!is_digit(c) && !joins) mask_number();
    if (is_digit(c) && digits++ == 0) from = clean.size();
    clean += c >= 0x20 && c < 0x7f ? c : '?';
    if (is_digit(c)) to = clean.size();
  }
  mask_number();
  return {"detail", std::string_view(clean)};
}

void Log::configure(LogLevel level, std::function<void(std::string_view)> sink) {
  const std::lock_guard lock(state().mutex);
  state().level = level;
  state().sink = std::move(sink);
}

void Log::write(LogLevel level, Literal event, LogFields fields) {
  if (level < state().level.load(std::memory_order_relaxed)) return;
  std::string line = "{\"time\":\"" + timestamp() + "\",\"level\":\"";
  line.append(kLevelNames[static_cast<size_t>(level)]).append("\",\"event\":").append(quoted(event.text()));
  for (const LogField& field : fields) {
    if (field.json().empty()) continue;
    line.append(",\"").append(field.name()).append("\":").append(field.json());
  }
  line += "}\n";
  const std::lock_guard lock(state().mutex);
  if (state().sink) {
    state().sink(line);
  } else {
    write_stderr(line);
  }
}

}  // namespace portcheck::server
