// Workbooks that real programs saved hold the same cells as their CSV twins. Made by
// tests/data/make_fixtures.py.
#include <gtest/gtest.h>

#include "document/file_type.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

using ::portcheck::testing::read_fixture;

struct Twin {
  const char* workbook;
  const char* csv;
  size_t sheet;
};

void PrintTo(const Twin& twin, std::ostream* out) {
  *out << twin.workbook << " sheet " << twin.sheet;
}

ReadSheet read_file(const std::string& name, size_t sheet) {
  const std::string bytes = read_fixture(name);
  EXPECT_FALSE(bytes.empty()) << name;
  return read_sheet(bytes, document::detect_file_type(bytes, name), sheet);
}

class Twins : public ::testing::TestWithParam<Twin> {};

TEST_P(Twins, HaveTheSameCells) {
  const ReadSheet workbook = read_file(GetParam().workbook, GetParam().sheet);
  const ReadSheet csv = read_file(GetParam().csv, 0);
  ASSERT_EQ(workbook.problem.status, Status::ok) << ::portcheck::testing::what_of(workbook.problem);
  ASSERT_EQ(workbook.cells.size(), csv.cells.size());
  for (size_t i = 0; i < csv.cells.size(); ++i) {
    const ReadCell& cell = workbook.cells[i];
    const ReadCell& twin = csv.cells[i];
    EXPECT_EQ(cell.row, twin.row);
    EXPECT_EQ(cell.column, twin.column);
    if (cell.kind == CellKind::number) {
      // Programs spell numbers differently: 8005550000000 is 8.00555E+12.
      char* end = nullptr;
      EXPECT_EQ(std::strtod(cell.text.c_str(), nullptr), std::strtod(twin.text.c_str(), &end)) << twin.text;
      EXPECT_EQ(*end, '\0') << "text became the number " << cell.text << ": " << twin.text;
    } else {
      EXPECT_EQ(cell.text, twin.text);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, Twins,
    ::testing::Values(
        Twin{"clean.openpyxl.xlsx", "clean.csv", 0}, Twin{"clean.xlsxwriter.xlsx", "clean.csv", 0},
        Twin{"clean.libreoffice.xlsx", "clean.csv", 0}, Twin{"clean.libreoffice.ods", "clean.csv", 0},
        Twin{"clean.libreoffice.xls", "clean.csv", 0}, Twin{"dirty.openpyxl.xlsx", "dirty.csv", 0},
        Twin{"dirty.xlsxwriter.xlsx", "dirty.csv", 0}, Twin{"dirty.xlsxwriter-inline.xlsx", "dirty.csv", 0},
        Twin{"dirty.xlsxwriter-1904.xlsx", "dirty.csv", 0}, Twin{"dirty.libreoffice.xlsx", "dirty.csv", 0},
        Twin{"dirty.libreoffice.ods", "dirty.csv", 0}, Twin{"dirty.openpyxl.xlsx", "dirty.notes.csv", 1},
        Twin{"dirty.xlsxwriter.xlsx", "dirty.notes.csv", 1},
        Twin{"dirty.libreoffice.xlsx", "dirty.notes.csv", 1},
        Twin{"dirty.libreoffice.ods", "dirty.notes.csv", 1},
        Twin{"dirty.openpyxl.xlsx", "dirty.archive.csv", 2},
        Twin{"dirty.xlsxwriter.xlsx", "dirty.archive.csv", 2},
        Twin{"dirty.libreoffice.xlsx", "dirty.archive.csv", 2},
        Twin{"dirty.libreoffice.ods", "dirty.archive.csv", 2}, Twin{"dirty.libreoffice.xls", "dirty.csv", 0},
        Twin{"dirty.libreoffice-1904.xls", "dirty.csv", 0},
        Twin{"dirty.libreoffice.xls", "dirty.notes.csv", 1},
        Twin{"dirty.libreoffice.xls", "dirty.archive.csv", 2}));

class DirtyWorkbooks : public ::testing::TestWithParam<const char*> {};

TEST_P(DirtyWorkbooks, SayWhatIsHiddenAndOfWhatKindCellsAre) {
  const ReadSheet sheet = read_file(GetParam(), 0);
  ASSERT_EQ(sheet.sheets.size(), 3u);
  EXPECT_EQ(sheet.sheets[0].name, "Port request");
  EXPECT_EQ(sheet.sheets[2].name, "Archive");
  EXPECT_FALSE(sheet.sheets[0].hidden);
  EXPECT_FALSE(sheet.sheets[1].hidden);
  EXPECT_TRUE(sheet.sheets[2].hidden);
  EXPECT_EQ(sheet.hidden_rows, std::vector<uint32_t>{18});
  EXPECT_EQ(sheet.facts.hidden_rows, 1u);
  EXPECT_EQ(sheet.facts.hidden_columns, 1u);
  EXPECT_FALSE(sheet.facts.macros);
  const auto kind_at = [&sheet](uint32_t row, uint32_t column) {
    for (const ReadCell& cell : sheet.cells) {
      if (cell.row == row && cell.column == column) return cell.kind;
    }
    ADD_FAILURE() << "no cell " << row << ':' << column;
    return CellKind::text;
  };
  EXPECT_EQ(kind_at(2, 2), CellKind::date);
  EXPECT_EQ(kind_at(2, 5), CellKind::date);
  EXPECT_EQ(kind_at(5, 1), CellKind::text);
  EXPECT_EQ(kind_at(5, 6), CellKind::boolean);
  EXPECT_EQ(kind_at(6, 1), CellKind::number);
  EXPECT_EQ(kind_at(8, 1), CellKind::text);
  EXPECT_EQ(kind_at(16, 1), CellKind::error);
}

INSTANTIATE_TEST_SUITE_P(All, DirtyWorkbooks,
                         ::testing::Values("dirty.openpyxl.xlsx", "dirty.xlsxwriter.xlsx",
                                           "dirty.xlsxwriter-inline.xlsx", "dirty.xlsxwriter-1904.xlsx",
                                           "dirty.libreoffice.xlsx", "dirty.libreoffice.ods",
                                           "dirty.libreoffice.xls", "dirty.libreoffice-1904.xls"));

TEST(Formulas, AreMarked) {
  const ReadSheet sheet = read_file("dirty.xlsxwriter.xlsx", 0);
  size_t formulas = 0;
  for (const ReadCell& cell : sheet.cells) formulas += cell.formula ? 1u : 0u;
  EXPECT_EQ(formulas, 3u);  // one link and two errors
}

}  // namespace
}  // namespace portcheck::sheet
