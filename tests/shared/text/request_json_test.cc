#include <gtest/gtest.h>

#include "portcheck/request.h"

namespace portcheck {
namespace {

std::string where(std::string_view json) {
  Request request;
  auto wrong = parse_request(json, request);
  return wrong ? wrong->where : "ok";
}

TEST(RequestJson, ReadsEveryMember) {
  Request request;
  auto wrong = parse_request(
      R"({"today":"2026-11-22","ticket":{"subject":"s","description":"d","reason":"r","sub_category":"c","complete":false},
          "options":{"kind":"toll-free","max_findings":7,"campaign_hosts":["Acme.COM"],"allotment":{"used":1,"total":2}},
          "files":[{"name":"a.csv"},{"name":"b.pdf","sha256":""}]})",
      request);
  ASSERT_FALSE(wrong) << wrong->where << wrong->reason;
  EXPECT_EQ(format_iso(request.today), "2026-11-22");
  EXPECT_EQ(request.ticket->sub_category, "c");
  EXPECT_FALSE(request.ticket->complete);
  EXPECT_EQ(request.options.kind, Kind::toll_free);
  EXPECT_EQ(request.options.max_findings, 7U);
  EXPECT_EQ(request.options.campaign_hosts, std::vector<std::string>{"acme.com"});
  EXPECT_EQ(request.options.allotment->total, 2U);
  EXPECT_EQ(request.files.size(), 2U);
}

TEST(RequestJson, NamesTheMemberThatIsWrong) {
  EXPECT_EQ(where("{}"), "today");
  EXPECT_EQ(where(R"({"today":"22.11.2026"})"), "today");
  EXPECT_EQ(where(R"({"today":"2026-02-29"})"), "today");
  EXPECT_EQ(where(R"({"today":"2026-11-22","tickets":{}})"), "tickets");
  EXPECT_EQ(where(R"({"today":"2026-11-22","ticket":[]})"), "ticket");
  EXPECT_EQ(where(R"({"today":"2026-11-22","ticket":{"subject":1}})"), "ticket.subject");
  EXPECT_EQ(where(R"({"today":"2026-11-22","options":{"kind":"both"}})"), "options.kind");
  EXPECT_EQ(where(R"({"today":"2026-11-22","options":{"max_findings":-1}})"), "options.max_findings");
  EXPECT_EQ(where(R"({"today":"2026-11-22","options":{"allotment":{"used":1}}})"), "options.allotment.total");
  EXPECT_EQ(where(R"({"today":"2026-11-22","options":{"campaign_hosts":["a/b"]}})"),
            "options.campaign_hosts[0]");
  EXPECT_EQ(where(R"({"today":"2026-11-22","files":[{"name":"a","sha256":"xyz"}]})"), "files[0].sha256");
  EXPECT_EQ(where("{\"today\":"), "byte 9");
  EXPECT_EQ(where("[]"), "request");
}

TEST(Dates, CountAndSpellDays) {
  EXPECT_EQ(to_days({1970, 1, 1}), 0);
  EXPECT_EQ(to_days({2000, 1, 1}), 10957);
  for (int32_t day = -30000; day < 60000; ++day) ASSERT_EQ(to_days(from_days(day)), day);
  EXPECT_EQ(format_long({2026, 12, 7}), "Monday, December 7, 2026");
  EXPECT_EQ(format_long({1969, 12, 31}), "Wednesday, December 31, 1969");
  EXPECT_FALSE(parse_iso_date("2023-02-29"));
  EXPECT_TRUE(parse_iso_date("2024-02-29"));
}

}  // namespace
}  // namespace portcheck
