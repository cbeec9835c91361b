#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/check.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck {
namespace {

using Column = std::vector<std::string>;

const std::array<Column, 7> kColumns{
    Column{"2127360143", "+1 (416) 736-0143", "\"2127360144\"", "800-736-0143", "tel:2127360145", "",
           "\"212\"\"7360146\"", "=2127360147", "2127360143\xC2\xA0"},
    Column{"https://x.invoca.net/a_campaigns/1", "https://x.invoca.net/a_campaigns/2",
           "\"https://y.net/a\"\"b\"", "\"https://y.net/a b\"", "https://example.com/", "#N/A",
           "=HYPERLINK(1)", "", "\"\"", "x.net",
           "https://" + std::string(30, 'h') + ".invoca.net/a_campaigns/3",
           "https://y.net/" + std::string(300, 'p')},
    Column{"", "\"\"", "Spring without quotes", "\"Spring, \"\"quoted\"\"\"", "=A1", "@SUM(1)", "-a(1)",
           "- none", "\"=A1\"", "#REF!", std::string(300, 'd'), "\"two\nlines\""},
    Column{"", "Online: Display", "online: display", "TV", "Television", "\"TV\"", "=TV", "@TV(", "Radio",
           "Online: Google Call Extension"},
    Column{"", "3105550143", "+14167360143", "2127360143", "\"3107360143\"", "\"2127360148,,12#\"", "abc",
           "#N/A"},
    Column{"", "Verizon", "\"AT&T, Inc.\"", "=B2", std::string(256, 'c')},
    Column{"", "\"\"", "without a name", "\"=C3\""}};

// Where a column is required no row is usual; in these sheets it is always filled.
std::string report_of(bool usual, std::string_view csv, uint32_t max_findings, bool any_host) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.max_findings = max_findings;
  (usual ? request.options.optional_columns : request.options.required_columns) = {"Notes"};
  if (any_host) request.options.campaign_hosts.clear();
  const testing::ExactBytes exact(csv);
  request.files.push_back({"numbers.csv", exact.view(), ""});
  return to_json(check(request));
}

std::string random_sheet(unsigned seed) {
  std::mt19937 random(seed);
  std::string csv = "Number to Port,Campaign_url,description,media_type,detected destination,Carrier,";
  csv += seed % 3 == 0 ? "Plan,Notes\n" : ",Notes\n";
  for (unsigned row = 0; row < 400; ++row) {
    for (const Column& column : kColumns) {
      // Mostly one of the first ones, which are good: then the others of the row are what counts.
      const size_t at = random() % 3 == 0 ? random() % column.size() : random() % 2;
      csv += column[at] + ",";
    }
    csv += "no";
    if (random() % 50 == 0) csv += ",more";
    csv += random() % 2 == 0 ? "\n" : "\r\n";
  }
  return csv;
}

TEST(UsualRow, SaysWhatTheFamiliesSay) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const uint32_t max_findings = seed % 4 < 2 ? 50 : 0;
    const std::string csv = random_sheet(seed);
    ASSERT_EQ(report_of(true, csv, max_findings, seed % 2 == 0),
              report_of(false, csv, max_findings, seed % 2 == 0))
        << seed;
  }
}

// "=A" is a formula, "+1" is none, "#A" may be an error: whatever a cell begins with, in quotes or without.
TEST(UsualRow, SeesEverySignThatACellBeginsWith) {
  std::string csv = "Number to Port,Campaign_url,description,Carrier,Notes\n";
  for (int first = ' '; first < 0x7F; ++first) {
    for (int second = ' '; second < 0x7F; ++second) {
      if (first == '"' || second == '"') continue;
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      const bool plain = first != ',' && second != ',';
      csv += "2127360143,https://numbers.net/a,\"" + text + "(\"," + (plain ? text + "(" : "") + ",no\n";
    }
  }
  const std::string usual = report_of(true, csv, 0, true);
  EXPECT_EQ(usual, report_of(false, csv, 0, true));
  EXPECT_NE(usual.find("FIL-013"), std::string::npos);
}

// Their order, their places and their delimiters are looked at some cells at a time.
TEST(UsualRow, HasAnyNumberOfColumns) {
  for (int more = 0; more < 70; ++more) {
    std::string names, cells;
    for (int i = 0; i < more; ++i) {
      names += "name " + std::to_string(i) + ",";
      cells += i % 3 == 0 ? "," : "x,";
    }
    std::string csv = names + "Number to Port,Campaign_url,Notes\n";
    for (int row = 0; row < 5; ++row)
      csv += cells + "212736014" + std::to_string(row) + ",https://numbers.net/a,no\n";
    csv += cells + "2127360149,https://numbers.net/a,=no\n" + cells + "2127360150,https://numbers.net/a,no";
    ASSERT_EQ(report_of(true, csv, 0, true), report_of(false, csv, 0, true)) << more;
  }
}

// Under a sanitizer: the heads of the last cells are read in words.
TEST(UsualRow, ReadsNothingBehindTheFile) {
  for (const std::string end : {"", "x", "\"\""}) {
    const std::string csv =
        "Number to Port,Campaign_url,Notes\n2127360143,https://numbers.net/a,x\n"
        "2127360144,https://numbers.net/b," +
        end + "\n";
    EXPECT_NE(report_of(true, csv, 0, true).find("\"numbers\":2"), std::string::npos) << end;
  }
}

// Spellings of one length that begin alike, end alike or both are told apart.
TEST(UsualRow, RemembersEachSpellingOfAMediaType) {
  std::string csv = "Number to Port,Campaign_url,media_type\n";
  std::vector<std::string> spellings;
  for (const std::string around : {"", "a medium ", "a spelling of more than words "}) {
    for (char first = 'a'; first <= 'z'; ++first) {
      spellings.push_back(around + first + "q");
      spellings.push_back(first + ("q" + around) + "q");
      spellings.push_back("beginning " + around + first + " at the end");
    }
  }
  for (const std::string& spelling : spellings) csv += "2127360143,https://numbers.net/a," + spelling + "\n";
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.campaign_hosts.clear();
  request.options.max_findings = 0;
  request.files.push_back({"numbers.csv", csv, ""});
  size_t said = 0;
  for (const Finding& finding : check(request).findings) {
    if (finding.rule != RuleId::MKT_001 && finding.rule != RuleId::MKT_006) continue;
    EXPECT_EQ(finding.value(), spellings[finding.place.row - 2]);
    ++said;
  }
  EXPECT_GE(said, spellings.size() - 5);  // "tv" and the like
}

// Two rows of three cells have as many as one of six.
TEST(UsualRow, TwoShortRowsAreNotALongOne) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.campaign_hosts.clear();
  std::string csv = "Number to Port,Campaign_url,A,B,C,D\n2127360143,https://numbers.net/a,,,,\n";
  csv += "2127360144,https://numbers.net/b,y\n2127360145,https://numbers.net/c,z\n";
  csv += "2127360143,https://numbers.net/a,,,,\n";
  request.files.push_back({"numbers.csv", csv, ""});
  EXPECT_EQ(check(request).request.unique, 3U);
}

}  // namespace
}  // namespace portcheck
