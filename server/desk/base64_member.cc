#include "server/desk/base64_member.h"

#include "server/webhook/crypto.h"

namespace portcheck::server {

Base64Member::Base64Member(std::string_view name, std::function<bool(std::string_view)> sink)
    : name_(name), sink_(std::move(sink)) {}

void Base64Member::step(char c) {
  const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
  switch (state_) {
    case State::outside:
      if (c == '"') {
        text_.clear();
        state_ = State::text;
      }
      return;
    case State::text:
      if (c == '"') {
        state_ = State::after_text;
      } else if (text_.size() <= name_.size()) {
        text_ += c;
      }
      if (c == '\\') state_ = State::escape;
      return;
    case State::escape:
      if (text_.size() <= name_.size()) text_ += c;
      state_ = State::text;
      return;
    case State::after_text:  // a name is followed by a colon, a value is not
      if (blank) return;
      state_ = c == ':' && text_ == name_ ? State::value : State::outside;
      return;
    case State::value:
      if (blank) return;
      state_ = c == '"' ? State::content : State::outside;
      return;
    case State::content:
      if (c == '"') {
        state_ = State::after;
      } else if (c == '\\') {
        state_ = State::content_escape;
      } else {
        pending_ += c;
      }
      return;
    case State::content_escape:  // "\n" is a line's end inside the base64
      if (c == '/') pending_ += c;
      state_ = State::content;
      return;
    case State::after:
      return;
  }
}

bool Base64Member::take(std::string_view piece) {
  for (const char c : piece) step(c);
  return flush(false);
}

bool Base64Member::finish() {
  return flush(true);
}

bool Base64Member::flush(bool all) {
  const size_t whole = pending_.size() / 4 * 4;
  const size_t now = all ? pending_.size() : whole >= 4 ? whole - 4 : 0;  // the last group may be padding
  if (now == 0) return !stopped_ && !broken_;
  const auto bytes = base64_decode(std::string_view(pending_).substr(0, now));
  pending_.erase(0, now);
  broken_ = broken_ || !bytes;
  if (bytes && !broken_) stopped_ = !sink_(*bytes);
  return !stopped_ && !broken_;
}

}  // namespace portcheck::server
