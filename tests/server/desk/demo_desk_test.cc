// The desk of kind standard_webhooks against the demo desk's ticket API, and against servers that misbehave.
#include "server/desk/make_desk.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "server/desk/demo/api.h"
#include "server/desk/demo/demo.h"
#include "server/webhook/standard_webhooks.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using testing::eventually;
using testing::FakeClock;
using ::testing::IsEmpty;
using testing::LocalServer;
using testing::porting_ticket;
using ::testing::SizeIs;
using testing::TempDir;

DeskSettings settings_for(const std::string& url) {
  DeskSettings settings;
  settings.name = "demo";
  settings.kind = "standard-webhooks";
  settings.base_url = url + "/desk/api";
  settings.token = "t";
  settings.account = "portcheck";
  settings.webhook_secrets = {std::string(32, 'k')};
  settings.private_addresses = true;
  settings.plain_http = true;
  settings.request_timeout = 2s;
  settings.file_timeout = 5s;
  settings.reason = "Number Management";
  settings.sub_category = "Porting Numbers";
  return settings;
}

DeskTicket ticket_with_id(const std::string& id) {
  DeskTicket ticket;
  ticket.id = id;
  ticket.version = "1";
  return ticket;
}

Attachment file_with_id(const std::string& id) {
  Attachment file;
  file.id = id;
  file.url = "/attachments/" + id;
  return file;
}

class DemoDeskClient : public ::testing::Test {
 protected:
  DemoDeskClient()
      : store_(dir_.file("desk.db"), clock_.clock()), desk_(make_desk(settings_for(server_.url()))) {
    server_.add(api_routes(store_, {.token = "t", .account = "portcheck"}));
    server_.start();
  }

  static Annotation annotation(const std::string& marker) {
    return {.note_html = "<p>" + marker + "</p>",
            .note_text = marker,
            .marker = marker,
            .result = "blocked",
            .add_tags = {"porting_blocked"},
            .drop_tags = {"porting_ready"}};
  }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  LocalServer server_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(DemoDeskClient, ReadsWhatWasStored) {
  NewTicket ticket = porting_ticket();
  ticket.files = {{"números.csv", "text/csv", "a,b"}};
  store_.create_ticket(ticket);
  const auto read = desk_->read_ticket("1");
  ASSERT_TRUE(read.ok()) << read.detail;
  EXPECT_EQ(read.value.version, "1");
  EXPECT_EQ(read.value.subject, ticket.subject);
  EXPECT_EQ(read.value.reason, "Number Management");
  EXPECT_EQ(read.value.sub_category, "Porting Numbers");
  EXPECT_EQ(read.value.status, "new");
  EXPECT_EQ(read.value.requester, "ada@example.com");
  EXPECT_EQ(read.value.created_at, std::chrono::floor<std::chrono::seconds>(clock_.now()));
  ASSERT_THAT(read.value.attachments, SizeIs(1));
  EXPECT_EQ(read.value.attachments[0].name, "números.csv");
  EXPECT_EQ(read.value.attachments[0].size, 3u);

  std::string bytes;
  EXPECT_TRUE(desk_
                  ->download(read.value, read.value.attachments[0],
                             [&](std::string_view piece) { return bytes += piece, true; })
                  .ok());
  EXPECT_EQ(bytes, "a,b");
}

TEST_F(DemoDeskClient, StopsADownloadWhenTheSinkHasEnough) {
  NewTicket ticket = porting_ticket();
  const std::string bytes(1'000'000, 'x');
  ticket.files = {{"big.bin", "", bytes}};
  store_.create_ticket(ticket);
  const auto read = desk_->read_ticket("1");
  size_t received = 0;
  const auto result = desk_->download(read.value, read.value.attachments[0], [&](std::string_view piece) {
    return (received += piece.size()) < 100'000;
  });
  EXPECT_EQ(result.error, DeskError::too_large);
  EXPECT_LT(received, 200'000u);
}

TEST_F(DemoDeskClient, TicketsAndFilesThatDoNotExistAreGone) {
  EXPECT_EQ(desk_->read_ticket("9").error, DeskError::gone);
  EXPECT_EQ(desk_->read_ticket("").error, DeskError::gone);
  EXPECT_EQ(desk_->read_ticket("../tickets").error, DeskError::gone);
  EXPECT_EQ(desk_->annotate(ticket_with_id("9"), annotation("m")).error, DeskError::gone);
  EXPECT_EQ(desk_->download({}, file_with_id("9"), [](std::string_view) { return true; }).error,
            DeskError::gone);
}

TEST_F(DemoDeskClient, AnnotatesOnceHoweverOftenItIsAsked) {
  store_.create_ticket(porting_ticket());
  const auto read = desk_->read_ticket("1");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(desk_->annotate(read.value, annotation("m1")).ok()) << i;
  EXPECT_THAT(store_.comments(1), SizeIs(1));
  EXPECT_EQ(store_.ticket(1)->version, 2) << "an equal marker writes nothing";
  EXPECT_EQ(store_.ticket(1)->porting_result, "blocked");
  EXPECT_THAT(store_.ticket(1)->tags, ElementsAre("porting_blocked"));
  EXPECT_TRUE(desk_->annotate(desk_->read_ticket("1").value, annotation("m2")).ok());
  EXPECT_THAT(store_.comments(1), SizeIs(1));
  EXPECT_EQ(store_.comments(1)[0].body, "<p>m2</p>");
}

TEST_F(DemoDeskClient, AReplyBetweenReadingAndWritingDoesNotMatter) {
  store_.create_ticket(porting_ticket());
  const auto read = desk_->read_ticket("1");
  store_.add_comment(1, {.author_kind = AuthorKind::agent,
                         .author = "Kim",
                         .internal = false,
                         .body = "Hello",
                         .files = {},
                         .then = Status::pending});
  EXPECT_TRUE(desk_->annotate(read.value, annotation("m1")).ok());
  EXPECT_EQ(store_.ticket(1)->porting_result, "blocked");
}

TEST_F(DemoDeskClient, AFileOrFieldBetweenReadingAndWritingIsAConflict) {
  store_.create_ticket(porting_ticket());
  auto read = desk_->read_ticket("1");
  store_.add_comment(1, {.author_kind = AuthorKind::customer,
                         .author = "Ada",
                         .internal = false,
                         .body = "",
                         .files = {{"a.csv", "", "1"}}});
  EXPECT_EQ(desk_->annotate(read.value, annotation("m1")).error, DeskError::conflict);
  read = desk_->read_ticket("1");
  store_.set_category(1, {"Billing", ""}, "agent");
  EXPECT_EQ(desk_->annotate(read.value, annotation("m1")).error, DeskError::conflict);
  EXPECT_EQ(store_.ticket(1)->porting_result, "");
  EXPECT_THAT(store_.comments(1), SizeIs(1));
}

TEST_F(DemoDeskClient, ASweepFindsWhatChangedAndIsOurs) {
  const auto now = [&] { return std::chrono::floor<std::chrono::seconds>(clock_.now()); };
  store_.create_ticket(porting_ticket());
  const auto first = desk_->sweep("", now());
  ASSERT_TRUE(first.ok()) << first.detail;
  clock_.advance(60s);
  const auto start = desk_->sweep("", now());
  EXPECT_THAT(start.value.events, IsEmpty()) << "the past is past";
  for (int i = 0; i < 120; ++i) store_.create_ticket(porting_ticket());
  NewTicket other = porting_ticket();
  other.reason = "Billing";
  store_.create_ticket(other);
  size_t found = 0;
  std::string cursor = start.value.cursor;
  for (bool more = true; more;) {
    const auto page = desk_->sweep(cursor, now());
    ASSERT_TRUE(page.ok()) << page.detail;
    found += page.value.events.size();
    cursor = page.value.cursor;
    more = page.value.more;
  }
  EXPECT_EQ(found, 120U);
}

TEST_F(DemoDeskClient, AWrongTokenIsTheOperatorsMatter) {
  store_.create_ticket(porting_ticket());
  DeskSettings wrong = settings_for(server_.url());
  wrong.token = "other";
  const auto desk = make_desk(wrong);
  EXPECT_EQ(desk->read_ticket("1").error, DeskError::unauthorized);
  EXPECT_EQ(desk->annotate(ticket_with_id("1"), annotation("m")).error, DeskError::unauthorized);
}

TEST(DemoDeskErrors, EveryOutcomeHasItsMeaning) {
  std::atomic<int> status{0};
  LocalServer server;
  const auto answer = [&](const httplib::Request&, httplib::Response& response) {
    response.status = status;
    if (status == 302) response.set_header("Location", "http://127.0.0.1:1/");
    response.set_header("Retry-After", "17");
    response.set_content("a secret body", "text/plain");
  };
  server.http().Get(".*", answer);
  server.http().Put(".*", answer);
  server.start();
  const std::vector<std::pair<int, DeskError>> meanings = {
      {404, DeskError::gone},        {410, DeskError::gone},         {409, DeskError::conflict},
      {429, DeskError::throttled},   {401, DeskError::unauthorized}, {403, DeskError::unauthorized},
      {400, DeskError::refused},     {422, DeskError::refused},      {302, DeskError::refused},
      {408, DeskError::unavailable}, {500, DeskError::unavailable},  {503, DeskError::unavailable}};
  for (const auto& [code, meaning] : meanings) {
    status = code;
    const auto fresh = [&] {
      return make_desk(settings_for(server.url()));
    };  // 429 closes a desk for a while
    const auto read = fresh()->read_ticket("1");
    EXPECT_EQ(read.error, meaning) << code;
    if (code != 302) {
      EXPECT_EQ(read.retry_after, 17s) << code;
      EXPECT_EQ(read.detail, "HTTP " + std::to_string(code)) << "never the body";
    }
    EXPECT_EQ(fresh()->annotate(ticket_with_id("1"), {}).error, meaning) << code;
    bool called = false;
    EXPECT_EQ(fresh()->download({}, file_with_id("1"), [&](std::string_view) { return called = true; }).error,
              meaning)
        << code;
    EXPECT_FALSE(called) << "an error's body is no file";
  }
  const auto desk = make_desk(settings_for(server.url()));
  status = 412;
  EXPECT_EQ(desk->read_ticket("1").error, DeskError::conflict);
  status = 200;
  EXPECT_EQ(desk->read_ticket("1").error, DeskError::unavailable) << "a proxy's page, which passes";
}

TEST(DemoDeskErrors, SilenceAndBrokenOffAnswersAreUnavailable) {
  LocalServer server;
  server.http().Get("/desk/api/attachments/1", [](const httplib::Request&, httplib::Response& response) {
    response.set_content_provider(
        1000, "application/octet-stream",
        [](size_t offset, size_t, httplib::DataSink& sink) { return offset == 0 && sink.write("half", 4); });
  });
  server.start();
  const auto desk = make_desk(settings_for(server.url()));
  EXPECT_EQ(desk->download({}, file_with_id("1"), [](std::string_view) { return true; }).error,
            DeskError::unavailable);

  LocalServer silent;  // accepts connections, never answers
  DeskSettings impatient = settings_for(silent.url());
  impatient.request_timeout = 50ms;
  EXPECT_EQ(make_desk(impatient)->read_ticket("1").error, DeskError::unavailable);
  EXPECT_EQ(make_desk(settings_for("http://127.0.0.1:1"))->read_ticket("1").error, DeskError::unavailable);
}

WebhookRequest webhook(const std::string& body, const std::string& timestamp) {
  return {.method = "POST",
          .target = "/webhooks/demo",
          .headers = {{"webhook-id", "msg_1"},
                      {"webhook-timestamp", timestamp},
                      {"webhook-signature",
                       sign_standard_webhook({std::string(32, 'k')}, "msg_1", timestamp, body)}},
          .body = body};
}

TEST(DemoDeskWebhooks, VerifiesAndDecodes) {
  const auto desk = make_desk(settings_for("http://127.0.0.1:1"));
  const std::chrono::sys_seconds now{1'800'000'000s};
  const WebhookRequest good =
      webhook(R"({"type":"ticket.created","timestamp":"x","data":{"ticket_id":"17","actor":"customer"}})",
              "1800000000");
  EXPECT_EQ(desk->verify(good, now), Verified::ok);
  EXPECT_EQ(desk->verify(good, now + 301s), Verified::stale);
  WebhookRequest forged = good;
  forged.body[30] ^= 1;
  EXPECT_EQ(desk->verify(forged, now), Verified::bad_signature);

  const auto events = desk->decode(good);
  ASSERT_TRUE(events.ok());
  ASSERT_THAT(events.value, SizeIs(1));
  EXPECT_EQ(events.value[0].desk, "demo");
  EXPECT_EQ(events.value[0].ticket_id, "17");
  EXPECT_EQ(events.value[0].kind, "ticket.created");
  EXPECT_EQ(events.value[0].actor, "customer");
  EXPECT_EQ(events.value[0].dedupe_key, "msg_1");
}

TEST(DemoDeskWebhooks, OurOwnEventsAndForeignOnesDecodeToNothing) {
  const auto desk = make_desk(settings_for("http://127.0.0.1:1"));
  for (const char* body : {R"({"type":"ticket.updated","data":{"ticket_id":"17","actor":"portcheck"}})",
                           R"({"type":"invoice.paid","data":{}})", R"({"type":"ping"})"}) {
    const auto events = desk->decode(webhook(body, "1"));
    EXPECT_TRUE(events.ok()) << body;
    EXPECT_THAT(events.value, IsEmpty()) << body;
  }
  for (const char* body :
       {"", "{", "[]", "{}", R"({"type":1})", R"({"type":"ticket.created"})",
        R"({"type":"ticket.created","data":[]})", R"({"type":"ticket.created","data":{"ticket_id":[]}})",
        R"({"type":"ticket.created","data":{"ticket_id":"1/../2"}})"}) {
    EXPECT_EQ(desk->decode(webhook(body, "1")).error, DeskError::refused) << body;
  }
}

// The whole module as app.cc uses it: a customer's form leads to a webhook, the webhook to a note, and the
// note's own webhook to nothing.
TEST(Demo, SpeaksToItselfOverRealHttp) {
  TempDir dir;
  std::unique_ptr<Demo> desk;  // outlives the server's threads
  LocalServer server;
  Settings settings;
  settings.file = dir.file("desk.db");
  settings.base_url = server.url();
  settings.api_token = "token";
  settings.webhook_secrets = {make_webhook_secret()};
  desk = std::make_unique<Demo>(settings);
  Demo& demo = *desk;
  std::atomic<int> ours{0}, foreign{0};
  server.http().Post("/webhooks/demo", [&](const httplib::Request& request, httplib::Response& response) {
    WebhookRequest raw{.method = "POST", .target = request.path, .headers = {}, .body = request.body};
    for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"})
      raw.headers.emplace(name, request.get_header_value(name));
    const auto now = std::chrono::floor<std::chrono::seconds>(system_time());
    if (demo.desk().verify(raw, now) != Verified::ok) return void(response.status = 401);
    for (const TicketEvent& event : demo.desk().decode(raw).value) {
      const auto ticket = demo.desk().read_ticket(event.ticket_id);
      demo.desk().annotate(ticket.value, {.note_html = "<p>x</p>",
                                          .note_text = "x",
                                          .marker = "m",
                                          .result = "ready",
                                          .add_tags = {},
                                          .drop_tags = {}});
      ++foreign;
    }
    ++ours;
    response.status = 202;
  });
  server.add(demo.routes());
  server.start();
  demo.start();
  const auto answer = server.client().Post("/portal/tickets",
                                           httplib::MultipartFormDataItems{{"subject", "Port-in", "", ""}});
  ASSERT_EQ(answer->status, 303);
  ASSERT_TRUE(eventually([&] { return ours == 2; }));
  EXPECT_EQ(foreign, 1);
  EXPECT_TRUE(eventually([&] { return demo.webhooks_waiting() == 0; }));
  EXPECT_THAT(server.client().Get("/agent/tickets/1")->body, ::testing::HasSubstr("<p>x</p>"));
  demo.stop();
}

TEST(Demo, RefusesSettingsItCannotWorkWith) {
  const TempDir dir;
  Settings good;
  good.file = dir.file("desk.db");
  good.base_url = "http://127.0.0.1:1";
  good.api_token = "token";
  good.webhook_secrets = {make_webhook_secret()};
  EXPECT_NO_THROW(Demo{good});
  Settings wrong = good;
  wrong.api_token.clear();
  EXPECT_THROW(Demo{wrong}, std::invalid_argument);
  wrong = good;
  wrong.webhook_secrets = {"whsec_short"};
  EXPECT_THROW(Demo{wrong}, std::invalid_argument);
  wrong = good;
  wrong.webhook_secrets.clear();
  EXPECT_THROW(Demo{wrong}, std::invalid_argument);
  wrong = good;
  wrong.base_url = "127.0.0.1:1";
  EXPECT_THROW(Demo{wrong}, std::invalid_argument);
}

}  // namespace
}  // namespace portcheck::server::demo
