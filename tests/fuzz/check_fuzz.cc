// Any bytes as an attachment, checked as a whole: places exist, counts agree, and every rendering is
// well-formed.
#include "fuzz_check.h"
#include "portcheck/check.h"
#include "request_fuzz.h"
#include "text/json_reader.h"

namespace portcheck::fuzz {
namespace {

void require_sound(const Finding& finding, const Report& report) {
  const Place& place = finding.place;
  PORTCHECK_FUZZ_REQUIRE(place.file >= -1 && place.file < static_cast<int32_t>(report.files.size()));
  PORTCHECK_FUZZ_REQUIRE(place.row <= limits::kRows && place.column <= limits::kColumns);
  PORTCHECK_FUZZ_REQUIRE(finding.value().size() <= limits::kShownValueBytes);
  PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(finding.value()));
  PORTCHECK_FUZZ_REQUIRE(!finding.fix() || text::is_valid_utf8(finding.fix()->value));
  PORTCHECK_FUZZ_REQUIRE(!message(finding).empty());
}

void require_sound(const Report& report, bool complete) {
  uint64_t by_rule = 0, by_severity = 0;
  for (const uint64_t count : report.by_rule) by_rule += count;
  for (const uint64_t count : report.by_severity) by_severity += count;
  PORTCHECK_FUZZ_REQUIRE(by_rule == by_severity);
  PORTCHECK_FUZZ_REQUIRE(report.findings.size() <= by_rule);
  PORTCHECK_FUZZ_REQUIRE(report.truncated == (report.findings.size() < by_rule));
  PORTCHECK_FUZZ_REQUIRE(!complete || !report.truncated);
  PORTCHECK_FUZZ_REQUIRE(report.request.unique <= report.request.numbers);
  for (const Finding& finding : report.findings) require_sound(finding, report);

  text::JsonValue parsed;
  PORTCHECK_FUZZ_REQUIRE(!text::parse_json(to_json(report), parsed));  // which refuses ill-formed UTF-8
  for (const std::string& text : {to_note_html(report), to_note_text(report), to_terminal(report, true)})
    PORTCHECK_FUZZ_REQUIRE(!text.empty() && text::is_valid_utf8(text));
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  constexpr std::string_view kNames[] = {"numbers.csv", "numbers.tsv", "numbers.xlsx", "letter.pdf", ""};
  Request request = request_of(kNames[static_cast<unsigned char>(bytes[0]) % std::size(kNames)], bytes);
  const Report report = check(request);
  require_sound(report, true);

  constexpr uint32_t kFew = 3;
  request.options.max_findings = kFew;
  const Report few = check(request);
  require_sound(few, false);
  PORTCHECK_FUZZ_REQUIRE(few.findings.size() <= kFew);
  PORTCHECK_FUZZ_REQUIRE(few.by_rule == report.by_rule && few.verdict == report.verdict);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
