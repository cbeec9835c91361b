// What the engine is asked: bytes, names, ticket fields, options and today's date. It has no other input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/limits.h"
#include "portcheck/rule_ids.h"

namespace portcheck {

struct Document;
struct RejectionReason;

enum class Kind : uint8_t { automatic, local, toll_free };

// One attachment. The bytes are borrowed and must outlive the check.
struct InputFile {
  std::string name;  // as the customer named it; never trusted, only shown and compared with the content
  std::string_view bytes;
  std::string sha256;  // 64 hex digits computed by the caller, copied into the report; may be empty
  const Document* document = nullptr;  // what was read of it elsewhere: a PDF, a scan; borrowed as well
  // Why the caller lets nobody read it, such as Defect::reader_time. Then its bytes are counted and not
  // looked at, and FIL-012 says so. none: it is read.
  Defect refused = Defect::none;
};

// A carrier's refusal of an earlier try.
struct Rejection {
  Date date;         // when the customer was told
  std::string text;  // the carrier's or the agent's words and codes; may be empty; never shown
};

// The ticket's fields as the help-desk has them. Empty text means the field is empty.
struct Ticket {
  std::string subject;
  std::string description;
  std::string reason;        // Case Reason: "Number Management"
  std::string sub_category;  // "Porting Numbers"
  bool complete = true;  // false while the customer may still be adding files: missing files are not judged
  std::optional<Rejection> rejection = {};
};

// Another request that is still open, to find numbers that are asked for twice.
struct OpenRequest {
  std::string ticket;             // as people name it: "4711"
  std::vector<uint64_t> numbers;  // ten digits each
};

struct Allotment {
  uint64_t used = 0;   // numbers in use before this port
  uint64_t total = 0;  // numbers the contract allows; > 0
};

// What is agreed with one customer; every member may be left as it is. Columns are named as in the sheet's
// header; case, spaces and punctuation do not matter.
struct Profile {
  Kind kind = Kind::automatic;
  std::vector<std::string> campaign_hosts = {"invoca.net", "ringrevenue.com"};  // and their subdomains
  std::optional<Allotment> allotment;
  uint64_t max_numbers = 0;                    // of one request; 0: no limit
  std::vector<std::string> required_columns;   // must be there, and filled in every row
  std::vector<std::string> optional_columns;   // may be there, and empty
  std::vector<std::string> marketing_columns;  // the marketing data dictionary; empty: unknown
  std::vector<std::string> media_types;        // the customer's own
  bool standard_media_types = true;            // false: only the customer's own
};

// A profile as it holds for one request.
struct Options : Profile {
  // That are listed, errors before all else; 0: all. The counts are exact whatever it is.
  uint32_t max_findings = limits::kMaxFindings;
};

struct Request {
  Date today;
  std::optional<Ticket>
      ticket;  // absent: files are judged alone, without the TKT rules about fields and attachments
  Options options;
  std::vector<OpenRequest> open_requests;
  std::vector<InputFile> files;
  // Null, or the function of that name in rejection.h: then the rejection's text is explained (TKT-018).
  std::vector<RejectionReason> (*explain_rejection)(std::string_view text) = nullptr;
};

// The same as JSON, `portcheck.request/1`, without the bytes:
//   {"today":"2026-11-22",
//    "ticket":{"subject":…,"description":…,"reason":…,"sub_category":…,"complete":true,
//              "rejection":{"date":"2026-11-20","text":…}},
//    "profile":{"kind":"auto|local|toll-free","campaign_hosts":[…],"allotment":{"used":1,"total":2},
//               "max_numbers":500,"required_columns":[…],"optional_columns":[…],"marketing_columns":[…],
//               "media_types":[…],"standard_media_types":true},
//    "options":{the members of profile, which win over it, and "max_findings":1000},
//    "open_requests":[{"ticket":"4711","numbers":["2127360143"]}],
//    "files":[{"name":"numbers.csv","sha256":"…"}]}
// Only "today" is required. Unknown members, wrong types and out-of-range values are errors.
struct RequestError {
  std::string where;   // JSON path such as "options.max_findings", or "byte 17" for broken JSON
  std::string reason;  // one plain sentence
};

// On success fills `out` (files without bytes) and returns nothing. `profile` is what holds where the request
// says nothing.
std::optional<RequestError> parse_request(std::string_view json, Request& out, const Profile& profile = {});

// Reads the object that "profile" holds; members that it lacks stay in `out` as they are.
std::optional<RequestError> parse_profile(std::string_view json, Profile& out);

}  // namespace portcheck
