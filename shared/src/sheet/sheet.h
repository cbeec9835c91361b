// What a sheet reader gives and a judge takes: rows of cells, in order, without any rule.
// Readers: csv.h, xlsx.h; workbook.h opens whichever the bytes are.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/rule_ids.h"

namespace portcheck::sheet {

enum class CellKind : uint8_t {
  text,
  number,   // text is the file's own spelling: "8005551212", "8.005551212E9", "8005551212.0"
  boolean,  // "TRUE" or "FALSE"
  error,    // "#N/A", "#REF!", …
  date,     // "2026-10-03" or "2026-10-03 14:05:00", converted from the serial number
};

// Views into memory the reader owns; valid until the sink's row() returns. UTF-8, always well-formed.
struct Cell {
  std::string_view text;  // never empty: empty cells are left out
  uint32_t column = 0;    // 1-based
  CellKind kind = CellKind::text;
  bool formula = false;  // the value is a formula's cached result
};

struct Row {
  uint32_t number = 0;          // 1-based, as a spreadsheet program shows it
  std::span<const Cell> cells;  // ascending by column; only non-empty ones
  uint32_t width = 0;           // cells the file spelled out, trailing empty ones included (ragged CSV rows)
  bool hidden = false;
};

// A row of delimited text as it stands in the file: `width` cells, of which each ends at a place in `ends`
// and the next one begins behind it, on the same line or in quotes. All of it is well-formed UTF-8 without
// NUL. A cell that begins with a quote ends with another one, and has only doubled ones between them. An
// empty line has one cell. A byte stands before the row in the text, and two behind its last end.
struct FlatRow {
  const char* text;  // of the file
  uint32_t begin;    // of the row in it; ends too are places in the text
  const uint32_t* ends;
  uint32_t width;
  char delimiter;   // at all ends but the last one, or the sink takes no such row
  uint32_t number;  // as in Row
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  // Asked before row() by readers that have the row like this. True: taken; false: row() shall say it.
  virtual bool flat_row(const FlatRow&) { return false; }
  // Rows with no non-empty cell are given too where the file spells them out (CSV), so that blank rows can be
  // counted. Returns false to stop reading.
  virtual bool row(const Row& row) = 0;
};

enum class Status : uint8_t {
  ok,
  empty,        // no bytes, or no sheet
  damaged,      // container, XML or record structure broken
  encrypted,    // password-protected
  unsupported,  // recognised, but not a kind this reader takes
  too_large,    // past a bound of limits.h
  bomb,         // decompression or entity bomb
};

struct Problem {
  Status status = Status::ok;
  Defect what = Defect::none;
  uint32_t row = 0;       // where known
  std::string part = {};  // of the container, with a byte's place where that is known: "xl/workbook.xml:1204"
};

struct SheetInfo {
  std::string name;  // empty for text files
  bool hidden = false;
};

// What the reader noticed on its way; complete after read(). Facts, not judgements.
struct ReadFacts {
  std::string encoding;  // text files, as in report.h
  char delimiter = 0;    // text files
  bool bom = false;
  uint32_t undecodable_rows = 0;  // rows with bytes that the encoding does not have (shown as U+FFFD)
  uint32_t first_undecodable_row = 0;
  uint32_t nul_bytes = 0;           // dropped
  uint32_t unclosed_quote_row = 0;  // a quote opened here was never closed; the reader took it literally
  uint32_t hidden_rows = 0;         // with data
  uint32_t hidden_columns = 0;
  bool macros = false;     // vbaProject.bin present; never run
  uint32_t cut_cells = 0;  // cells longer than limits::kCellBytes, cut
  uint32_t first_cut_row = 0;
};

}  // namespace portcheck::sheet
