#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "server/desk/demo/html.h"

namespace portcheck::server::demo {

namespace {

constexpr std::array<std::string_view, 6> kHeadings = {"h1", "h2", "h3", "h4", "h5", "h6"};
constexpr std::array<std::string_view, 22> kAllowed = {
    "h3", "p",     "ul",      "ol",    "li",    "b",  "strong", "i",  "em", "code",    "pre",
    "br", "table", "caption", "thead", "tbody", "tr", "th",     "td", "a",  "details", "summary"};
constexpr std::array<std::string_view, 7> kDroppedWithContent = {"script", "style",    "iframe", "object",
                                                                 "svg",    "template", "math"};
constexpr size_t kDepth = 32;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

struct Tag {
  std::string name;  // lower case; empty: a comment or a declaration
  bool closing = false;
  std::string href;
};

std::string decoded(std::string_view value) {  // as much as escaping our own links needs
  std::string out;
  constexpr std::array<std::pair<std::string_view, char>, 4> kEntities = {
      {{"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&lt;", '<'}}};
  while (!value.empty()) {
    const auto entity = std::find_if(kEntities.begin(), kEntities.end(), [&](const auto& known) {
      return value.substr(0, known.first.size()) == known.first;
    });
    out += entity != kEntities.end() ? entity->second : value.front();
    value.remove_prefix(entity != kEntities.end() ? entity->first.size() : 1);
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }

  std::string_view take_text() {
    const size_t from = at_;
    at_ = std::min(text_.find('<', at_ + (is_markup() ? 0 : 1)), text_.size());
    return text_.substr(from, at_ - from);
  }

  // Whether a tag, comment or declaration starts here, as a browser would see it.
  bool is_markup() const {
    if (at_ + 1 >= text_.size() || text_[at_] != '<') return false;
    const char next = text_[at_ + 1];
    return is_letter(next) || next == '/' || next == '!' || next == '?';
  }

  // Nothing when the tag never ends.
  std::optional<Tag> take_tag() {
    Tag tag;
    ++at_;
    if (text_.substr(at_, 3) == "!--") return take_until("-->") ? std::optional(tag) : std::nullopt;
    if (text_[at_] == '!' || text_[at_] == '?') return take_until(">") ? std::optional(tag) : std::nullopt;
    if (text_[at_] == '/') {
      tag.closing = true;
      ++at_;
    }
    while (!at_end() && !is_space(text_[at_]) && text_[at_] != '>' && text_[at_] != '/')
      tag.name += lower(text_[at_++]);
    while (true) {
      while (!at_end() && (is_space(text_[at_]) || text_[at_] == '/')) ++at_;
      if (at_end()) return std::nullopt;
      if (text_[at_] == '>') return ++at_, tag;
      take_attribute(tag);
    }
  }

  void skip_content(const std::string& name) {
    while (!at_end()) {
      take_text();
      if (at_end()) return;
      if (!is_markup()) {
        ++at_;
        continue;
      }
      const auto tag = take_tag();
      if (!tag || (tag->closing && tag->name == name)) return;
    }
  }

 private:
  bool take_until(std::string_view end) {
    const size_t found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return found != std::string_view::npos;
  }

  void take_attribute(Tag& tag) {
    std::string attribute;
    do {
      attribute += lower(text_[at_++]);
    } while (!at_end() && !is_space(text_[at_]) && text_[at_] != '=' && text_[at_] != '>' &&
             text_[at_] != '/');
    while (!at_end() && is_space(text_[at_])) ++at_;
    if (at_end() || text_[at_] != '=') return;
    ++at_;
    while (!at_end() && is_space(text_[at_])) ++at_;
    if (at_end()) return;
    const size_t from = at_ + 1;
    std::string_view value;
    if (text_[at_] == '"' || text_[at_] == '\'') {
      const size_t end = std::min(text_.find(text_[at_], from), text_.size());
      value = text_.substr(from, end - from);
      at_ = std::min(end + 1, text_.size());
    } else {
      const size_t start = at_;
      while (!at_end() && !is_space(text_[at_]) && text_[at_] != '>') ++at_;
      value = text_.substr(start, at_ - start);
    }
    if (attribute == "href" && tag.href.empty()) tag.href = decoded(value);
  }

  std::string_view text_;
  size_t at_ = 0;
};

bool safe_link(std::string_view href) {
  for (const std::string_view scheme : {"https://", "http://", "mailto:"}) {
    if (href.substr(0, scheme.size()) == scheme) return true;
  }
  return href.size() > 1 && href[0] == '/' && href[1] != '/' && href[1] != '\\';
}

// Text of the fragment: its entities stay entities, everything else that is special is escaped.
void add_text(Html& html, std::string_view text) {
  while (!text.empty()) {
    size_t entity = 0;
    if (text[0] == '&') {
      const size_t end = text.substr(0, 12).find(';');
      const auto in_entity = [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '#'; };
      const bool known = end != std::string_view::npos && end > 1 &&
                         std::all_of(text.begin() + 1, text.begin() + static_cast<ptrdiff_t>(end), in_entity);
      if (known) entity = end + 1;
    }
    if (entity != 0) {
      html.raw(text.substr(0, entity));
      text.remove_prefix(entity);
    } else {
      const size_t next = std::max<size_t>(1, std::min(text.find('&', 1), text.size()));
      html.text(text.substr(0, next));
      text.remove_prefix(next);
    }
  }
}

}  // namespace

Html sanitized(std::string_view fragment) {
  Html html;
  Reader reader(fragment);
  std::vector<std::string> open;
  while (!reader.at_end()) {
    if (!reader.is_markup()) {
      add_text(html, reader.take_text());
      continue;
    }
    auto tag = reader.take_tag();
    if (!tag) break;
    if (contains(kHeadings, tag->name)) tag->name = "h3";
    if (!tag->closing && contains(kDroppedWithContent, tag->name)) {
      reader.skip_content(tag->name);
    } else if (!contains(kAllowed, tag->name)) {
      continue;
    } else if (tag->name == "br") {
      html.raw("<br>");
    } else if (!tag->closing) {
      if (open.size() >= kDepth) continue;
      html.raw("<").raw(tag->name);
      if (tag->name == "a" && safe_link(tag->href))
        html.attribute("href", tag->href).raw(" rel=\"noreferrer\"");
      html.raw(">");
      open.push_back(tag->name);
    } else if (std::find(open.begin(), open.end(), tag->name) != open.end()) {
      while (open.back() != tag->name) {
        html.raw("</").raw(open.back()).raw(">");
        open.pop_back();
      }
      html.raw("</").raw(tag->name).raw(">");
      open.pop_back();
    }
  }
  for (; !open.empty(); open.pop_back()) html.raw("</").raw(open.back()).raw(">");
  return html;
}

}  // namespace portcheck::server::demo
