// Workbooks saved by LibreOffice, openpyxl and XlsxWriter give the findings of their CSV twins.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "portcheck/check.h"

namespace portcheck {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(PORTCHECK_SOURCE_DIR) / "tests/data";

// Everything a finding says of rows and columns. FIL findings speak of the container, which differs by
// nature.
std::multiset<std::string> findings_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.max_findings = 0;
  request.files.push_back({path.filename().string(), bytes, ""});
  Report report = check(request);
  std::multiset<std::string> out;
  for (const Finding& finding : report.findings) {
    if (to_string(finding.rule).starts_with("FIL")) continue;
    std::string line(to_string(finding.rule));
    line += " " + column_letters(finding.place.column) + std::to_string(finding.place.row);
    if (const auto fix = finding.fix()) line += " -> " + std::string(fix->value);
    for (const Param param : finding.details) {
      const auto* number = std::get_if<int64_t>(&param.value);
      if (number) line += " " + std::string(param.name) + "=" + std::to_string(*number);
    }
    out.insert(line);
  }
  return out;
}

class ProgramsTest : public testing::TestWithParam<std::string> {};

TEST_P(ProgramsTest, AWorkbookGivesTheFindingsOfItsCsvTwin) {
  std::string twin = GetParam().substr(0, GetParam().find('.')) + ".csv";
  EXPECT_EQ(findings_of(kData / GetParam()), findings_of(kData / twin));
}

std::vector<std::string> workbooks() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kData)) {
    const fs::path kind = entry.path().extension();
    if (kind == ".xlsx" || kind == ".xls" || kind == ".ods")
      names.push_back(entry.path().filename().string());
  }
  return names;
}

TEST(Programs, EveryProgramIsThere) {
  std::string all;
  for (const std::string& name : workbooks()) all += name + " ";
  for (const char* program : {"libreoffice", "openpyxl", "xlsxwriter"}) {
    EXPECT_NE(all.find(std::string("clean.") + program), std::string::npos) << all;
    EXPECT_NE(all.find(std::string("dirty.") + program), std::string::npos) << all;
  }
}

INSTANTIATE_TEST_SUITE_P(Workbooks, ProgramsTest, testing::ValuesIn(workbooks()), [](const auto& tested) {
  std::string name = tested.param;
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
});

}  // namespace
}  // namespace portcheck
