// The engine's answer, `portcheck.report/1`. The JSON form is described by shared/report.schema.json.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/finding.h"
#include "portcheck/request.h"

namespace portcheck {

struct LetterFacts;

enum class Verdict : uint8_t { ready, needs_attention, blocked };  // no findings but infos; warnings; errors
enum class Role : uint8_t { sheet, loa, other };
enum class Field : uint8_t {
  none,
  number_to_port,
  campaign_url,
  description,
  media_type,
  detected_destination,
  marketing
};
enum class HeaderMatch : uint8_t { none, exact, folded, near };

struct ColumnReport {
  uint32_t column = 0;  // 1-based
  std::string header;   // as written, cleaned of invisible characters
  Field field = Field::none;
  HeaderMatch match = HeaderMatch::none;
};

struct SheetReport {
  std::string name;         // empty for CSV
  uint32_t header_row = 0;  // 0: none found
  std::vector<ColumnReport> columns;
  uint32_t data_rows = 0;  // non-blank rows below the header
  std::string encoding;    // text files: "utf-8", "utf-16le", "utf-16be", "windows-1252"; empty otherwise
  std::string delimiter;   // text files: ",", ";", "\t", "|"; empty otherwise
};

struct FileReport {
  std::string name;
  Role role = Role::other;
  std::string type;  // by content: "csv", "xlsx", "pdf", "jpeg", … as in document/file_type.h
  uint64_t size = 0;
  std::string sha256;
  bool has_sheet = false;
  SheetReport sheet;                          // the one sheet that was judged
  std::shared_ptr<const LetterFacts> letter;  // what a letter says (letter.h), where it was read
};

struct CountryCount {
  std::string_view country;  // ISO 3166 code
  uint64_t numbers;
};

struct RequestReport {
  Kind kind = Kind::automatic;  // automatic: no usable number was seen
  uint64_t numbers = 0;         // usable numbers, repeats included
  uint64_t unique = 0;
  uint64_t local = 0;                   // of `unique`
  uint64_t toll_free = 0;               // of `unique`
  std::vector<CountryCount> countries;  // of the unique local numbers, ascending by code
};

struct Report {
  Date checked_on;
  Verdict verdict = Verdict::ready;
  RequestReport request;
  std::vector<FileReport> files;  // in the order of Request::files
  std::vector<Finding> findings;  // ticket first, then by file, row, column; at most options.max_findings
  std::array<uint64_t, 3> by_severity{};       // exact, indexed by Severity
  std::array<uint64_t, kRuleCount> by_rule{};  // exact, indexed by RuleId
  bool truncated = false;                      // findings were left out; the counts are exact all the same
};

std::string_view to_string(Verdict verdict);
std::string_view to_string(Role role);
std::string_view to_string(Kind kind);    // "auto", "local", "toll_free"
std::string_view to_string(Field field);  // "number_to_port", …; "" for none
std::string_view to_string(HeaderMatch match);

// The column's name in the porting template: "Number to Port"; empty for none and marketing.
std::string_view template_name(Field field);

// "A" for 1, "AA" for 27; "" for 0.
std::string column_letters(uint32_t column);

// The finding as one or two sentences: what, where, what to do. In the language of texts.h.
std::string message(const Finding& finding);

// The one encoder of portcheck.report/1: UTF-8, one line, members in the schema's order.
std::string to_json(const Report& report);

// {"error":{"where":…,"reason":…}}
std::string to_json(const RequestError& error);

// For a terminal: aligned columns; `color` adds ANSI colours.
std::string to_terminal(const Report& report, bool color);

// `text` for HTML: no tag, entity or attribute can start in it; control characters are dropped.
std::string escape_html(std::string_view text);

// The agent's note: verdict, next step, evidence grouped by rule with three examples each.
// HTML is a fragment of h4, p, ul, li, b, code and table; every customer text is escaped.
std::string to_note_html(const Report& report);
std::string to_note_text(const Report& report);

}  // namespace portcheck
