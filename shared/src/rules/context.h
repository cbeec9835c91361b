// What the rule families share while one request is judged. The data goes one way: a sheet's rows add to the
// RequestState, the ticket rules read it at the end.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/file_type.h"
#include "phone/phone_number.h"
#include "portcheck/report.h"
#include "portcheck/request.h"
#include "rules/findings.h"
#include "rules/hash_set.h"
#include "rules/number_set.h"
#include "rules/plain_numbers.h"
#include "rules/sheet_numbers.h"
#include "sheet/sheet.h"

namespace portcheck::rules {

inline constexpr size_t kFieldCount = 7;  // of Field

constexpr size_t index_of(Field field) {
  return static_cast<size_t>(field);
}

// Where the field's cells stand in a sheet that has been judged; kNone: nowhere.
inline uint32_t column_of(const SheetReport& sheet, Field field) {
  for (const ColumnReport& column : sheet.columns) {
    if (column.field == field) return column.column;
  }
  return kNone;
}

// A usable number whose row may turn out to be of the minority kind.
struct KindCandidate {
  int32_t file;
  std::string_view sheet;  // its name, which the report has
  uint32_t row, column;
  std::string value;
};

// Destinations whose numbers may turn out to be ported further down, eight bytes each in the order of their
// rows.
class PendingDestinations {
 public:
  void add(uint64_t digits, int32_t file, uint32_t row) {
    if (next_ == end_ && !begin_block()) return;
    *next_++ = digits << 30 | static_cast<uint64_t>(file) << 24 | row;
  }
  template <class Call>  // call(digits, file, row)
  void for_each(Call call) const {
    for (size_t block = 0; block < blocks_.size(); ++block) {
      const size_t count = kBlock - (block + 1 == blocks_.size() ? static_cast<size_t>(end_ - next_) : 0);
      for (size_t i = 0; i < count; ++i) {
        const uint64_t packed = blocks_[block][i];
        call(packed >> 30, static_cast<int32_t>(packed >> 24 & 0x3F),
             static_cast<uint32_t>(packed & 0xFFFFFF));
      }
    }
  }

 private:
  static constexpr size_t kBlock = 8192, kBlocks = 512;
  static_assert(limits::kFiles <= 64 && limits::kRows < 1 << 24);
  bool begin_block() {
    if (blocks_.size() == kBlocks) return false;
    blocks_.emplace_back(new uint64_t[kBlock]);
    next_ = blocks_.back().get();
    end_ = next_ + kBlock;
    return true;
  }

  std::vector<std::unique_ptr<uint64_t[]>> blocks_;
  uint64_t* next_ = nullptr;  // place in the last block
  uint64_t* end_ = nullptr;
};

// Everything known of the request as a whole.
struct RequestState {
  RequestState(const Request& asked, Report& made)
      : request(asked),
        report(made),
        today(to_days(asked.today)),
        findings(asked.options.max_findings),
        plain(today) {}

  const Request& request;
  Report& report;
  int32_t today;  // days since 1970-01-01
  Findings findings;
  std::vector<document::FileType> types;  // of request.files

  const PlainNumbers plain;
  NumberSet numbers;                 // usable numbers
  SheetNumbers* edited = nullptr;    // those of a sheet that is edited, in place of `numbers`
  uint64_t usable = 0;               // repeats included
  std::array<uint64_t, 2> unique{};  // local, toll-free
  std::array<uint64_t, 2> rows{};    // rows with usable numbers: local, toll-free
  std::array<std::vector<KindCandidate>, 2> candidates;
  std::array<uint32_t, 1000> unique_by_npa{};  // unique local numbers
  uint64_t british = 0, foreign = 0;
  std::vector<std::string> foreign_codes;  // first few, "+49"
  PendingDestinations destinations;
  bool resporg_column = false, pin_column = false;
};

// What a media type's spelling means; sheets repeat a handful of spellings thousands of times.
struct MediaVerdict {
  std::string text;              // the cell; empty: unused
  uint64_t first = 0, last = 0;  // its words, by text/literal.h
  bool known = false;
  bool canonical = false;                 // spelled as suggested
  bool google = false;                    // needs an ad account
  std::string_view suggestion;            // canonical spelling of one that is known
  RuleId unknown_rule = RuleId::MKT_001;  // what speaks when it is not known, and what it says
  Details unknown;
};

// The last spellings of media types that were looked at; four may share a place.
struct MediaMemo {
  static constexpr size_t kPlaces = 16, kWays = 4;
  std::array<std::array<MediaVerdict, kWays>, kPlaces> verdicts;
  unsigned oldest = 0;  // way to be used next
};

// Counts values that go up by one from row to row.
struct Climb {
  uint64_t last = 0;
  uint32_t steps = 0;
};

// What is remembered of the rows before, to see what no row shows by itself.
struct Neighbours {
  std::array<uint64_t, 3> number{};  // of the last rows, latest first; 0: none
  uint32_t row = 0;                  // of number[0]
  Climb campaign, destination;
  uint64_t last_campaign = 0, last_destination = 0;
  uint64_t numbers = 0, new_numbers = 0, new_destinations = 0;  // rows
  uint64_t least = UINT64_MAX, most = 0, sum = 0;               // of the new numbers
};

// A column that the customer's profile requires.
struct RequiredColumn {
  uint32_t column;
  std::string_view name;
};

inline constexpr size_t kUnnamedColumns =
    64;  // that are counted (HDR-007): the first ones in the rows' order

// A column without a name.
struct UnnamedColumn {
  uint32_t column;
  uint64_t rows;  // with something in it
};

// One sheet while it is judged.
struct SheetContext {
  SheetContext(RequestState& request, int32_t file_index, bool is_text, SheetReport& made)
      : state(request), file(file_index), name(made.name), text_file(is_text), report(made) {}

  RequestState& state;
  int32_t file;
  const std::string& name;  // of the sheet; the report has it
  bool text_file;           // CSV: every cell is text
  SheetReport& report;

  std::array<uint32_t, kFieldCount> column_of{};  // 1-based; 0: the sheet has no such column
  std::vector<uint8_t> slot_of;                   // column -> index of its Field; marketing columns too
  uint32_t header_width = 0;                      // last named column
  uint32_t adwords_column = 0;

  uint32_t last_data_row = 0;
  uint64_t blank_rows = 0;
  uint32_t first_blank_row = 0;
  std::vector<UnnamedColumn> unnamed;        // ascending by column
  HashSet campaigns;                         // of addresses
  std::vector<std::string> networks;         // vanity names before the campaign host, first few
  std::array<uint64_t, 2> empty_optional{};  // rows without media_type, without description
  MediaMemo media;
  std::string scratch;
  std::string address;  // cleaned; RowContext::network is a view of it until the next row
  Neighbours before;
  std::vector<RequiredColumn> required;  // ascending by column
  uint64_t formulas = 0;                 // cells that begin like one
  uint32_t first_formula_row = 0;

  // Whether a cell of this column counts for HDR-007: in a text file, what stands behind the header is
  // ROW-006.
  bool is_unnamed(uint32_t column) const {
    return header_width != 0 && !(text_file && column > header_width) &&
           (column >= slot_of.size() || slot_of[column] == index_of(Field::none));
  }
  Spot spot(uint32_t row = kNone, uint32_t column = kNone) const { return {file, name, row, column}; }
  Finding* add(RuleId rule, uint32_t row = kNone, uint32_t column = kNone) {
    return state.findings.add(rule, spot(row, column));
  }
};

// One data row. Cells that are absent are null.
struct RowContext {
  RowContext(SheetContext& of, const sheet::Row& read) : sheet(of), row(read) {}

  SheetContext& sheet;
  const sheet::Row& row;
  std::array<const sheet::Cell*, kFieldCount> cell{};
  bool outside = false;    // a cell stands in a column without a name
  bool signs = false;      // a cell begins with = + - @ or #
  bool long_cell = false;  // a cell has more than limits::kShortText bytes
  uint64_t number = 0;     // its ten digits, when they are known
  uint32_t npa = 0;        // the first three of them
  bool fictional = false;  // 555-01XX
  bool placeholder_url = false;

  // What the row adds to the request once it has been judged: see registry.h.
  bool usable = false;        // `number` can be ported
  bool toll_free = false;     // `number` is
  uint16_t country_code = 0;  // of a number of another country
  uint64_t campaign = 0;      // hash of the campaign's address; 0: none
  bool has_campaign = false;  // it is an address
  std::string_view network;   // vanity name before the campaign's host
  uint64_t destination = 0;   // its ten digits, when they are known
  bool sought = false;        // `destination` must not be among the numbers
  uint32_t formulas = 0;      // cells that a spreadsheet program would run
  bool new_number = false;    // set by add_row(): the request has not had it before

  const sheet::Cell* at(Field field) const { return cell[index_of(field)]; }
  // A finding in the row's cell of `field`, also when that cell is empty.
  Finding* add(RuleId rule, Field field) {
    return sheet.add(rule, row.number, sheet.column_of[index_of(field)]);
  }
  Finding* add(RuleId rule, Severity severity, Field field) {
    return sheet.state.findings.add(rule, severity, sheet.spot(row.number, sheet.column_of[index_of(field)]));
  }
};

// One attachment before its content is read.
struct FileContext {
  RequestState& state;
  int32_t index;
  document::FileType type;
  Spot spot() const { return {index, {}, kNone, kNone}; }
};

}  // namespace portcheck::rules
