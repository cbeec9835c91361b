// Any bytes as a text table: rows come in order, every cell is well-formed, nothing is lost on the way.
#include <cstring>

#include "fuzz_check.h"
#include "sheet/csv.h"

namespace portcheck::fuzz {
namespace {

class OrderSink final : public sheet::RowSink {
 public:
  explicit OrderSink(CheckingSink& next) : next_(next) {}
  bool row(const sheet::Row& row) override {
    PORTCHECK_FUZZ_REQUIRE(row.number == ++number_);
    for (const sheet::Cell& cell : row.cells) {
      PORTCHECK_FUZZ_REQUIRE(std::memchr(cell.text.data(), '\0', cell.text.size()) == nullptr);
    }
    return next_.row(row);
  }

 private:
  CheckingSink& next_;
  uint32_t number_ = 0;
};

void run(std::string_view bytes) {
  const sheet::Opened opened = sheet::open_csv(bytes);
  if (opened.workbook == nullptr) {
    PORTCHECK_FUZZ_REQUIRE(opened.problem.status == sheet::Status::empty);
    return;
  }
  CheckingSink first, second;
  OrderSink ordered(first), again(second);
  sheet::ReadFacts facts;
  const sheet::Problem problem = opened.workbook->read(0, ordered, facts);
  PORTCHECK_FUZZ_REQUIRE(problem.status == sheet::Status::ok || problem.status == sheet::Status::too_large);
  PORTCHECK_FUZZ_REQUIRE(facts.undecodable_rows <= first.rows + 1);
  PORTCHECK_FUZZ_REQUIRE((facts.undecodable_rows == 0) == (facts.first_undecodable_row == 0));
  PORTCHECK_FUZZ_REQUIRE(facts.unclosed_quote_row <= first.rows + 1);
  opened.workbook->read(0, again, facts);
  PORTCHECK_FUZZ_REQUIRE(first.digest == second.digest);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
