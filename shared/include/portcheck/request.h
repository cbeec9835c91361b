// What the engine is asked: bytes, names, ticket fields, options and today's date. It has no other input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/limits.h"

namespace portcheck {

enum class Kind : uint8_t { automatic, local, toll_free };

// One attachment. The bytes are borrowed and must outlive the check.
struct InputFile {
  std::string name;  // as the customer named it; never trusted, only shown and compared with the content
  std::string_view bytes;
  std::string sha256;  // 64 hex digits computed by the caller, copied into the report; may be empty
};

// The ticket's fields as the help-desk has them. Empty text means the field is empty.
struct Ticket {
  std::string subject;
  std::string description;
  std::string reason;        // Case Reason: "Number Management"
  std::string sub_category;  // "Porting Numbers"
  bool complete = true;  // false while the customer may still be adding files: missing files are not judged
};

struct Allotment {
  uint64_t used = 0;   // numbers in use before this port
  uint64_t total = 0;  // numbers the contract allows; > 0
};

struct Options {
  Kind kind = Kind::automatic;
  uint32_t max_findings = limits::kMaxFindings;  // 0: all; the counts are exact whatever it is
  std::vector<std::string> campaign_hosts = {"invoca.net", "ringrevenue.com"};  // and their subdomains
  std::optional<Allotment> allotment;
};

struct Request {
  Date today;
  std::optional<Ticket>
      ticket;  // absent: files are judged alone, without the TKT rules about fields and attachments
  Options options;
  std::vector<InputFile> files;
};

// The same as JSON, `portcheck.request/1`, without the bytes:
//   {"today":"2026-11-22",
//   "ticket":{"subject":…,"description":…,"reason":…,"sub_category":…,"complete":true},
//    "options":{"kind":"auto|local|toll-free","max_findings":1000,"campaign_hosts":[…],"allotment":{"used":1,"total":2}},
//    "files":[{"name":"numbers.csv","sha256":"…"}]}
// Only "today" is required. Unknown members, wrong types and out-of-range values are errors.
struct RequestError {
  std::string where;   // JSON path such as "options.max_findings", or "byte 17" for broken JSON
  std::string reason;  // one plain sentence
};

// On success fills `out` (files without bytes) and returns nothing.
std::optional<RequestError> parse_request(std::string_view json, Request& out);

}  // namespace portcheck
