// The server's log: one JSON object a line on stderr, with time, level, event and typed fields.
// Nothing secret and nothing of a customer can be written, because there is no way to pass free text: event
// names and reasons must be compile-time constants, identifiers lose every character that an identifier has
// no use for, and long digit runs are masked. Every event name is listed in server/README.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "server/observe/trace_context.h"

namespace portcheck::server {

enum class LogLevel : uint8_t { debug, info, warning, error };
std::optional<LogLevel> parse_log_level(std::string_view text);

// A text the program itself contains. Anything computed at run time does not compile.
class Literal {
 public:
  consteval Literal(const char* text)
      : text_(text) {}  // NOLINT(google-explicit-constructor): that is its purpose
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class LogField {
 public:
  static LogField request_id(std::string_view id) { return identifier("request_id", id); }
  static LogField trace(const TraceContext& trace);  // "trace_id" and "span_id"; nothing where there is none
  static LogField desk(std::string_view name) { return identifier("desk", name); }
  static LogField ticket(std::string_view id) { return identifier("ticket", id); }
  static LogField webhook_id(std::string_view key) { return identifier("webhook_id", key); }
  static LogField job(int64_t id) { return number("job", id); }
  static LogField attempt(int64_t count) { return number("attempt", count); }
  static LogField status(int64_t http_status) { return number("status", http_status); }
  static LogField port(int64_t port) { return number("port", port); }
  static LogField count(int64_t count) { return number("count", count); }
  static LogField bytes(uint64_t size) { return number("bytes", static_cast<int64_t>(size)); }
  static LogField duration(std::chrono::nanoseconds duration);  // "duration_ms", with three decimals
  static LogField retry_in(std::chrono::milliseconds delay) { return number("retry_in_ms", delay.count()); }
  static LogField reason(Literal text) { return LogField("reason", text.text()); }
  static LogField route(std::string_view metric_label) { return identifier("route", metric_label); }
  static LogField verdict(std::string_view name) { return identifier("verdict", name); }
  static LogField outcome(std::string_view name) { return identifier("outcome", name); }
  static LogField error(std::string_view code) { return identifier("error", code); }
  static LogField kind(std::string_view event_kind) { return identifier("kind", event_kind); }
  static LogField address(std::string_view host) { return identifier("address", host); }
  static LogField version(std::string_view version) { return identifier("version", version); }
  // A help-desk's or library's short error text: printable ASCII, cut at 160 bytes. Numbers of 7 digits or
  // more are masked, however they are divided: phone numbers, Social Security numbers.
  static LogField detail(std::string_view text);
  // A path or key of the operator's own configuration.
  static LogField setting(std::string_view name) { return LogField("setting", name); }

  std::string_view name() const { return name_; }
  const std::string& json() const { return json_; }

 private:
  LogField(std::string_view name, std::string_view text);
  LogField(std::string_view name, std::string json, bool encoded) : name_(name), json_(std::move(json)) {
    (void)encoded;
  }
  static LogField identifier(std::string_view name, std::string_view id);
  static LogField number(std::string_view name, int64_t value);

  std::string_view name_;
  std::string json_;
};

using LogFields = std::initializer_list<LogField>;

class Log {
 public:
  // Lines below `level` are dropped. `sink` gets whole lines with their newline; the default writes to
  // stderr.
  static void configure(LogLevel level, std::function<void(std::string_view)> sink = nullptr);

  static void debug(Literal event, LogFields fields = {}) { write(LogLevel::debug, event, fields); }
  static void info(Literal event, LogFields fields = {}) { write(LogLevel::info, event, fields); }
  static void warning(Literal event, LogFields fields = {}) { write(LogLevel::warning, event, fields); }
  static void error(Literal event, LogFields fields = {}) { write(LogLevel::error, event, fields); }

 private:
  static void write(LogLevel level, Literal event, LogFields fields);
};

}  // namespace portcheck::server
