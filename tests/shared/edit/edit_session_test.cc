// After any edits, the session says what a check of the edited sheets says.
#include "portcheck/edit_session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "portcheck/check.h"

namespace portcheck {
namespace {

using Grid = std::vector<std::vector<std::string>>;

std::string csv_of(const Grid& grid) {
  std::string csv;
  for (const auto& row : grid) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i != 0) csv += ',';
      csv += '"';
      for (char c : row[i]) csv += c == '"' ? std::string("\"\"") : std::string(1, c);
      csv += '"';
    }
    csv += '\n';
  }
  return csv;
}

std::string phone(unsigned long long digits) {
  return std::to_string(digits);
}

// A sheet of few different things, so that they meet; and what may be typed into its cells.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed), climbing_(seed % 3 == 0) {}

  unsigned below(unsigned end) { return std::uniform_int_distribution<unsigned>(0, end - 1)(random_); }

  std::string number() {
    switch (below(14)) {
      case 0:
        return phone(8'002'345'670ULL + below(4));
      case 1:
        return "(212) 736-01" + std::to_string(40 + below(5));
      case 2:
        return "4165550" + std::to_string(210 + below(3));
      case 3:
        return std::vector<std::string>{"",
                                        "abc",
                                        "212736014",
                                        "+44 20 7946 0958",
                                        "+49 30 901820",
                                        "+33 1 70 18 99 00",
                                        "12127360143",
                                        "9005551212",
                                        "2125550143",
                                        "1112223333",
                                        "+81 3 1234 5678"}[below(11)];
      default:
        return phone(2'127'360'140ULL + below(climbing_ ? 8 : 20));
    }
  }
  std::string address() {
    switch (below(12)) {
      case 0:
        return std::vector<std::string>{"",
                                        "tbd",
                                        "example.com",
                                        "http://acme.invoca.net/a_campaigns",
                                        "word",
                                        "https://other.site.com/a_campaigns/terms/3"}[below(6)];
      case 1:
        return "https://beta.invoca.net/a_campaigns/terms/" + std::to_string(below(3));
      case 2:
        return "https://net" + std::to_string(below(8)) + ".invoca.net/a_campaigns/terms/1";
      case 3:
        return "https://acme.invoca.net/a_campaigns/terms/1" + std::string(below(2), ' ');
      default:
        return "https://acme.invoca.net/a_campaigns/terms/" + std::to_string(below(climbing_ ? 30 : 3));
    }
  }
  std::string destination() {
    return below(3) == 0 ? "" : below(6) == 0 ? number() : phone(3'126'360'140ULL + below(5));
  }
  std::string other() {
    return std::vector<std::string>{
        "", "", "TV", "=1+1", "#N/A", "Online: Display", "an example", std::string(300, 'x')}[below(8)];
  }
  std::string cell(size_t column) {
    return column == 0 ? number() : column == 1 ? address() : column == 4 ? destination() : other();
  }
  std::vector<std::string> row(unsigned at) {
    std::vector<std::string> row;
    const unsigned width = 5 + (below(10) == 0 ? below(4) : 0);
    for (size_t i = 0; i < width; ++i) row.push_back(cell(i));
    if (climbing_ && below(8) != 0) {
      row[0] = phone(2'127'360'140ULL + at + below(9) / 8);
      row[1] = "https://acme.invoca.net/a_campaigns/terms/" + std::to_string(100 + at / (1 + below(20) / 19));
      row[4] = phone(3'127'360'140ULL + at);
    }
    return row;
  }
  Grid grid(unsigned rows) {
    Grid grid;
    if (below(4) == 0) grid.push_back({"Our numbers"});
    const unsigned header = below(6);
    if (header != 0) {
      grid.push_back({"Number to Port", "Campaign_url", "Description", "media_type", "Detected_destination"});
      if (header == 1) grid.back()[0] = "Phone";
      if (header == 2) grid.back()[1] = "Link";
      if (header == 3) grid.back().push_back("Region");
    }
    for (unsigned i = 0; i < rows; ++i)
      grid.push_back(below(12) == 0 ? std::vector<std::string>{""} : row(i));
    return grid;
  }

 private:
  std::mt19937 random_;
  bool climbing_;
};

Request request_of(const std::vector<std::string>& sheets, uint32_t max_findings, unsigned seed) {
  Request request;
  request.today = {2026, 11, 22};
  request.options.max_findings = max_findings;
  for (size_t i = 0; i < sheets.size(); ++i)
    request.files.push_back({"numbers" + std::to_string(i) + ".csv", sheets[i], ""});
  if (seed % 2 == 0) {
    request.ticket.emplace();
    request.ticket->subject = "Port 12 numbers";
    request.ticket->description = "Wireless numbers, please";
    request.files.push_back({"letter.docx", "not a letter", ""});
    request.open_requests = {{"4711", {2'127'360'143, 2'127'360'144, 8'002'345'670}},
                             {"4712", {2'127'360'143}}};
  }
  if (seed % 5 == 0) request.options.required_columns = {"media_type", "Region"};
  if (seed % 7 == 0) request.options.kind = Kind::toll_free;
  return request;
}

bool earlier(const Finding& a, const Finding& b) {
  return std::tuple(a.place.file, a.place.row, a.place.column, a.rule) <
         std::tuple(b.place.file, b.place.row, b.place.column, b.rule);
}

using Mirror = std::map<std::pair<int32_t, uint32_t>, std::vector<Finding>>;

void refetch(EditSession& session, size_t files, Mirror& mirror) {
  mirror.clear();
  for (size_t file = 0; file < files; ++file) {
    for (RowFindings& row : session.findings(file, 1, limits::kRows))
      mirror[{row.file, row.row}] = std::move(row.findings);
  }
}

// What a page that keeps up with the session shows, in place of the report's findings and counts.
std::string shown(const EditResult& result, const Mirror& mirror, Report expected) {
  expected.findings = result.summary;
  for (const auto& [place, findings] : mirror)
    expected.findings.insert(expected.findings.end(), findings.begin(), findings.end());
  std::stable_sort(expected.findings.begin(), expected.findings.end(), earlier);
  expected.verdict = result.verdict;
  expected.request = result.request;
  expected.by_rule = result.by_rule;
  expected.by_severity = result.by_severity;
  return to_json(expected);
}

Report checked(const std::vector<Grid>& grids, const EditSession& session, uint32_t max_findings,
               unsigned seed) {
  std::vector<std::string> sheets;
  for (const Grid& grid : grids) sheets.push_back(csv_of(grid));
  Report report = check(request_of(sheets, max_findings, seed));
  for (size_t i = 0; i < report.files.size(); ++i) report.files[i].size = session.files()[i].size;
  return report;
}

std::string first_difference(const std::string& a, const std::string& b) {
  const size_t at =
      static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const size_t from = at < 300 ? 0 : at - 300;
  return a.substr(from, 600) + "\n---\n" + b.substr(from, 600);
}

struct Edit {
  size_t file;
  uint32_t row, column;
  std::string text;
};

void apply(Grid& grid, const Edit& edit) {
  if (grid.size() < edit.row) grid.resize(edit.row, {""});
  auto& row = grid[edit.row - 1];
  if (row.size() < edit.column) row.resize(edit.column);
  row[edit.column - 1] = edit.text;
}

class Edits : public testing::TestWithParam<unsigned> {};

TEST_P(Edits, LeaveWhatACheckSays) {
  const unsigned seed = GetParam();
  Writer writer(seed);
  std::vector<Grid> grids{writer.grid(3 + writer.below(90))};
  if (seed % 4 == 0) grids.push_back(writer.grid(3 + writer.below(20)));
  const uint32_t max_findings = seed % 3 == 0 ? 7 : 1000;
  std::vector<std::string> sheets;
  for (const Grid& grid : grids) sheets.push_back(csv_of(grid));
  Remark refused;
  auto session = EditSession::open(request_of(sheets, max_findings, seed), refused);
  ASSERT_TRUE(session) << message(refused);
  Mirror mirror;
  refetch(*session, grids.size(), mirror);
  EditResult result = session->state();
  unsigned told = 0;
  for (int step = 0; step < 15; ++step) {
    const Report all = checked(grids, *session, 0, seed);
    const std::string wanted = to_json(all), got = shown(result, mirror, all);
    ASSERT_EQ(wanted == got, true) << "step " << step << "\n" << first_difference(wanted, got);
    const std::string report = to_json(session->report());
    const std::string bound = to_json(checked(grids, *session, max_findings, seed));
    ASSERT_EQ(report == bound, true) << "step " << step << "\n" << first_difference(bound, report);

    const size_t file = writer.below(static_cast<unsigned>(grids.size()));
    Grid& grid = grids[file];
    const auto rows = static_cast<unsigned>(grid.size());
    std::vector<Edit> edits;
    const uint32_t row = 1 + (writer.below(15) == 0 ? rows + writer.below(4) : writer.below(rows));
    const unsigned column = writer.below(10) == 0 ? writer.below(9) : std::min(writer.below(6), 4U);
    switch (writer.below(12)) {
      case 0:  // the row goes
        for (uint32_t i = 1; i <= std::max<size_t>(row <= rows ? grid[row - 1].size() : 1, 1); ++i)
          edits.push_back({file, row, i, ""});
        break;
      case 1:
        edits.push_back({file, row, column + 1, ""});
        break;
      case 2: {  // as another row says
        const Grid& from = grids[writer.below(static_cast<unsigned>(grids.size()))];
        const auto& other = from[writer.below(static_cast<unsigned>(from.size()))];
        if (column < other.size()) edits.push_back({file, row, column + 1, other[column]});
        break;
      }
      case 3:  // the row above, counted on
        if (row > 1 && row <= rows && grid[row - 2].size() > 4 &&
            grid[row - 2][column % 2 * 4].size() == 10 &&
            std::isdigit(static_cast<unsigned char>(grid[row - 2][column % 2 * 4][0])) != 0)
          edits.push_back({file, row, column % 2 * 4 + 1,
                           phone(std::strtoull(grid[row - 2][column % 2 * 4].c_str(), nullptr, 10) + 1)});
        break;
      default:
        edits.push_back({file, row, column + 1, writer.cell(column)});
    }
    for (const Edit& edit : edits) {
      apply(grid, edit);
      result = session->edit(edit.file, edit.row, edit.column, edit.text);
      ASSERT_TRUE(result.refused.empty());
      if (result.all_rows || result.kind_changed || result.more_rows) {
        refetch(*session, grids.size(), mirror);
        continue;
      }
      ++told;
      for (RowFindings& changed : result.rows) {
        mirror.erase({changed.file, changed.row});
        if (!changed.findings.empty()) mirror[{changed.file, changed.row}] = std::move(changed.findings);
      }
    }
  }
  EXPECT_GT(told, 0U);
}

INSTANTIATE_TEST_SUITE_P(Random, Edits, testing::Range(0U, 30U));

// The first of equal addresses is the one that the climb below them goes on from, however far up it stands.
TEST(Edit, IsSeenWhereEqualAddressesEnd) {
  Grid grid{{"Number to Port", "Campaign_url"}};
  for (unsigned i = 0; i < 45; ++i)
    grid.push_back({phone(2'127'360'140ULL + i * 17ULL),
                    "https://acme.invoca.net/a_campaigns/terms/" + std::to_string(i < 40 ? 10 : i - 29)});
  const std::vector<std::string> sheets{csv_of(grid)};
  Remark refused;
  auto session = EditSession::open(request_of(sheets, 0, 1), refused);
  ASSERT_TRUE(session) << message(refused);
  const auto climbs = static_cast<size_t>(RuleId::URL_011);
  ASSERT_EQ(session->state().by_rule[climbs], 1U);
  const EditResult result = session->edit(0, 2, 2, grid[1][1] + " ");
  EXPECT_EQ(result.by_rule[climbs], 0U);
  EXPECT_TRUE(std::any_of(result.rows.begin(), result.rows.end(),
                          [](const RowFindings& row) { return row.row == 46; }));
}

// One edit may change more rows than anybody looks at: some are told, and that there are more.
TEST(Edit, TellsOfNoMoreRowsThanArePractical) {
  Grid grid{{"Number to Port", "Campaign_url"}};
  for (unsigned i = 0; i < 3000; ++i)
    grid.push_back({"2127360143", "https://acme.invoca.net/a_campaigns/terms/1"});
  const std::vector<std::string> sheets{csv_of(grid)};
  Remark refused;
  auto session = EditSession::open(request_of(sheets, 0, 1), refused);
  ASSERT_TRUE(session) << message(refused);
  const EditResult result = session->edit(0, 2, 1, "");
  EXPECT_TRUE(result.more_rows);
  EXPECT_EQ(result.rows.size(), limits::kEditedRows);
  EXPECT_EQ(result.by_rule[static_cast<size_t>(RuleId::ROW_004)], 2998U);
  EXPECT_FALSE(session->edit(0, 3000, 1, "").more_rows);
  EXPECT_FALSE(session->edit(1, 1, 1, "x").refused.empty());
  EXPECT_FALSE(session->edit(0, 0, 1, "x").refused.empty());
  EXPECT_FALSE(session->edit(0, 1, limits::kColumns + 1, "x").refused.empty());
}

// What is shown of a sheet: the cells of a window as they are now, long ones cut at a character, never more
// than a page of them.
TEST(Edit, ShowsTheCellsOfAWindow) {
  const std::vector<std::string> sheets{
      "Number to Port,Campaign_url\n2127360143,\n,\xC3\xA4\xC3\xB6\xC3\xBC\n"};
  Remark refused;
  auto session = EditSession::open(request_of(sheets, 0, 1), refused);
  ASSERT_TRUE(session) << message(refused);
  session->edit(0, 2, 2, "x");
  CellWindow window;
  window.to_row = 9;
  window.to_column = 5;
  window.longest = 5;
  EXPECT_EQ(session->cells(0, window),
            R"({"schema":"portcheck.cells/1","row_count":3,"column_count":2,"from_row":1,)"
            "\"rows\":[[\"Numbe\",\"Campa\"],[\"21273\",\"x\"],[\"\",\"\xC3\xA4\xC3\xB6\"]]}");
  window.from_row = 3;
  window.from_column = window.to_column = 2;
  EXPECT_NE(session->cells(0, window).find("[[\"\xC3\xA4\xC3\xB6\"]]"), std::string::npos);
  EXPECT_NE(session->cells(7, window).find("\"row_count\":0"), std::string::npos);
  window = {1, 1, 1, limits::kColumns, 5};
  EXPECT_NE(session->cells(0, window).find("[[\"Numbe\",\"Campa\"]]"), std::string::npos);
}

// What is handed back of an edited sheet is the sheet, every row where it was, and says to a check what the
// session says.
TEST(Edit, SavesTheSheetAsItIsNow) {
  const std::vector<std::string> sheets{
      "Number to Port,Campaign_url\n212736014,https://acme.invoca.net/a_campaigns/terms/1\n\n"
      "2127360144,=1+1\n"};
  Remark refused;
  auto session = EditSession::open(request_of(sheets, 0, 1), refused);
  ASSERT_TRUE(session) << message(refused);
  session->edit(0, 2, 1, "2127360143");
  for (const SheetFormat format : {SheetFormat::csv, SheetFormat::xlsx}) {
    const HandBack done = session->save(0, format);
    ASSERT_EQ(done.files.size(), 1U) << message(done.refused);
    EXPECT_EQ(done.files[0].name,
              format == SheetFormat::csv ? "numbers0.corrected.csv" : "numbers0.corrected.xlsx");
    const std::vector<std::string> files{done.files[0].bytes};
    const Report saved = check(request_of(files, 0, 1));
    const Report now = session->report();
    EXPECT_EQ(saved.request.numbers, now.request.numbers);
    EXPECT_EQ(saved.by_rule[static_cast<size_t>(RuleId::NUM_001)], 0U);
  }
  EXPECT_NE(session->save(0, SheetFormat::csv).files[0].bytes.find("\r\n,\r\n2127360144,'=1+1"),
            std::string::npos);
  EXPECT_FALSE(session->save(3, SheetFormat::csv).refused.empty());
}

}  // namespace
}  // namespace portcheck
