#include "sheet/csv.h"

#include <algorithm>
#include <cstring>

#include "portcheck/limits.h"
#include "sheet/arena.h"
#include "sheet/cell_ends.h"
#include "text/byte_scan.h"
#include "text/delimiter.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

// How the bytes of a cell become its text.
struct Source {
  std::string_view bytes;                          // without byte order mark and `sep=` line
  text::Encoding encoding = text::Encoding::utf8;  // of `bytes`: utf8 or windows1252
  bool clean = true;                               // well-formed UTF-8 without NUL: cells are views of it
  bool shows_replaced = false;                     // an earlier conversion has written U+FFFD where it failed
  char delimiter = ',';
};

class RowParser {
 public:
  RowParser(const Source& source, ReadFacts& facts)
      : at_(source.bytes.data()),
        end_(at_ + source.bytes.size()),
        source_(source),
        facts_(facts),
        cell_end_(source.delimiter, '\n', '\r'),
        ends_(source.bytes, source.delimiter),
        flat_(source.clean),
        cells_(kUsualColumns) {}

  Problem read(RowSink& sink) {
    Row row;
    while (at_ != end_) {
      if (++row_ > limits::kRows) return {Status::too_large, Defect::rows, row_};
      if (flat_ && took_flat(sink)) continue;
      if (!next(row)) return {Status::too_large, Defect::columns, row_};
      if (flat_) flat_ = follow(row.width);
      if (!sink.row(row)) break;
    }
    return {};
  }

 private:
  static constexpr size_t kUsualColumns = 64;
  static constexpr unsigned kPatience = 10'000;  // rows that were refused, one after the other
  static constexpr text::ByteScan<1> kQuote{'"'};

  // Rows that have as many cells as the one before.
  bool took_flat(RowSink& sink) {
    const char* const text = source_.bytes.data();
    const uint32_t* const ends = width_ == 0 ? nullptr : ends_.next(width_);
    if (ends == nullptr) return false;
    const char* at = text + ends[width_ - 1];
    const char end = *at++;
    if ((end != '\n' && end != '\r') || end_ - at < 2) return false;
    if (!sink.flat_row({text, static_cast<uint32_t>(at_ - text), ends, width_, source_.delimiter, row_})) {
      ++refused_;
      return false;
    }
    refused_ = 0;
    ends_.take(width_);
    if (end == '\r' && at != end_ && *at == '\n') ++at;
    at_ = at;
    return true;
  }

  // Behind a row that next() has read: whether the ends agree with it, and there are sinks that want them.
  bool follow(uint32_t width) {
    if (width != 0) width_ = width <= CellEnds::kMost ? width : 0;
    return refused_ < kPatience && ends_.take_to(static_cast<size_t>(row_end_ - source_.bytes.data()));
  }

  // Reads one row; false when it has too many columns.
  bool next(Row& row) {
    arena_.clear();
    undecodable_ = false;
    uint32_t column = 0;
    Cell* cell = cells_.data();
    const Cell* room = cell + cells_.size();
    const char* const start = at_;
    const char* at = start;
    const char* const end = end_;
    const char delimiter = source_.delimiter;
    const size_t as_it_is = source_.clean ? limits::kCellBytes : 0;  // bytes of a cell that needs no look
    for (;; ++at) {
      if (column == limits::kColumns) return false;
      ++column;
      std::string_view text;
      if (at != end && *at == '"') {
        at_ = at;
        text = quoted_cell();
        at = at_;
      } else {
        const char* const stop = cell_end_.find(at, end);
        text = span(at, stop);
        at = stop;
      }
      bool kept = !text.empty();
      if (text.size() > as_it_is) kept = made_fit(text);
      *cell = {text, column, CellKind::text, false};
      cell += kept ? 1 : 0;
      if (cell == room) {
        cell = grow();
        room = cells_.data() + cells_.size();
      }
      if (at == end || *at != delimiter) break;
    }
    if (at == start) column = 0;  // nothing before the end of the line
    row_end_ = at;
    if (at != end && *at == '\r') ++at;
    if (at != end && *at == '\n') ++at;
    at_ = at;
    if (undecodable_ && facts_.undecodable_rows++ == 0) facts_.first_undecodable_row = row_;
    row = {row_, {cells_.data(), static_cast<size_t>(cell - cells_.data())}, column, false};
    return true;
  }

  Cell* grow() {
    const size_t used = cells_.size();
    cells_.resize(used * 2);
    return cells_.data() + used;
  }

  std::string_view plain_cell() {
    const char* const start = at_;
    at_ = cell_end_.find(at_, end_);
    return span(start, at_);
  }

  std::string_view quoted_cell() {
    const char* const start = at_ + 1;
    size_t doubled = 0;
    const char* close = find_quote(start);
    while (close != nullptr && close + 1 != end_ && close[1] == '"') {
      ++doubled;
      close = find_quote(close + 2);
    }
    if (close == nullptr || swallows_rows(start, close)) {
      if (facts_.unclosed_quote_row == 0) facts_.unclosed_quote_row = row_;
      return plain_cell();
    }
    at_ = close + 1;
    const std::string_view tail = plain_cell();
    if (doubled == 0 && tail.empty()) return span(start, close);
    return unescape(span(start, close), tail);
  }

  // Null where there is none.
  const char* find_quote(const char* from) const {
    const char* const found = kQuote.find(from, end_);
    return found == end_ ? nullptr : found;
  }

  // The quote at `close` does not end the cell that starts at `start`, it is another cell's beginning.
  bool swallows_rows(const char* start, const char* close) const {
    const bool too_long = static_cast<size_t>(close - start) > limits::kCellBytes;
    const bool ends_cell = close + 1 == end_ || is_cell_end(close[1]);
    const bool begins_cell = close != start && is_cell_end(close[-1]) && !ends_cell;
    if (!too_long && !begins_cell) return false;
    const auto size = static_cast<size_t>(close - start);
    return std::memchr(start, '\n', size) != nullptr || std::memchr(start, '\r', size) != nullptr;
  }

  bool is_cell_end(char c) const { return c == source_.delimiter || c == '\n' || c == '\r'; }

  std::string_view unescape(std::string_view content, std::string_view tail) {
    // One byte above the bound lets made_fit() see that the cell is cut.
    const size_t bound = std::min<size_t>(content.size() + tail.size(), size_t{limits::kCellBytes} + 1);
    char* const out = arena_.take(bound);
    size_t size = 0;
    const char* const content_end = content.data() + content.size();
    for (const char* at = content.data(); at < content_end && size < bound;) {
      const char* const quote = kQuote.find(at, content_end);
      const size_t plain = std::min(static_cast<size_t>(quote - at), bound - size);
      std::memcpy(out + size, at, plain);
      size += plain;
      if (quote != content_end && size < bound) out[size++] = '"';
      at = quote + 2;
    }
    const size_t added = std::min(tail.size(), bound - size);
    std::memcpy(out + size, tail.data(), added);
    return {out, size + added};
  }

  // Makes the cell's bytes its text, within the bound; false when nothing is left.
  bool made_fit(std::string_view& text) {
    const bool cut = cut_to_bound(text);
    if (!source_.clean) {
      text = decode(text);
      if (text.empty()) return false;
    }
    if ((cut_to_bound(text) || cut) && facts_.cut_cells++ == 0) facts_.first_cut_row = row_;
    return true;
  }

  static bool cut_to_bound(std::string_view& text) {
    if (text.size() <= limits::kCellBytes) return false;
    text = text::cut_at_character(text, limits::kCellBytes);
    return true;
  }

  std::string_view decode(std::string_view text) {
    const auto nuls = static_cast<size_t>(std::count(text.begin(), text.end(), '\0'));
    if (nuls == 0 && text::is_ascii(text)) return text;
    decoded_.clear();
    const size_t bad = text::append_as_utf8(decoded_, text, source_.encoding);
    undecodable_ = undecodable_ || bad != 0 ||
                   (source_.shows_replaced && decoded_.find(text::kReplacementUtf8) != std::string::npos);
    if (nuls != 0) {
      facts_.nul_bytes += static_cast<uint32_t>(nuls);
      decoded_.erase(std::remove(decoded_.begin(), decoded_.end(), '\0'), decoded_.end());
    }
    if (decoded_.empty()) return {};
    char* const out = arena_.take(decoded_.size());
    std::memcpy(out, decoded_.data(), decoded_.size());
    return {out, decoded_.size()};
  }

  static std::string_view span(const char* from, const char* to) {
    return {from, static_cast<size_t>(to - from)};
  }

  const char* at_;
  const char* end_;
  const Source& source_;
  ReadFacts& facts_;
  text::ByteScan<3> cell_end_;
  CellEnds ends_;
  bool flat_;  // the ends are those of the rows
  uint32_t width_ = 0;
  unsigned refused_ = 0;
  const char* row_end_ = nullptr;
  Arena arena_;
  std::vector<Cell> cells_;  // room for them; always one more than the row has
  std::string decoded_;
  uint32_t row_ = 0;
  bool undecodable_ = false;
};

class CsvWorkbook final : public Workbook {
 public:
  // False when there is no text in the file.
  bool open(std::string_view bytes) {
    const text::EncodingGuess guess = text::detect_encoding(bytes);
    bytes.remove_prefix(guess.bom_bytes);
    bom_ = guess.bom_bytes != 0;
    encoding_ = guess.encoding;
    source_.encoding = guess.encoding;
    if (guess.encoding != text::Encoding::utf8 && guess.encoding != text::Encoding::windows1252) {
      transcoded_.reserve(bytes.size());
      source_.shows_replaced = text::append_as_utf8(transcoded_, bytes, guess.encoding) != 0;
      source_.encoding = text::Encoding::utf8;
      bytes = transcoded_;
    }
    const text::DelimiterGuess dialect = text::detect_delimiter(bytes);
    bytes.remove_prefix(dialect.skip);
    source_.delimiter = dialect.delimiter;
    source_.bytes = bytes;
    bool nul = guess.nul;
    const bool well_formed =
        transcoded_.empty() ? guess.well_formed : !source_.shows_replaced && text::is_valid_utf8(bytes, &nul);
    source_.clean = well_formed && !nul;
    return !bytes.empty();
  }

  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  Problem read(size_t, RowSink& sink, ReadFacts& facts) override {
    facts = {};
    facts.encoding = text::to_string(encoding_);
    facts.delimiter = source_.delimiter;
    facts.bom = bom_;
    return RowParser(source_, facts).read(sink);
  }

 private:
  Source source_;
  std::string transcoded_;
  std::vector<SheetInfo> sheets_{SheetInfo{}};
  text::Encoding encoding_ = text::Encoding::utf8;
  bool bom_ = false;
};

}  // namespace

Opened open_csv(std::string_view bytes) {
  auto workbook = std::make_unique<CsvWorkbook>();
  if (bytes.empty() || !workbook->open(bytes)) return {nullptr, {Status::empty, Defect::file, 0}};
  return {std::move(workbook), {}};
}

}  // namespace portcheck::sheet
