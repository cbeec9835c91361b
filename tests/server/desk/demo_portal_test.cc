#include "server/desk/demo/portal.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "server/desk/demo/categories.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using nlohmann::json;
using testing::FakeClock;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::LocalServer;
using ::testing::Not;
using ::testing::SizeIs;
using testing::TempDir;

class DemoPortal : public ::testing::Test {
 protected:
  DemoPortal() : store_(dir_.file("desk.db"), clock_.clock()), client_(server_.client()) {
    const FormLimits limits{
        .files = 3, .submission_bytes = 2000, .ticket_bytes = 2500, .subject_characters = 40};
    server_.add(portal_routes(store_, limits, clock_.clock()));
    server_.start();
  }

  static httplib::MultipartFormDataItems fields() {
    return {{"name", "Ada Diaz", "", ""},
            {"email", "ada@example.com", "", ""},
            {"subject", "Port-in", "", ""},
            {"description", "Line 1\r\nLine 2", "", ""},
            {"reason", "Number Management", "", ""},
            {"sub_category", "Porting Numbers", "", ""}};
  }

  static httplib::MultipartFormDataItems fields_with(std::vector<httplib::MultipartFormData> more) {
    auto items = fields();
    items.insert(items.end(), more.begin(), more.end());
    return items;
  }

  httplib::Result post(const httplib::MultipartFormDataItems& items, const httplib::Headers& headers = {}) {
    return client_.Post("/portal/tickets", headers, items);
  }

  httplib::Result post_raw(const std::string& content_type, const std::string& body) {
    return client_.Post("/portal/tickets", body, content_type.c_str());
  }

  int64_t tickets() { return store_.list({}, 1, 1).total; }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  LocalServer server_;
  httplib::Client client_;
};

TEST_F(DemoPortal, CreatesATicketAndLeadsToItsPage) {
  const auto answer = post(fields_with({{"attachments", "a,b", "numbers.csv", "text/csv"},
                                        {"attachments", "%PDF", "loa.pdf", "application/pdf"}}));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 303);
  const auto ticket = store_.ticket(1);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(answer->get_header_value("Location"), "/portal/requests/1?key=" + ticket->access_key);
  EXPECT_EQ(ticket->requester_name, "Ada Diaz");
  EXPECT_EQ(ticket->subject, "Port-in");
  EXPECT_EQ(ticket->description, "Line 1\nLine 2");
  EXPECT_TRUE(ticket->is_porting());
  const auto files = store_.files(1);
  ASSERT_THAT(files, SizeIs(2));
  EXPECT_EQ(files[0].name, "numbers.csv");
  EXPECT_EQ(files[0].size, 3u);
  EXPECT_EQ(files[1].content_type, "application/pdf");

  const auto page = client_.Get(answer->get_header_value("Location"));
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->body, HasSubstr("Request #1"));
  EXPECT_THAT(page->body, HasSubstr("numbers.csv"));
}

TEST_F(DemoPortal, AnswersAPagesFetchWithJson) {
  const auto answer = post(fields(), {{"Accept", "application/json"}});
  EXPECT_EQ(answer->status, 201);
  const json body = json::parse(answer->body);
  EXPECT_EQ(body["id"], "1");
  EXPECT_EQ(body["url"], "/portal/requests/1?key=" + store_.ticket(1)->access_key);
  EXPECT_EQ(answer->get_header_value("Location"), body["url"]);
}

TEST_F(DemoPortal, InputsWhereNothingWasChosenAreNoFiles) {
  EXPECT_EQ(post(fields_with({{"attachments", "", "", "application/octet-stream"}}))->status, 303);
  EXPECT_THAT(store_.files(1), IsEmpty());
  EXPECT_EQ(post(fields_with({{"attachments", "", "empty.csv", "text/csv"}}))->status, 303);
  EXPECT_THAT(store_.files(2), SizeIs(1))
      << "an empty file is a file: the check has something to say about it";
}

TEST_F(DemoPortal, SaysWhatIsMissingAndKeepsWhatWasTyped) {
  auto items = fields();
  items[1].content = "not an address";
  items[2].content = " \t\r\n ";
  items[3].content = "<script>alert(1)</script>";
  const auto page = post(items);
  EXPECT_EQ(page->status, 422);
  EXPECT_THAT(page->body, HasSubstr("href=\"#subject\">Write a subject"));
  EXPECT_THAT(page->body, HasSubstr("does not look like an email address"));
  EXPECT_THAT(page->body, HasSubstr("value=\"Ada Diaz\""));
  EXPECT_THAT(page->body, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(page->body, Not(HasSubstr("<script")));

  const auto answer = post(items, {{"Accept", "application/json"}});
  EXPECT_EQ(answer->status, 422);
  const json problems = json::parse(answer->body)["error"]["problems"];
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0]["field"], "subject");
  EXPECT_EQ(problems[1]["field"], "email");
  EXPECT_EQ(tickets(), 0);
}

TEST_F(DemoPortal, BoundsWhatItTakes) {
  const auto message = [&](const httplib::MultipartFormDataItems& items) {
    const auto answer = post(items, {{"Accept", "application/json"}});
    EXPECT_EQ(answer->status, 422);
    return json::parse(answer->body)["error"]["message"].get<std::string>();
  };
  const httplib::MultipartFormData small{"attachments", "x", "a.csv", ""};
  EXPECT_EQ(message(fields_with({small, small, small, small})),
            "These are 4 files. Please send at most 3 at a time");
  const httplib::MultipartFormData large{"attachments", std::string(900, 'x'), "a.csv", ""};
  EXPECT_EQ(message(fields_with({large, large, large})),
            "These files have 2.7 KB together. Please send at most 2 KB at a time");
  auto items = fields();
  items[2].content = std::string(41, 'x');
  EXPECT_EQ(message(items), "The subject is too long: at most 40 characters");
  items[2].content.clear();
  for (int i = 0; i < 40; ++i) items[2].content += "é";
  EXPECT_EQ(post(items)->status, 303) << "characters are counted, not bytes";
  EXPECT_EQ(tickets(), 1);
}

TEST_F(DemoPortal, HostileBodiesGetAnAnswerAndNoTicket) {
  const std::string part =
      "--B\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"a\"\r\n\r\nx\r\n";
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += part;
  const std::string subject = "--B\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nPort-in\r\n";
  struct Case {
    const char* what;
    std::string type, body;
  };
  const std::vector<Case> cases = {
      {"no boundary", "multipart/form-data", subject + "--B--\r\n"},
      {"empty boundary", "multipart/form-data; boundary=", subject},
      {"never ends", "multipart/form-data; boundary=B",
       subject + "--B\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n"},
      {"a thousand files", "multipart/form-data; boundary=B", subject + thousand + "--B--\r\n"},
      {"more parts than the library takes", "multipart/form-data; boundary=B",
       subject + thousand + thousand + "--B--\r\n"},
      {"a head without end", "multipart/form-data; boundary=B",
       "--B\r\nContent-Disposition: form-data; name=\"" + std::string(1'000'000, 'n')},
      {"a long name", "multipart/form-data; boundary=B",
       "--B\r\nContent-Disposition: form-data; name=\"" + std::string(8'000, 'n') +
           "\"\r\n\r\nx\r\n--B--\r\n"},
      {"no parts", "multipart/form-data; boundary=B", "--B--\r\n"},
      {"not a form", "application/json", "{}"},
      {"a form of another kind", "application/x-www-form-urlencoded", "subject=Port-in"},
      {"plain text", "text/plain", "subject=Port-in"},
  };
  for (const Case& hostile : cases) {
    const auto answer = post_raw(hostile.type, hostile.body);
    ASSERT_TRUE(answer) << hostile.what;
    EXPECT_GE(answer->status, 400) << hostile.what;
    EXPECT_LT(answer->status, 500) << hostile.what;
    EXPECT_EQ(tickets(), 0) << hostile.what;
  }
  EXPECT_EQ(post(fields())->status, 303) << "and the server still serves";
}

TEST_F(DemoPortal, FileNamesAreMadeFitToKeep) {
  const std::string long_name(2000, 'n');
  post(fields_with({{"attachments", "x", "C:\\Users\\ada\\números.csv", ""},
                    {"attachments", "x", "../../etc/passwd", ""},
                    {"attachments", "x", long_name + ".xlsx", ""}}));
  post(fields_with({{"attachments", "x", "a%22b%0D%0Ac.csv", ""},
                    {"attachments", "x", "bad\xFF\x01.csv", ""},
                    {"attachments", "x", "..", ""}}));
  std::vector<std::string> names;
  for (const int64_t id : {1, 2}) {
    for (const File& file : store_.files(id)) names.push_back(file.name);
  }
  EXPECT_THAT(names, ::testing::ElementsAre("números.csv", "passwd", std::string(250, 'n') + ".xlsx",
                                            "a\"b  c.csv", "bad\xEF\xBF\xBD.csv", "unnamed"));
}

TEST_F(DemoPortal, MarkupInAnyFieldIsShownAsText) {
  const std::string evil = "\"><img src=x onerror=alert(1)>";
  auto items = fields_with({{"attachments", "x", "<b onclick=x>.csv", ""}});
  for (size_t i = 0; i < 6; ++i) items[i].content = i == 1 ? "a@b.c" : evil;
  const auto answer = post(items);
  ASSERT_EQ(answer->status, 303);
  const std::string page = client_.Get(answer->get_header_value("Location"))->body;
  EXPECT_THAT(page, HasSubstr("&lt;img src=x"));
  EXPECT_THAT(page, HasSubstr("&lt;b onclick=x&gt;.csv"));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<b onclick")));
}

TEST_F(DemoPortal, RefusesFormsOfOtherSites) {
  const auto status = [&](const httplib::Headers& headers) { return post(fields(), headers)->status; };
  EXPECT_EQ(status({{"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(status({{"Origin", "null"}}), 403);
  EXPECT_EQ(status({{"Origin", server_.url() + ".evil.example"}}), 403);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "cross-site"}, {"Origin", server_.url()}}), 403);
  EXPECT_EQ(tickets(), 0);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "same-origin"}, {"Origin", server_.url()}}), 303);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}), 303)
      << "our page, told to send no referrer";
  EXPECT_EQ(status({{"Origin", server_.url()}}), 303);
  EXPECT_EQ(status({}), 303) << "a program, not a browser";
}

TEST_F(DemoPortal, TakesAsLargeABodyAsItsLimitsSay) {
  for (const Route& route : portal_routes(store_, {.body_bytes = 12345}, clock_.clock()))
    EXPECT_EQ(route.max_body, 12345u);
}

TEST(DemoCategories, AreThoseOfTheContactForm) {
  std::ifstream file(PORTCHECK_SOURCE_DIR "/web/portal/index.html");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const auto select = [&](const std::string& id) {
    const size_t from = page.find("<select id=\"" + id);
    return page.substr(from, page.find("</select>", from) - from);
  };
  const auto options = [](const std::string& markup) {
    std::vector<std::string> found;
    const std::string start = "<option>";
    for (size_t at = markup.find(start); at != std::string::npos; at = markup.find(start, at + 1)) {
      found.push_back(markup.substr(at + start.size(), markup.find('<', at + 1) - at - start.size()));
    }
    return found;
  };
  std::vector<std::string> reasons, subs;
  for (const OfferedReason& offered : kOfferedReasons) {
    reasons.emplace_back(offered.reason);
    for (const std::string_view sub : offered.sub_categories) {
      if (!sub.empty()) subs.emplace_back(sub);
    }
  }
  EXPECT_EQ(options(select("reason")), reasons);
  EXPECT_EQ(options(select("sub_category")), subs);
}

TEST_F(DemoPortal, TheCustomersPageNeedsItsKeyAndHidesWhatIsInternal) {
  post(fields());
  const std::string key = store_.ticket(1)->access_key;
  store_.put_note(1,
                  {.account = "portcheck",
                   .html = "<p>internal-note</p>",
                   .text = "",
                   .marker = "m",
                   .result = "blocked",
                   .add_tags = {"porting_blocked"},
                   .drop_tags = {}},
                  std::nullopt);
  store_.add_comment(1, {.author_kind = AuthorKind::agent,
                         .author = "Kim",
                         .internal = true,
                         .body = "internal-comment",
                         .files = {}});
  store_.add_comment(1, {.author_kind = AuthorKind::agent,
                         .author = "Kim",
                         .internal = false,
                         .body = "public-reply",
                         .files = {}});
  const auto page = client_.Get("/portal/requests/1?key=" + key);
  EXPECT_THAT(page->body, HasSubstr("public-reply"));
  for (const char* hidden : {"internal-note", "internal-comment", "blocked", "Blocked"})
    EXPECT_THAT(page->body, Not(HasSubstr(hidden)));
  EXPECT_THAT(page->get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(page->get_header_value("Cache-Control"), "no-store");
  EXPECT_EQ(page->get_header_value("Referrer-Policy"), "same-origin");

  for (const std::string& wrong : {std::string(), std::string("?key="), "?key=" + key + "0",
                                   "?key=" + key.substr(1), std::string("?key=0")}) {
    EXPECT_EQ(client_.Get("/portal/requests/1" + wrong)->status, 404) << wrong;
  }
  EXPECT_EQ(client_.Get("/portal/requests/2?key=" + key)->status, 404);
}

TEST_F(DemoPortal, TakesFilesAndMessagesLater) {
  post(fields());
  const std::string key = store_.ticket(1)->access_key;
  const auto add = [&](const httplib::MultipartFormDataItems& items, const httplib::Headers& headers = {}) {
    return client_.Post("/portal/requests/1/attachments", headers, items);
  };
  EXPECT_EQ(add({{"key", "wrong", "", ""}, {"attachments", "x", "a.csv", ""}})->status, 404);
  EXPECT_EQ(
      add({{"key", key, "", ""}, {"attachments", "x", "a.csv", ""}}, {{"Origin", "https://evil.example"}})
          ->status,
      403);
  const auto nothing = add({{"key", key, "", ""}, {"attachments", "", "", ""}, {"message", " \r\n", "", ""}});
  EXPECT_EQ(nothing->status, 422);
  EXPECT_THAT(nothing->body, HasSubstr("Choose a file or write a message first"));
  EXPECT_EQ(store_.ticket(1)->version, 1);

  const auto done =
      add({{"key", key, "", ""}, {"attachments", "x", "a.csv", ""}, {"message", "Here it is", "", ""}});
  EXPECT_EQ(done->status, 303);
  EXPECT_EQ(done->get_header_value("Location"), "/portal/requests/1?key=" + key);
  EXPECT_THAT(store_.files(1), SizeIs(1));
  EXPECT_THAT(client_.Get(done->get_header_value("Location"))->body, HasSubstr("Here it is"));

  add({{"key", key, "", ""},
       {"attachments", std::string(1000, 'x'), "b.csv", ""},
       {"attachments", std::string(1000, 'x'), "c.csv", ""}});
  EXPECT_EQ(add({{"key", key, "", ""}, {"attachments", std::string(500, 'x'), "d.csv", ""}})->status, 422)
      << "the bound is the ticket's";
  EXPECT_THAT(store_.files(1), SizeIs(3));
}

}  // namespace
}  // namespace portcheck::server::demo
