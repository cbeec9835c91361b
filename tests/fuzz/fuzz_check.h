// Properties that every reader keeps, whatever it is fed. A broken one aborts, which the fuzzer reports.
#pragma once

#include <string>
#include <vector>

#include "portcheck/limits.h"
#include "require.h"
#include "sheet/sheet.h"
#include "text/utf8.h"

namespace portcheck::fuzz {

// Checks the promises of sheet.h for each row and keeps a digest of all of them.
class CheckingSink final : public sheet::RowSink {
 public:
  bool row(const sheet::Row& row) override {
    ++rows;
    PORTCHECK_FUZZ_REQUIRE(row.number >= 1 && row.number <= limits::kRows);
    PORTCHECK_FUZZ_REQUIRE(row.width <= limits::kColumns);
    uint32_t last = 0;
    for (const sheet::Cell& cell : row.cells) {
      PORTCHECK_FUZZ_REQUIRE(cell.column > last && cell.column <= row.width);
      PORTCHECK_FUZZ_REQUIRE(!cell.text.empty() && cell.text.size() <= limits::kCellBytes);
      PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(cell.text));
      last = cell.column;
      add(row.number);
      add(cell.column);
      add(static_cast<uint64_t>(cell.kind));
      for (const char c : cell.text) add(static_cast<unsigned char>(c));
    }
    return true;
  }
  void add(uint64_t value) { digest = (digest ^ value) * 0x100000001B3; }

  uint64_t rows = 0;
  uint64_t digest = 0xCBF29CE484222325;
};

}  // namespace portcheck::fuzz
