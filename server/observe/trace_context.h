// W3C Trace Context, level 1: the trace that a request belongs to, as its sender's tracing says. It is
// written into the log with the request and with the job that comes of it, so that both are found under the
// trace. https://www.w3.org/TR/trace-context/#traceparent-header
#pragma once

#include <string>
#include <string_view>

namespace portcheck::server {

class TraceContext {
 public:
  TraceContext() = default;  // none

  // None for a header that is not valid. Of a version that is not known yet, the parts of version 00 are
  // read, as the standard wants.
  static TraceContext parse(std::string_view traceparent);

  bool none() const { return text_.empty(); }
  std::string_view trace_id() const { return std::string_view(text_).substr(0, none() ? 0 : 32); }  // hex
  std::string_view span_id() const {
    return std::string_view(text_).substr(none() ? 0 : 33);
  }  // the sender's

  const std::string& text() const { return text_; }  // "TRACE-SPAN", for storing; empty: none
  static TraceContext from_text(std::string text);   // what text() gave

 private:
  std::string text_;
};

}  // namespace portcheck::server
