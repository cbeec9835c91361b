#include "server/desk/demo/api.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using nlohmann::json;
using testing::FakeClock;
using testing::LocalServer;
using testing::porting_ticket;
using testing::TempDir;

class DemoApi : public ::testing::Test {
 protected:
  DemoApi() : store_(dir_.file("desk.db"), clock_.clock()), client_(server_.client()) {
    server_.add(api_routes(store_, {.token = "secret-token", .account = "portcheck"}));
    server_.start();
    client_.set_bearer_token_auth("secret-token");
  }

  httplib::Result put(int64_t id, const json& note, const std::string& if_match = "") {
    httplib::Headers headers;
    if (!if_match.empty()) headers.emplace("If-Match", if_match);
    return client_.Put("/desk/api/tickets/" + std::to_string(id) + "/note", headers, note.dump(),
                       "application/json");
  }

  static json note() {
    return {{"html", "<p>Hi</p>"},
            {"marker", "m1"},
            {"porting_result", "blocked"},
            {"add_tags", {"porting_blocked"}}};
  }

  static std::string code(const httplib::Result& answer) {
    return json::parse(answer->body)["error"]["code"];
  }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  LocalServer server_;
  httplib::Client client_;
};

TEST_F(DemoApi, AsksForTheToken) {
  store_.create_ticket(porting_ticket());
  for (const char* path : {"/desk/api/tickets", "/desk/api/tickets/1", "/desk/api/tickets/1/comments",
                           "/desk/api/attachments/1"}) {
    for (const char* header : {"", "Bearer ", "Bearer secret-toke", "Bearer secret-token2",
                               "Basic secret-token", "secret-token"}) {
      const auto answer = server_.client().Get(path, {{"Authorization", header}});
      ASSERT_TRUE(answer);
      EXPECT_EQ(answer->status, 401) << path << " " << header;
      EXPECT_EQ(code(answer), "unauthorized");
      EXPECT_TRUE(answer->has_header("WWW-Authenticate"));
    }
  }
  EXPECT_EQ(server_.client().Put("/desk/api/tickets/1/note", note().dump(), "application/json")->status, 401);
  EXPECT_TRUE(store_.comments(1).empty());
}

TEST_F(DemoApi, AnEmptyTokenAdmitsNobody) {
  LocalServer open;
  open.add(api_routes(store_, {.token = "", .account = "portcheck"}));
  open.start();
  EXPECT_EQ(open.client().Get("/desk/api/tickets", {{"Authorization", "Bearer "}})->status, 401);
}

TEST_F(DemoApi, ReadsATicketWithItsAttachments) {
  NewTicket ticket = porting_ticket();
  ticket.subject = "Numéros \xE2\x80\xAE";
  ticket.files = {{"números.csv", "text/csv", "a,b"}};
  const int64_t id = store_.create_ticket(ticket).id;
  store_.add_comment(id, {.author_kind = AuthorKind::customer,
                          .author = "Ada",
                          .internal = false,
                          .body = "",
                          .files = {{"loa.pdf", "application/pdf", "%PDF"}}});

  const auto answer = client_.Get("/desk/api/tickets/1");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("ETag"), "\"2\"");
  const json read = json::parse(answer->body)["ticket"];
  EXPECT_EQ(read["id"], "1");
  EXPECT_EQ(read["version"], "2");
  EXPECT_EQ(read["subject"], ticket.subject);
  EXPECT_EQ(read["custom_fields"]["porting_result"], "");
  EXPECT_EQ(read["created_at"], "2026-11-23T12:00:00Z");
  ASSERT_EQ(read["attachments"].size(), 2u);
  EXPECT_EQ(read["attachments"][0]["name"], "números.csv");
  EXPECT_TRUE(read["attachments"][0]["comment_id"].is_null());
  EXPECT_EQ(read["attachments"][1]["name"], "loa.pdf");
  EXPECT_EQ(read["attachments"][1]["comment_id"], "1");
  EXPECT_EQ(answer->body.find(store_.ticket(id)->access_key), std::string::npos)
      << "the customer's key is theirs";
}

TEST_F(DemoApi, StreamsAnAttachment) {
  std::string bytes;
  for (int i = 0; bytes.size() < 1'000'000; ++i) bytes += std::to_string(i) + '\0';
  NewTicket ticket = porting_ticket();
  ticket.files = {{"big.bin", "text/html", bytes}, {"empty", "", ""}};
  store_.create_ticket(ticket);
  const auto answer = client_.Get("/desk/api/attachments/1");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body == bytes);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "application/octet-stream");
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(client_.Get("/desk/api/attachments/2")->body, "");
}

TEST_F(DemoApi, PagesThroughTickets) {
  for (int i = 0; i < 101; ++i) store_.create_ticket(porting_ticket());
  const json first = json::parse(client_.Get("/desk/api/tickets")->body);
  EXPECT_EQ(first["tickets"].size(), 100u);
  EXPECT_EQ(first["tickets"][0]["id"], "101");
  EXPECT_EQ(first["pages"], 2);
  EXPECT_EQ(first["total"], 101);
  EXPECT_EQ(json::parse(client_.Get("/desk/api/tickets?page=2")->body)["tickets"].size(), 1u);
  for (const char* page : {"0", "-1", "x", "", "1x", "99999999999999999999"}) {
    EXPECT_EQ(client_.Get(std::string("/desk/api/tickets?page=") + page)->status, 400) << page;
  }
}

TEST_F(DemoApi, WritesNoteResultAndTagsInOneCall) {
  store_.create_ticket(porting_ticket());
  const auto answer = put(1, note(), "\"1\"");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("ETag"), "\"2\"");
  EXPECT_EQ(json::parse(answer->body), json({{"changed", true}, {"version", "2"}}));
  EXPECT_EQ(store_.ticket(1)->porting_result, "blocked");
  EXPECT_EQ(store_.ticket(1)->tags, std::vector<std::string>{"porting_blocked"});
  const json comment = json::parse(client_.Get("/desk/api/tickets/1/comments")->body)["comments"][0];
  EXPECT_EQ(comment["author"], json({{"kind", "app"}, {"name", "portcheck"}}));
  EXPECT_EQ(comment["internal"], true);
  EXPECT_EQ(comment["body"], "<p>Hi</p>");
  EXPECT_EQ(json::parse(put(1, note())->body)["changed"], false);
}

TEST_F(DemoApi, AnswersAStaleVersionWith412AndThePresentOne) {
  store_.create_ticket(porting_ticket());
  store_.set_category(1, {"Billing", ""}, "agent");
  const auto answer = put(1, note(), "\"1\"");
  EXPECT_EQ(answer->status, 412);
  EXPECT_EQ(code(answer), "stale");
  EXPECT_EQ(answer->get_header_value("ETag"), "\"2\"");
  EXPECT_TRUE(store_.comments(1).empty());
  EXPECT_EQ(put(1, note(), "*")->status, 200);
  for (const char* header : {"1", "W/\"1\"", "\"\"", "\"x\"", "\"1\", \"2\""})
    EXPECT_EQ(put(1, note(), header)->status, 400) << header;
}

TEST_F(DemoApi, SaysWhatIsWrongWithANote) {
  store_.create_ticket(porting_ticket());
  const auto message = [&](const std::string& body) {
    const auto answer = client_.Put("/desk/api/tickets/1/note", body, "application/json");
    EXPECT_EQ(answer->status, 422) << body;
    return json::parse(answer->body)["error"]["message"].get<std::string>();
  };
  EXPECT_EQ(message("{"), "the body must be a JSON object");
  EXPECT_EQ(message("[]"), "the body must be a JSON object");
  EXPECT_EQ(message(std::string(100'000, '[')), "the body must be a JSON object");
  EXPECT_EQ(message("{}"), "\"html\" or \"text\" is required");
  EXPECT_EQ(message(R"({"html":1})"), "\"html\" must be a string");
  EXPECT_THAT(message(R"({"html":"x","add_tags":"y"})"),
              ::testing::StartsWith("\"add_tags\" must be a list"));
  EXPECT_THAT(message(R"({"html":"x","add_tags":[""]})"),
              ::testing::StartsWith("\"add_tags\" must be a list"));
  EXPECT_THAT(message(R"({"html":"x","porting_result":"great"})"),
              ::testing::StartsWith("\"porting_result\" must be"));
  EXPECT_EQ(message(json({{"html", std::string((1 << 20) + 1, 'x')}}).dump()),
            "\"html\" is longer than 1048576 bytes");
  EXPECT_EQ(message("{\"html\":\"\xFF\"}"), "the body must be a JSON object");
  EXPECT_EQ(store_.ticket(1)->version, 1);
}

TEST_F(DemoApi, UnknownThingsAre404) {
  for (const char* path :
       {"/desk/api/tickets/9", "/desk/api/tickets/0", "/desk/api/tickets/999999999999999999",
        "/desk/api/tickets/9/comments", "/desk/api/attachments/9"}) {
    const auto answer = client_.Get(path);
    EXPECT_EQ(answer->status, 404) << path;
    EXPECT_EQ(code(answer), "not_found");
  }
  EXPECT_EQ(put(9, note())->status, 404);
}

}  // namespace
}  // namespace portcheck::server::demo
