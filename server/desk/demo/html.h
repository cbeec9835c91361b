// HTML for the demo desk's pages: everything is escaped unless it is already Html.
#pragma once

#include <string>
#include <string_view>

#include "server/desk/demo/clock.h"

namespace portcheck::server::demo {

// A piece of finished HTML. Text can only enter through text(), attributes through attribute(): both escape.
class Html {
 public:
  Html& raw(std::string_view markup) { return out_ += markup, *this; }  // markup of this program, never data
  Html& text(std::string_view data);
  Html& attribute(std::string_view name, std::string_view value);  // ` name="value"`
  Html& add(const Html& part) { return out_ += part.out_, *this; }
  Html& number(int64_t value) { return out_ += std::to_string(value), *this; }
  Html& time(Time time, Time now);  // <time> with the age, and the full time as its title

  const std::string& str() const { return out_; }

 private:
  std::string out_;
};

// A name from outside (a file, a person) that must not disturb the text around it: isolated, without
// reordering marks.
Html name(std::string_view data);

// Plain text with its line breaks, as paragraphs.
Html paragraphs(std::string_view data);

// `fragment` reduced to headings (all h3: they stand under a page's h2), p ul ol li b strong i em code pre br
// table caption thead tbody tr th td details summary and links to http, https, mailto and this server; every
// other tag and attribute is dropped, script and style with their content. Tags are balanced: the fragment
// cannot close what stands around it.
Html sanitized(std::string_view fragment);

}  // namespace portcheck::server::demo
