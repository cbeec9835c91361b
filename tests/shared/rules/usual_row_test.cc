#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "portcheck/check.h"

namespace portcheck {
namespace {

using Column = std::vector<std::string>;

const std::array<Column, 6> kColumns{
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
    Column{"", "Verizon", "\"AT&T, Inc.\"", "=B2", std::string(256, 'c')}};

std::string report_of(bool usual, unsigned seed, uint32_t max_findings) {
  std::mt19937 random(seed);
  std::string csv = "Number to Port,Campaign_url,description,media_type,detected destination,Carrier,Notes\n";
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
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.max_findings = max_findings;
  (usual ? request.options.optional_columns : request.options.required_columns) = {"Notes"};
  if (seed % 2 == 0) request.options.campaign_hosts.clear();
  request.files.push_back({"numbers.csv", csv, ""});
  return to_json(check(request));
}

// Where a column is required no row is usual; in these sheets it is always filled.
TEST(UsualRow, SaysWhatTheFamiliesSay) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const uint32_t max_findings = seed % 4 < 2 ? 50 : 0;
    ASSERT_EQ(report_of(true, seed, max_findings), report_of(false, seed, max_findings)) << seed;
  }
}

// Two rows of three cells have as many as one of six.
TEST(UsualRow, TwoShortRowsAreNotALongOne) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.campaign_hosts.clear();
  std::string csv = "Number to Port,Campaign_url,A,B,C,D\n2127360143,https://numbers.net/a,,,,\n";
  csv += "2127360144,https://numbers.net/b,y\n2127360145,https://numbers.net/c,z\n";
  request.files.push_back({"numbers.csv", csv, ""});
  EXPECT_EQ(check(request).request.unique, 3U);
}

}  // namespace
}  // namespace portcheck
