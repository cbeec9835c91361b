// Any bytes as an OpenDocument spreadsheet: bounded, every cell well-formed, and the same when read again.
#include "fuzz_check.h"
#include "sheet/ods.h"

namespace portcheck::fuzz {
namespace {

// What is repeated costs more than it teaches: the first rows are enough.
class FirstRows final : public sheet::RowSink {
 public:
  bool row(const sheet::Row& row) override { return checked.row(row) && checked.rows < 1000; }
  CheckingSink checked;
};

void run(std::string_view bytes) {
  const sheet::Opened opened = sheet::open_ods(bytes);
  if (opened.workbook == nullptr) {
    PORTCHECK_FUZZ_REQUIRE(opened.problem.status != sheet::Status::ok);
    return;
  }
  const size_t sheets = opened.workbook->sheets().size();
  PORTCHECK_FUZZ_REQUIRE(sheets >= 1 && sheets <= limits::kSheets);
  for (size_t i = 0; i < sheets && i < 4; ++i) {
    FirstRows first, second;
    sheet::ReadFacts facts, facts_again;
    const sheet::Problem problem = opened.workbook->read(i, first, facts);
    PORTCHECK_FUZZ_REQUIRE((problem.status == sheet::Status::ok) == (problem.what == Defect::none));
    const sheet::Problem again = opened.workbook->read(i, second, facts_again);
    PORTCHECK_FUZZ_REQUIRE(problem.what == again.what && problem.row == again.row);
    PORTCHECK_FUZZ_REQUIRE(first.checked.digest == second.checked.digest);
    PORTCHECK_FUZZ_REQUIRE(facts.hidden_rows == facts_again.hidden_rows);
    PORTCHECK_FUZZ_REQUIRE(facts.hidden_columns == facts_again.hidden_columns);
    PORTCHECK_FUZZ_REQUIRE(facts.cut_cells == facts_again.cut_cells);
  }
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
