#include "sheet/csv_writer.h"

#include <gtest/gtest.h>

#include "sheet/formula_text.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

std::string written(const std::vector<std::vector<std::string>>& rows, uint32_t width) {
  CsvWriter csv;
  for (const std::vector<std::string>& row : rows) {
    std::vector<Cell> cells;
    for (size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) cells.push_back({row[i], static_cast<uint32_t>(i + 1)});
    }
    csv.row(cells, width);
  }
  return csv.finish();
}

TEST(CsvWriter, WritesAsExcelReads) {
  EXPECT_EQ(written({{"a", "", "c"}, {"", "b"}, {"x", "y", "z", "extra"}}, 3),
            "\xEF\xBB\xBF"
            "a,,c\r\n,b,\r\nx,y,z,extra\r\n");
  EXPECT_EQ(written({{"say \"hi\"", "a,b", "a;b", "a\tb", "a|b", "two\nlines", " lead", "trail "}}, 0),
            "\xEF\xBB\xBF\"say \"\"hi\"\"\",\"a,b\",\"a;b\",\"a\tb\",\"a|b\",\"two\nlines\",\" "
            "lead\",\"trail \"\r\n");
}

TEST(CsvWriter, KeepsFormulasTexts) {
  EXPECT_EQ(written({{"=1+1", "-5", "+12127360143", "@a", "'=1"}}, 0),
            "\xEF\xBB\xBF'=1+1,-5,+12127360143,'@a,''=1\r\n");
}

TEST(CsvWriter, IsReadBackEqual) {
  const std::vector<std::vector<std::string>> rows = {
      {"Number to Port", "sep=;", "=cmd|' /C calc'!A0", "a\r\nb", "\"", "\"\"", ",", ";;;", "na\xC3\xAFve",
       "\t", "\r"},
      {"'", "''=x", " =1", "x'y", "\xF0\x9F\x98\x80", "-", "|", "a\"b\"c", "\n", "1;2;3", "1|2"},
  };
  const ReadSheet sheet = read_csv(written(rows, 11));
  EXPECT_EQ(sheet.facts.delimiter, ',');
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 0u);
  size_t at = 0;
  for (const auto& row : rows) {
    for (const std::string& cell : row) EXPECT_EQ(without_shield(sheet.cells.at(at++).text), cell);
  }
  EXPECT_EQ(at, sheet.cells.size());
}

}  // namespace
}  // namespace portcheck::sheet
