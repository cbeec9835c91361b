#include "sheet/table.h"

#include <gtest/gtest.h>

#include "portcheck/limits.h"

namespace portcheck::sheet {
namespace {

Table table_of(std::initializer_list<uint32_t> numbers) {
  Table table;
  for (uint32_t number : numbers) {
    const std::string text = "row " + std::to_string(number);
    const Cell cells[] = {{text, 1}, {"7", 3, CellKind::number, true}};
    EXPECT_TRUE(table.append({number, cells, 4, number == 2}));
  }
  return table;
}

std::string text_of(const Table& table) {
  std::string out;
  for (const Row& row : table.rows()) {
    out += std::to_string(row.number) + "[";
    for (const Cell& cell : row.cells)
      out += std::to_string(cell.column) + "=" + std::string(cell.text) + " ";
    out += "]";
  }
  return out;
}

TEST(Table, KeepsItsOwnCopyOfEverything) {
  const Table table = table_of({1, 2, 5});
  EXPECT_EQ(text_of(table), "1[1=row 1 3=7 ]2[1=row 2 3=7 ]5[1=row 5 3=7 ]");
  EXPECT_EQ(table.rows()[1].width, 4u);
  EXPECT_TRUE(table.rows()[1].hidden);
  EXPECT_FALSE(table.rows()[0].hidden);
  EXPECT_EQ(table.rows()[2].cells[1].kind, CellKind::number);
  EXPECT_TRUE(table.rows()[2].cells[1].formula);
  EXPECT_EQ(table.find(2), 1u);
  EXPECT_EQ(table.find(3), 2u);
  EXPECT_EQ(table.find(9), 3u);
  EXPECT_EQ(table.cell(0, 2), nullptr);
  EXPECT_EQ(table.cell(0, 3)->text, "7");
}

TEST(Table, ReplacesAddsAndEmptiesCells) {
  Table table = table_of({1, 2});
  EXPECT_TRUE(table.set(0, 3, "seven"));
  EXPECT_TRUE(table.set(0, 2, "new"));
  EXPECT_TRUE(table.set(1, 1, ""));
  EXPECT_TRUE(table.set(1, 9, "far"));
  EXPECT_TRUE(table.set(1, 8, ""));
  EXPECT_EQ(text_of(table), "1[1=row 1 2=new 3=seven ]2[3=7 9=far ]");
  EXPECT_EQ(table.cell(0, 3)->kind, CellKind::text);
  EXPECT_FALSE(table.cell(0, 3)->formula);
  EXPECT_EQ(table.rows()[1].width, 9u);
  EXPECT_TRUE(table.set(1, 3, ""));
  EXPECT_TRUE(table.set(1, 9, ""));
  EXPECT_TRUE(table.rows()[1].cells.empty());
}

TEST(Table, InsertsAndErasesRows) {
  Table table = table_of({1, 5});
  EXPECT_EQ(table.insert(3), 1u);
  EXPECT_EQ(table.insert(3), 1u);
  EXPECT_EQ(table.insert(9), 3u);
  EXPECT_TRUE(table.set(1, 1, "three"));
  EXPECT_EQ(text_of(table), "1[1=row 1 3=7 ]3[1=three ]5[1=row 5 3=7 ]9[]");
  table.erase({1, 0, 0, 1});
  EXPECT_EQ(text_of(table), "3[1=three ]5[1=row 5 3=7 ]");
}

TEST(Table, SortsRowsAndSeesTwoOfOneNumber) {
  Table table = table_of({4, 2, 9, 1});
  EXPECT_TRUE(table.sort_rows());
  EXPECT_EQ(text_of(table), "1[1=row 1 3=7 ]2[1=row 2 3=7 ]4[1=row 4 3=7 ]9[1=row 9 3=7 ]");
  EXPECT_FALSE(table_of({1, 2, 2}).sort_rows());
  EXPECT_FALSE(table_of({2, 1, 2}).sort_rows());
}

TEST(Table, RefusesMoreThanItsBound) {
  Table table;
  const std::string text(1 << 20, 'x');
  const Cell cells[] = {{text, 1}};
  uint32_t number = 1;
  while (table.append({number, cells, 1, false})) ++number;
  EXPECT_LE(number, limits::kTableBytes >> 20);
  EXPECT_GT(number, (limits::kTableBytes >> 20) - 4);
  EXPECT_FALSE(table.set(0, 2, text));
  EXPECT_EQ(table.rows().size(), number - 1);
  TableSink sink(table);
  EXPECT_FALSE(sink.row({number, cells, 1, false}));
  EXPECT_TRUE(sink.full());
}

}  // namespace
}  // namespace portcheck::sheet
