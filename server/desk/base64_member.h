// Picks the bytes of one member out of JSON that arrives in pieces: {"Filename":"a.csv","Content":"MSwy…"}.
// For desks that wrap files so: nothing of a file is held but a few characters.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace portcheck::server {

class Base64Member {
 public:
  // `name` of the member, of the outermost object or any inside; the first counts. `sink` returns false to
  // stop.
  Base64Member(std::string_view name, std::function<bool(std::string_view)> sink);

  bool take(std::string_view piece);  // false: stopped, or it is not base64
  bool finish();                      // the last bytes; after it complete() tells whether all were there
  bool complete() const { return state_ == State::after && !broken_; }
  bool stopped() const { return stopped_; }

 private:
  enum class State : uint8_t { outside, text, escape, after_text, value, content, content_escape, after };

  void step(char c);
  bool flush(bool all);

  const std::string name_;
  const std::function<bool(std::string_view)> sink_;
  State state_ = State::outside;
  std::string text_;     // of the string that is being read, as far as it can be the name
  std::string pending_;  // base64 that is not decoded yet
  bool broken_ = false, stopped_ = false;
};

}  // namespace portcheck::server
