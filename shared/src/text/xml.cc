#include "text/xml.h"

#include <cstring>

#include "text/byte_scan.h"
#include "text/utf8.h"

namespace portcheck::text {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view without_prefix(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view span(const char* from, const char* to) {
  return {from, static_cast<size_t>(to - from)};
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// `body` is what stands between '&' and ';'. Zero when it is not known.
char32_t entity(std::string_view body) {
  if (body == "amp") return '&';
  if (body == "lt") return '<';
  if (body == "gt") return '>';
  if (body == "quot") return '"';
  if (body == "apos") return '\'';
  if (body.size() < 2 || body[0] != '#') return 0;
  const bool hex = (body[1] | 0x20) == 'x';
  body.remove_prefix(hex ? 2 : 1);
  if (body.empty()) return 0;
  char32_t value = 0;
  for (const char c : body) {
    const int digit = hex_digit(c);
    if (digit < 0 || (!hex && digit > 9)) return 0;
    value = value * (hex ? 16u : 10u) + static_cast<char32_t>(digit);
    if (value > 0x10FFFF) return kReplacement;
  }
  return value == 0 ? kReplacement : value;
}

constexpr size_t kLongestEntity = 10;  // "#x0010FFFF"; more leading zeros than that nobody writes

}  // namespace

char* decode_xml(const char* from, const char* to, char* out) {
  static constexpr ByteScan<2> kSpecial('&', '\r');
  while (from != to) {
    const char* const special = kSpecial.find(from, to);
    const auto plain = static_cast<size_t>(special - from);
    if (out != from) std::memmove(out, from, plain);
    out += plain;
    from = special;
    if (from == to) break;
    if (*from == '\r') {
      *out++ = '\n';
      ++from;
      if (from != to && *from == '\n') ++from;
      continue;
    }
    const std::string_view ahead = span(from + 1, to).substr(0, kLongestEntity + 1);
    const size_t length = ahead.find(';');
    const char32_t scalar = length == std::string_view::npos ? 0 : entity(ahead.substr(0, length));
    if (scalar == 0) {
      *out++ = *from++;
      continue;
    }
    from += length + 2;
    out += encode_one(scalar, out);
  }
  return out;
}

std::string decode_xml(std::string_view raw) {
  std::string text(raw);
  text.resize(
      static_cast<size_t>(decode_xml(text.data(), text.data() + text.size(), text.data()) - text.data()));
  return text;
}

bool xml_flag(std::string_view raw) {
  return raw == "1" || raw == "true" || raw == "on";
}

bool xml_number(std::string_view raw, uint32_t& value) {
  if (raw.empty() || raw.size() > 9) return false;
  uint32_t sum = 0;
  for (const char c : raw) {
    if (c < '0' || c > '9') return false;
    sum = sum * 10 + static_cast<uint32_t>(c - '0');
  }
  value = sum;
  return true;
}

XmlToken XmlReader::stop(XmlToken reason) {
  stopped_ = reason;
  return reason;
}

bool XmlReader::skip_past(std::string_view terminator) {
  const size_t found = span(at_, end_).find(terminator);
  if (found == std::string_view::npos) return false;
  at_ += found + terminator.size();
  return true;
}

XmlToken XmlReader::next() {
  if (stopped_ != XmlToken::start) return stopped_;
  if (pending_end_) {
    pending_end_ = false;
    --depth_;
    return XmlToken::end;
  }
  for (;;) {
    if (at_ == end_) return stop(depth_ == 0 ? XmlToken::eof : XmlToken::damaged);
    if (*at_ != '<') {
      text_begin_ = at_;
      auto* const tag = static_cast<char*>(std::memchr(at_, '<', static_cast<size_t>(end_ - at_)));
      at_ = text_end_ = tag == nullptr ? end_ : tag;
      is_cdata_ = false;
      return XmlToken::text;
    }
    if (end_ - at_ < 2) return stop(XmlToken::damaged);
    if (at_[1] == '/') return end_tag();
    if (at_[1] == '?') {
      if (!skip_past("?>")) return stop(XmlToken::damaged);
      continue;
    }
    if (at_[1] != '!') return start_tag();
    const std::string_view ahead = span(at_, end_);
    if (starts_with(ahead, "<!--")) {
      at_ += 4;
      if (!skip_past("-->")) return stop(XmlToken::damaged);
      continue;
    }
    if (starts_with(ahead, "<![CDATA[")) {
      text_begin_ = at_ + 9;
      at_ = text_begin_;
      if (!skip_past("]]>")) return stop(XmlToken::damaged);
      text_end_ = at_ - 3;
      is_cdata_ = true;
      return XmlToken::text;
    }
    constexpr size_t kDeclarations = 64 * 1024;
    const bool declares = ahead.substr(0, kDeclarations).find("<!ENTITY") != std::string_view::npos;
    return stop(declares ? XmlToken::entities : XmlToken::damaged);
  }
}

XmlToken XmlReader::start_tag() {
  static constexpr ByteScan<3> kTagEnd('>', '"', '\'');
  char* const name = at_ + 1;
  const char* close = name;
  for (;;) {
    close = kTagEnd.find(close, end_);
    if (close == end_) return stop(XmlToken::damaged);
    if (*close == '>') break;
    close = static_cast<const char*>(std::memchr(close + 1, *close, static_cast<size_t>(end_ - close - 1)));
    if (close == nullptr) return stop(XmlToken::damaged);
    ++close;
  }
  const char* name_end = name;
  while (name_end != close && !is_space(*name_end) && *name_end != '/') ++name_end;
  if (name_end == name) return stop(XmlToken::damaged);
  if (depth_ == limits::kXmlDepth) return stop(XmlToken::too_deep);
  open_[depth_++] = hash(span(name, name_end));
  name_ = without_prefix(span(name, name_end));
  pending_end_ = close[-1] == '/';
  attributes_ = attributes_begin_ = name_end;
  attributes_end_ = pending_end_ ? close - 1 : close;
  at_ += close + 1 - at_;
  return XmlToken::start;
}

XmlToken XmlReader::end_tag() {
  char* const name = at_ + 2;
  auto* const close = static_cast<char*>(std::memchr(name, '>', static_cast<size_t>(end_ - name)));
  if (close == nullptr || depth_ == 0) return stop(XmlToken::damaged);
  const char* name_end = close;
  while (name_end != name && is_space(name_end[-1])) --name_end;
  if (hash(span(name, name_end)) != open_[depth_ - 1]) return stop(XmlToken::damaged);
  --depth_;
  name_ = without_prefix(span(name, name_end));
  at_ = close + 1;
  return XmlToken::end;
}

bool XmlReader::next_attribute(XmlAttribute& attribute) {
  const char* at = attributes_;
  while (at != attributes_end_ && is_space(*at)) ++at;
  const char* const name = at;
  while (at != attributes_end_ && *at != '=' && !is_space(*at)) ++at;
  const std::string_view full_name = span(name, at);
  while (at != attributes_end_ && is_space(*at)) ++at;
  if (at == attributes_end_ || *at != '=') return false;
  ++at;
  while (at != attributes_end_ && is_space(*at)) ++at;
  if (at == attributes_end_ || (*at != '"' && *at != '\'')) return false;
  const char* const value = at + 1;
  const auto* close =
      static_cast<const char*>(std::memchr(value, *at, static_cast<size_t>(attributes_end_ - value)));
  if (close == nullptr) return false;
  // The prefix in xmlns:r="…" must not pass for an attribute r.
  const bool declares_prefix = starts_with(full_name, "xmlns");
  attribute = {declares_prefix ? std::string_view() : without_prefix(full_name), span(value, close)};
  attributes_ = close + 1;
  return true;
}

bool XmlReader::attribute(std::string_view name, std::string_view& raw) {
  attributes_ = attributes_begin_;
  XmlAttribute found;
  while (next_attribute(found)) {
    if (found.name != name) continue;
    raw = found.raw;
    return true;
  }
  raw = {};
  return false;
}

void XmlReader::append_text(XmlText& text) const {
  if (text.begin == nullptr) text.begin = text.end = text_begin_;
  if (!is_cdata_) {
    text.end = decode_xml(text_begin_, text_end_, text.end);
    return;
  }
  const auto size = static_cast<size_t>(text_end_ - text_begin_);
  std::memmove(text.end, text_begin_, size);
  text.end += size;
}

bool XmlReader::skip_element() {
  const uint32_t outside = depth_ - 1;
  while (depth_ > outside) {
    const XmlToken token = next();
    if (token != XmlToken::start && token != XmlToken::end && token != XmlToken::text) return false;
  }
  return true;
}

}  // namespace portcheck::text
