// Any bytes as a sheet to be handed back: a check of what came out finds nothing that was repaired, a second
// repair changes nothing, and splitting loses no row.
#include "fuzz_check.h"
#include "portcheck/check.h"
#include "portcheck/hand_back.h"
#include "request_fuzz.h"
#include "sheet/csv.h"
#include "text/json_reader.h"

namespace portcheck::fuzz {
namespace {

void require_sound(const HandBack& done) {
  PORTCHECK_FUZZ_REQUIRE(done.refused.empty() || done.files.empty());
  PORTCHECK_FUZZ_REQUIRE(done.changes.size() <= done.change_count);
  for (const Change& change : done.changes) {
    PORTCHECK_FUZZ_REQUIRE(change.row >= 1 && change.row <= limits::kRows);
    PORTCHECK_FUZZ_REQUIRE(change.before.size() <= limits::kShownValueBytes);
    PORTCHECK_FUZZ_REQUIRE(change.after.size() <= limits::kShownValueBytes);
    PORTCHECK_FUZZ_REQUIRE(!place(change).empty() && !why(change).empty());
  }
  text::JsonValue parsed;
  PORTCHECK_FUZZ_REQUIRE(!text::parse_json(to_json(done), parsed));  // which refuses ill-formed UTF-8
  PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(to_terminal(done)));
}

// Nothing that was repaired is found again where it now stands.
void require_repaired(const HandBack& done, std::string_view sheet) {
  const Report report = check(request_of("numbers.csv", sheet));
  for (const Finding& finding : report.findings) {
    for (const Change& change : done.changes) {
      PORTCHECK_FUZZ_REQUIRE(!(change.rule && *change.rule == finding.rule && change.now_row != kNone &&
                               change.now_row == finding.place.row && change.column == finding.place.column));
    }
  }
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  const HandBackOptions options{SheetFormat::csv,
                                static_cast<NumberStyle>(static_cast<unsigned char>(bytes[0]) % 5)};
  bytes.remove_prefix(1);
  const HandBack once = fix(request_of("numbers.csv", bytes), options);
  require_sound(once);
  if (!once.refused.empty()) return;
  PORTCHECK_FUZZ_REQUIRE(once.files.size() == 1);
  const std::string& out = once.files[0].bytes;
  PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(out));
  constexpr size_t kByteOrderMark = 3;
  if (out.size() == kByteOrderMark) return;  // nothing but blank rows
  require_repaired(once, out);

  const HandBack twice = fix(request_of("numbers.csv", out), options);
  require_sound(twice);
  PORTCHECK_FUZZ_REQUIRE(twice.refused.empty() && twice.change_count == 0);
  PORTCHECK_FUZZ_REQUIRE(twice.files[0].bytes == out);

  const HandBack workbook = fix(request_of("numbers.csv", bytes), {SheetFormat::xlsx, options.numbers});
  require_sound(workbook);
  PORTCHECK_FUZZ_REQUIRE(workbook.refused.empty() && workbook.change_count == once.change_count);
  PORTCHECK_FUZZ_REQUIRE(workbook.files[0].rows == once.files[0].rows);

  const HandBack parts = split(request_of("numbers.csv", bytes), options);
  require_sound(parts);
  uint64_t rows = 0;
  for (const OutputFile& file : parts.files) rows += file.rows;
  CheckingSink kept;
  sheet::ReadFacts facts;
  PORTCHECK_FUZZ_REQUIRE(sheet::open_csv(out).workbook->read(0, kept, facts).status == sheet::Status::ok);
  const bool header = kept.rows != once.files[0].rows;
  PORTCHECK_FUZZ_REQUIRE(rows == kept.rows - header);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
