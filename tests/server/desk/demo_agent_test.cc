#include "server/desk/demo/agent.h"

#include <gmock/gmock.h>

#include "server/desk/demo/html.h"
#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"
#include "server/webhook/crypto.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using namespace std::chrono_literals;
using testing::FakeClock;
using ::testing::HasSubstr;
using testing::LocalServer;
using ::testing::Not;
using testing::porting_ticket;
using ::testing::SizeIs;
using testing::TempDir;

class DemoAgent : public ::testing::Test {
 protected:
  explicit DemoAgent(const std::string& password = "")
      : store_(dir_.file("desk.db"), clock_.clock()), client_(server_.client()) {
    server_.add(agent_routes(store_, {.password = password, .limits = {}}, clock_.clock()));
    server_.start();
  }

  std::string body(const std::string& path) { return client_.Get(path)->body; }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  LocalServer server_;
  httplib::Client client_;
};

class DemoAgentPassword : public DemoAgent {
 protected:
  DemoAgentPassword() : DemoAgent("péss:word") {}
};

TEST_F(DemoAgentPassword, AsksForThePasswordEverywhere) {
  NewTicket ticket = porting_ticket();
  ticket.files = {{"a.csv", "", "1"}};
  store_.create_ticket(ticket);
  const auto get = [&](const char* path, const std::string& header) {
    return client_.Get(path, {{"Authorization", header}})->status;
  };
  for (const char* path : {"/agent", "/agent/", "/agent/tickets/1", "/agent/attachments/1"}) {
    EXPECT_EQ(client_.Get(path)->status, 401) << path;
    EXPECT_THAT(client_.Get(path)->get_header_value("WWW-Authenticate"), HasSubstr("Basic")) << path;
    EXPECT_EQ(get(path, "Basic " + base64_encode("agent:péss:word")), 200) << path;
    for (const char* wrong : {"agent:", "agent:p", "péss:word", "agent:péss:wor", "agent:péss:word2", ""}) {
      EXPECT_EQ(get(path, "Basic " + base64_encode(wrong)), 401) << path << " " << wrong;
    }
    EXPECT_EQ(get(path, "Basic not base64"), 401) << path;
  }
  EXPECT_EQ(client_.Post("/agent/tickets/1/category", httplib::Params{{"reason", "Billing"}})->status, 401);
  EXPECT_EQ(store_.ticket(1)->reason, "Number Management");
}

TEST_F(DemoAgent, ListsTicketsAndFilters) {
  EXPECT_THAT(body("/agent"), HasSubstr("No tickets yet"));
  NewTicket billing = porting_ticket();
  billing.sub_category = "Payment";
  billing.subject = "About my bill";
  store_.create_ticket(porting_ticket());
  store_.create_ticket(billing);
  store_.put_note(1,
                  {.account = "portcheck",
                   .html = "x",
                   .text = "",
                   .marker = "m",
                   .result = "needs_attention",
                   .add_tags = {"porting_needs_attention"},
                   .drop_tags = {}},
                  std::nullopt);
  const std::string all = body("/agent");
  EXPECT_LT(all.find("About my bill"), all.find("Request to port-in")) << "newest first";
  EXPECT_THAT(all, HasSubstr("Needs attention</span>"));
  EXPECT_THAT(all, HasSubstr("<bdi>porting_needs_attention</bdi>"));
  EXPECT_THAT(body("/agent?sub_category=Payment"), Not(HasSubstr("Request to port-in")));
  EXPECT_THAT(body("/agent?result=needs_attention"), Not(HasSubstr("About my bill")));
  EXPECT_THAT(body("/agent?result=blocked"), HasSubstr("No ticket matches"));
  EXPECT_EQ(client_.Get("/agent?page=99999999999&result=%00%ff&sub_category=%22%3E%3Cb%3E")->status, 200);
  EXPECT_THAT(body("/agent?result=%22%3E%3Cb%3E"), Not(HasSubstr("\"><b>")));
}

TEST_F(DemoAgent, PagesLongLists) {
  for (int i = 0; i < 26; ++i) store_.create_ticket(porting_ticket());
  EXPECT_THAT(body("/agent"), HasSubstr("Page 1 of 2"));
  EXPECT_THAT(body("/agent"), HasSubstr("href=\"/agent?page=2\""));
  EXPECT_THAT(body("/agent?page=2"), HasSubstr("#1</td>"));
  EXPECT_THAT(body("/agent?page=3"), HasSubstr("rel=\"prev\" href=\"/agent?page=2\""));
}

TEST_F(DemoAgent, ShowsTheNoteAsHtmlAndEverythingElseAsText) {
  NewTicket ticket = porting_ticket();
  ticket.subject = "<i>subject</i>";
  ticket.description = "<b>bold</b>\n\nsecond";
  ticket.files = {{"<u>f</u>.csv", "", "1"},
                  {"\xE2\x80\xAE"
                   "fdp.exe",
                   "", "1"}};
  store_.create_ticket(ticket);
  store_.put_note(1,
                  {.account = "portcheck",
                   .html = "<h4>BLOCKED</h4><script>alert(1)</script><p onclick=\"x\">row 17</p>",
                   .text = "",
                   .marker = "m",
                   .result = "blocked",
                   .add_tags = {},
                   .drop_tags = {}},
                  std::nullopt);
  store_.add_comment(
      1,
      {.author_kind = AuthorKind::agent, .author = "Kim", .internal = true, .body = "<s>x</s>", .files = {}});
  const auto page = client_.Get("/agent/tickets/1");
  EXPECT_THAT(page->body, HasSubstr("<h3>BLOCKED</h3><p>row 17</p>"));
  EXPECT_THAT(page->body, HasSubstr("&lt;i&gt;subject"));
  EXPECT_THAT(page->body, HasSubstr("&lt;b&gt;bold&lt;/b&gt;</p><p dir=\"auto\">second"));
  EXPECT_THAT(page->body, HasSubstr("&lt;u&gt;f"));
  EXPECT_THAT(page->body, HasSubstr("<bdi>fdp.exe</bdi>")) << "a name must not turn itself around";
  EXPECT_THAT(page->body, HasSubstr("&lt;s&gt;x"));
  for (const char* never : {"<script", "onclick", "<i>", "<u>", "<s>", " style="})
    EXPECT_THAT(page->body, Not(HasSubstr(never)));
  EXPECT_THAT(page->get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(page->get_header_value("Content-Security-Policy"), Not(HasSubstr("unsafe")));
  EXPECT_THAT(page->body, Not(HasSubstr(store_.ticket(1)->access_key)));
}

TEST_F(DemoAgent, RefreshesItselfOnlyWhileACheckIsPendingAndNobodyWrites) {
  NewTicket ticket = porting_ticket();
  store_.create_ticket(ticket);
  EXPECT_THAT(body("/agent/tickets/1"), Not(HasSubstr("http-equiv=\"refresh\""))) << "nothing is attached";
  EXPECT_THAT(body("/agent/tickets/1"), HasSubstr("Nothing is attached yet"));
  ticket.files = {{"a.csv", "", "1"}};
  store_.create_ticket(ticket);
  EXPECT_THAT(body("/agent/tickets/2"), HasSubstr("http-equiv=\"refresh\""));
  EXPECT_THAT(body("/agent/tickets/2"), Not(HasSubstr("<textarea"))) << "a refresh would throw the text away";
  EXPECT_THAT(body("/agent/tickets/2?reply=1"), Not(HasSubstr("http-equiv=\"refresh\"")));
  EXPECT_THAT(body("/agent/tickets/2?reply=1"), HasSubstr("<textarea"));
  clock_.advance(1s);
  store_.put_note(2,
                  {.account = "portcheck",
                   .html = "x",
                   .text = "",
                   .marker = "m",
                   .result = "ready",
                   .add_tags = {},
                   .drop_tags = {}},
                  std::nullopt);
  EXPECT_THAT(body("/agent/tickets/2"), Not(HasSubstr("http-equiv=\"refresh\"")));
  ticket.sub_category = "Payment";
  store_.create_ticket(ticket);
  EXPECT_THAT(body("/agent/tickets/3"), Not(HasSubstr("http-equiv=\"refresh\""))) << "not a porting ticket";
  ticket.sub_category = "Porting Numbers";
  store_.create_ticket(ticket);
  clock_.advance(10min);
  EXPECT_THAT(body("/agent/tickets/4"), Not(HasSubstr("http-equiv=\"refresh\""))) << "not for ever";
}

TEST_F(DemoAgent, DownloadsAreHarmless) {
  NewTicket ticket = porting_ticket();
  const std::string page = "<script>alert(1)</script>";
  ticket.files = {{"a\";\r\nX: y\xC3\xA9.html", "text/html", page}};
  store_.create_ticket(ticket);
  const auto answer = client_.Get("/agent/attachments/1");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, page);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "application/octet-stream");
  // The client library decodes %XX in heads: that a line break arrives in here shows that it was sent
  // encoded.
  EXPECT_EQ(answer->get_header_value("Content-Disposition"),
            "attachment; filename=\"a_;__X: y__.html\"; filename*=UTF-8''a\";\r\nX: yé.html");
  EXPECT_FALSE(answer->has_header("X"));
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(answer->get_header_value("Content-Security-Policy"), HasSubstr("sandbox"));
  EXPECT_EQ(client_.Get("/agent/attachments/9")->status, 404);
}

TEST_F(DemoAgent, RepliesAndReclassifies) {
  store_.create_ticket(porting_ticket());
  const auto reply = client_.Post("/agent/tickets/1/reply",
                                  httplib::MultipartFormDataItems{{"body", "Please send the LOA", "", ""},
                                                                  {"visibility", "public", "", ""},
                                                                  {"status", "pending", "", ""}});
  EXPECT_EQ(reply->status, 303);
  EXPECT_EQ(reply->get_header_value("Location"), "/agent/tickets/1");
  client_.Post("/agent/tickets/1/reply",
               httplib::Params{{"body", "careful"}, {"visibility", "internal"}, {"status", "solved"}});
  const auto comments = store_.comments(1);
  ASSERT_THAT(comments, SizeIs(2));
  EXPECT_FALSE(comments[0].internal);
  EXPECT_TRUE(comments[1].internal);
  EXPECT_EQ(store_.ticket(1)->status, Status::solved);
  EXPECT_EQ(client_.Post("/agent/tickets/1/reply", httplib::Params{{"body", " \r\n"}})->status, 422);
  EXPECT_EQ(client_.Post("/agent/tickets/9/reply", httplib::Params{{"body", "x"}})->status, 404);

  EXPECT_EQ(client_
                .Post("/agent/tickets/1/category",
                      httplib::Params{{"reason", "Billing"}, {"sub_category", "Payment"}})
                ->status,
            303);
  EXPECT_EQ(store_.ticket(1)->sub_category, "Payment");
  EXPECT_EQ(
      client_.Post("/agent/tickets/1/category", httplib::Params{{"reason", std::string(81, 'x')}})->status,
      422);
  EXPECT_EQ(client_.Post("/agent/tickets/9/category", httplib::Params{{"reason", "x"}})->status, 404);
  for (const char* path : {"/agent/tickets/1/reply", "/agent/tickets/1/category"}) {
    EXPECT_EQ(
        client_
            .Post(path, {{"Origin", "https://evil.example"}}, httplib::Params{{"body", "x"}, {"reason", "x"}})
            ->status,
        403);
  }
  EXPECT_THAT(store_.comments(1), SizeIs(2));
}

TEST(DemoHtml, SanitizesNotes) {
  const auto clean = [](std::string_view html) { return sanitized(html).str(); };
  EXPECT_EQ(clean("<h4>A</h4><p>x &amp; y</p><ul><li><b>1</b></li></ul>"),
            "<h3>A</h3><p>x &amp; y</p><ul><li><b>1</b></li></ul>");
  EXPECT_EQ(clean("<table><tr><th>a</th><td>b</td></tr></table>"),
            "<table><tr><th>a</th><td>b</td></tr></table>");
  EXPECT_EQ(clean("<p>open"), "<p>open</p>") << "the page around it must stay whole";
  EXPECT_EQ(clean("</div></main><p>x</p></p></section>"), "<p>x</p>");
  EXPECT_EQ(clean("<ul><li>a</ul>b"), "<ul><li>a</li></ul>b");
  EXPECT_EQ(clean("<script>alert(1)</script>x"), "x");
  EXPECT_EQ(clean("<SCRIPT src=x>alert('</b>')</ScRiPt >x"), "x");
  EXPECT_EQ(clean("<style>p{}</style><svg><script>1</script></svg>x"), "x");
  EXPECT_EQ(clean("<p onclick=\"a>b\" style='x' class=y>x</p>"), "<p>x</p>");
  EXPECT_EQ(clean("<img src=x onerror=alert(1)>x<iframe src=y></iframe>"), "x");
  EXPECT_EQ(clean("<a href=\"https://x.example/?a=1&amp;b=2\" target=_blank>l</a>"),
            "<a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noreferrer\">l</a>");
  for (const char* link : {"javascript:alert(1)", "JaVaScRiPt:x", " https://x", "//evil.example",
                           "/\\evil.example", "data:text/html,x", "java&#115;cript:x"}) {
    EXPECT_EQ(clean("<a href=\"" + std::string(link) + "\">l</a>"), "<a>l</a>") << link;
  }
  EXPECT_EQ(clean("<a href='/rules#x'>l</a>"), "<a href=\"/rules#x\" rel=\"noreferrer\">l</a>");
  EXPECT_EQ(clean("1 < 2 & 3 > 2 &lt;b&gt; &#x27; &bad"),
            "1 &lt; 2 &amp; 3 &gt; 2 &lt;b&gt; &#x27; &amp;bad");
  EXPECT_EQ(clean("a<!-- <b> -->b<!doctype x><?php x?>c"), "abc");
  EXPECT_EQ(clean("<p>a<b"), "<p>a</p>");
  EXPECT_EQ(clean("<"), "&lt;");
  EXPECT_EQ(clean("<b/onclick=x>t"), "<b>t</b>");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<b>";
  EXPECT_LT(clean(deep).size(), 1000u);
}

TEST(DemoText, ShowsTimesAndSizesAsPeopleSayThem) {
  const Time now = from_db(1795435200000);
  EXPECT_EQ(iso_time(now), "2026-11-23T12:00:00Z");
  EXPECT_EQ(long_time(now), "November 23, 2026, 12:00 UTC");
  EXPECT_EQ(age(now - 10s, now), "just now");
  EXPECT_EQ(age(now + 10s, now), "just now");
  EXPECT_EQ(age(now - 61s, now), "1 min ago");
  EXPECT_EQ(age(now - 59min, now), "59 min ago");
  EXPECT_EQ(age(now - 119min, now), "1 h ago");
  EXPECT_EQ(age(now - 25h, now), "1 day ago");
  EXPECT_EQ(age(now - 72h, now), "3 days ago");
  EXPECT_EQ(age(now - 24h * 51, now), "Oct 3, 2026");
  EXPECT_EQ(file_size(1), "1 byte");
  EXPECT_EQ(file_size(999), "999 bytes");
  EXPECT_EQ(file_size(14'230), "14.2 KB");
  EXPECT_EQ(file_size(999'949), "999.9 KB");
  EXPECT_EQ(file_size(999'950), "1 MB");
  EXPECT_EQ(file_size(25'000'000), "25 MB");
}

TEST(DemoText, KeepsOnlyTextInTexts) {
  EXPECT_EQ(clean_text(std::string_view("a\0b\r\nc\rd\x7F\xC2\x85\t", 12)), "ab\nc\nd\t");
  EXPECT_EQ(
      clean_text("\xC3\xA9 \xC3 \xED\xA0\x80 \xF4\x90\x80\x80"),
      "é \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(clean_line("  a\r\nb\tc  "), "a b c");
  EXPECT_EQ(shorten("éé", 3), "é");
  EXPECT_EQ(without_bidi_controls("a\xE2\x80\xAE"
                                  "b\xE2\x81\xA6"
                                  "c\xD8\x9C"
                                  "\xD7\x90"),
            "abc\xD7\x90");
}

}  // namespace
}  // namespace portcheck::server::demo
