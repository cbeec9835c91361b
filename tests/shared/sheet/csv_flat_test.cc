// Rows that are handed on as they stand in the file say what the careful reader says of them.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "sheet/csv.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

// Takes every flat row that a judge may take, and spells its cells out.
class FlatCollector final : public RowSink {
 public:
  explicit FlatCollector(ReadSheet& sheet) : sheet_(sheet), collector_(sheet) {}
  bool flat_row(const FlatRow& flat) override {
    uint32_t begin = flat.begin;
    std::vector<ReadCell> cells;
    for (uint32_t i = 0; i < flat.width; ++i) {
      const uint32_t end = flat.ends[i];
      if (i + 1 < flat.width && flat.text[end] != flat.delimiter) return false;
      std::string text(flat.text + begin, end - begin);
      if (text.starts_with('"')) {
        text = text.substr(1, text.size() - 2);
        for (size_t at = 0; (at = text.find("\"\"", at)) != std::string::npos; ++at) text.erase(at, 1);
      }
      if (!text.empty()) cells.push_back({flat.number, i + 1, text});
      begin = end + 1;
    }
    if (cells.empty()) return false;  // an empty line is no row of one cell
    sheet_.rows.push_back(flat.number);
    sheet_.widths.push_back(flat.width);
    sheet_.cells.insert(sheet_.cells.end(), cells.begin(), cells.end());
    ++taken;
    return true;
  }
  bool row(const Row& row) override { return collector_.row(row); }

  size_t taken = 0;

 private:
  ReadSheet& sheet_;
  Collector collector_;
};

struct BothWays {
  ReadSheet flat, careful;
  size_t taken = 0;
};

BothWays read_both_ways(std::string_view csv) {
  BothWays read;
  const testing::ExactBytes exact(csv);
  const Opened opened = open_csv(exact.view());
  if (!opened.workbook) return read;
  Collector careful(read.careful);
  FlatCollector flat(read.flat);
  opened.workbook->read(0, careful, read.careful.facts);
  opened.workbook->read(0, flat, read.flat.facts);
  read.taken = flat.taken;
  return read;
}

void expect_same(const BothWays& read, const std::string& csv) {
  ASSERT_EQ(read.flat.text(), read.careful.text()) << csv;
  ASSERT_EQ(read.flat.rows, read.careful.rows) << csv;
  ASSERT_EQ(read.flat.widths, read.careful.widths) << csv;
  ASSERT_EQ(read.flat.facts.unclosed_quote_row, read.careful.facts.unclosed_quote_row) << csv;
}

TEST(CsvFlat, AnyBytesSayTheSameBothWays) {
  std::mt19937 random(3);
  for (int turn = 0; turn < 20'000; ++turn) {
    const char* const pieces[] = {
        "a", ",", "\"", "\n", "\r", "\r\n", "\"\"", "\"b,c\"", "\"d\ne\"", ",f,g\n", "longer text, and more"};
    const size_t kinds = 4 + random() % 8;
    std::string csv;
    for (size_t size = random() % 60; csv.size() < size;) csv += pieces[random() % kinds];
    expect_same(read_both_ways(csv), csv);
  }
}

TEST(CsvFlat, SoundRowsAreTakenWhateverStandsInTheirQuotes) {
  std::mt19937 random(4);
  for (const std::string line_end : {"\n", "\r\n", "\r"}) {
    std::string csv = "a,b,c" + line_end;
    for (int row = 0; row < 3'000; ++row) {
      const char* const cells[] = {"", "x", "\"\"", "\"p,q\"", "\"two\r\nlines\"", "\"\"\"said\"\"\"", "Zoë"};
      csv += std::string(cells[random() % 7]) + "," + cells[random() % 7] + ",last" + line_end;
    }
    const BothWays read = read_both_ways(csv);
    expect_same(read, line_end);
    EXPECT_GE(read.taken, 2'990U);
  }
}

TEST(CsvFlat, AQuoteInTheMiddleOfACellLeavesTheRestToTheCarefulReader) {
  std::string csv = "a,b\n";
  for (int row = 0; row < 200; ++row) csv += row == 100 ? "5\" disk,6\" disk\n" : "x,\"y\"\n";
  const BothWays read = read_both_ways(csv);
  expect_same(read, csv);
  EXPECT_GT(read.taken, 80U);
  EXPECT_LT(read.taken, 101U);
}

}  // namespace
}  // namespace portcheck::sheet
