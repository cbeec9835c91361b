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

TEST(RequestJson, ReadsWhatIsKnownOfEarlierAndOtherRequests) {
  Request request;
  auto wrong = parse_request(
      R"({"today":"2026-11-22","ticket":{"rejection":{"date":"2026-11-20","text":"7401"}},
          "open_requests":[{"ticket":"4711","numbers":["2127360143","(212) 736-0144"]},{"numbers":[]}]})",
      request);
  ASSERT_FALSE(wrong) << wrong->where << wrong->reason;
  EXPECT_EQ(format_iso(request.ticket->rejection->date), "2026-11-20");
  EXPECT_EQ(request.ticket->rejection->text, "7401");
  ASSERT_EQ(request.open_requests.size(), 2U);
  EXPECT_EQ(request.open_requests[0].ticket, "4711");
  EXPECT_EQ(request.open_requests[0].numbers, (std::vector<uint64_t>{2127360143, 2127360144}));
}

TEST(RequestJson, OptionsWinOverTheProfile) {
  Request request;
  auto wrong = parse_request(
      R"({"today":"2026-11-22",
          "profile":{"kind":"local","campaign_hosts":["acme.com"],"allotment":{"used":1,"total":2},"max_numbers":5,
                     "required_columns":["Store"],"optional_columns":["media_type"],"marketing_columns":["Region"],
                     "media_types":["Podcast"],"standard_media_types":false},
          "options":{"kind":"toll-free","max_findings":3,"media_types":["Radio"]}})",
      request);
  ASSERT_FALSE(wrong) << wrong->where << wrong->reason;
  const Options& options = request.options;
  EXPECT_EQ(options.kind, Kind::toll_free);
  EXPECT_EQ(options.media_types, std::vector<std::string>{"Radio"});
  EXPECT_EQ(options.campaign_hosts, std::vector<std::string>{"acme.com"});
  EXPECT_EQ(options.allotment->total, 2U);
  EXPECT_EQ(options.max_numbers, 5U);
  EXPECT_EQ(options.max_findings, 3U);
  EXPECT_EQ(options.required_columns, std::vector<std::string>{"Store"});
  EXPECT_EQ(options.optional_columns, std::vector<std::string>{"media_type"});
  EXPECT_EQ(options.marketing_columns, std::vector<std::string>{"Region"});
  EXPECT_FALSE(options.standard_media_types);
}

TEST(RequestJson, ReadsAProfileAlone) {
  Profile profile;
  EXPECT_FALSE(parse_profile(R"({"kind":"local","max_numbers":7})", profile));
  EXPECT_EQ(profile.kind, Kind::local);
  EXPECT_EQ(profile.max_numbers, 7U);
  EXPECT_EQ(profile.campaign_hosts.size(), 2U);
  EXPECT_EQ(parse_profile("[]", profile)->where, "profile");
  EXPECT_EQ(parse_profile(R"({"max_findings":1})", profile)->where, "profile.max_findings");
  EXPECT_EQ(parse_profile(R"({"media_types":["ok",7]})", profile)->where, "profile.media_types[1]");
  EXPECT_EQ(parse_profile("{", profile)->where, "byte 1");
}

TEST(RequestJson, NamesTheMemberThatIsWrong) {
  EXPECT_EQ(where("{}"), "today");
  EXPECT_EQ(where(R"({"today":"2026-11-22","":1})"), "\"\"");  // a place that can be seen
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
  EXPECT_EQ(where(R"({"today":"2026-11-22","ticket":{"rejection":{}}})"), "ticket.rejection.date");
  EXPECT_EQ(where(R"({"today":"2026-11-22","ticket":{"rejection":{"date":"2026-11-20","by":1}}})"),
            "ticket.rejection.by");
  EXPECT_EQ(where(R"({"today":"2026-11-22","profile":{"max_findings":1}})"), "profile.max_findings");
  EXPECT_EQ(where(R"({"today":"2026-11-22","profile":{"max_numbers":0}})"), "profile.max_numbers");
  EXPECT_EQ(where(R"({"today":"2026-11-22","profile":{"required_columns":"Store"}})"),
            "profile.required_columns");
  EXPECT_EQ(where(R"({"today":"2026-11-22","profile":{"marketing_columns":["Store","--"]}})"),
            "profile.marketing_columns[1]");
  EXPECT_EQ(where(R"({"today":"2026-11-22","options":{"standard_media_types":"no"}})"),
            "options.standard_media_types");
  EXPECT_EQ(where(R"({"today":"2026-11-22","open_requests":[{"numbers":["2127360143",5]}]})"),
            "open_requests[0].numbers[1]");
  EXPECT_EQ(where(R"({"today":"2026-11-22","open_requests":[{"numbers":["736-0143"]}]})"),
            "open_requests[0].numbers[0]");
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
