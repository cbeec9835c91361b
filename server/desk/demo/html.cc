#include "server/desk/demo/html.h"

#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

Html& Html::text(std::string_view data) {
  for (const char c : data) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += c;
    }
  }
  return *this;
}

Html& Html::attribute(std::string_view name, std::string_view value) {
  return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
}

Html& Html::time(Time time, Time now) {
  return raw("<time")
      .attribute("datetime", iso_time(time))
      .attribute("title", long_time(time))
      .raw(">")
      .text(age(time, now))
      .raw("</time>");
}

Html name(std::string_view data) {
  Html html;
  html.raw("<bdi>").text(without_bidi_controls(data)).raw("</bdi>");
  return html;
}

Html paragraphs(std::string_view data) {
  Html html;
  html.raw("<p dir=\"auto\">");
  bool pending_break = false, pending_paragraph = false, any = false;
  while (!data.empty()) {
    const size_t end = data.find('\n');
    const std::string_view line = data.substr(0, end);
    data = end == std::string_view::npos ? std::string_view() : data.substr(end + 1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      pending_paragraph = any;
      continue;
    }
    if (pending_paragraph) {
      html.raw("</p><p dir=\"auto\">");
    } else if (pending_break) {
      html.raw("<br>");
    }
    html.text(line);
    pending_paragraph = false;
    pending_break = any = true;
  }
  return html.raw("</p>");
}

}  // namespace portcheck::server::demo
