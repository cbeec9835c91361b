// Where the server may go, and what it takes from there. Redirects, credentials and pauses over whole desks
// are in tests/integration.
#include "server/desk/outbound/client.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "server/desk/outbound/address.h"
#include "server/desk/outbound/url.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server {
namespace {

using namespace std::chrono_literals;
using demo::testing::LocalServer;
using testing::HasSubstr;

OutboundPolicy policy_for(const std::string& url) {
  return {.base_url = url,
          .file_hosts = {},
          .private_addresses = true,
          .plain_http = true,
          .ca_file = {},
          .timeout = 20s,
          .file_timeout = 20s};
}

DeskResult<HeaderLines> token() {
  return {.detail = {}, .value = {"Authorization: Bearer t"}};
}

TEST(Outbound, KnowsWhichAddressesAreNotPublic) {
  for (const char* one : {"127.0.0.1",
                          "10.1.2.3",
                          "172.16.0.1",
                          "172.31.255.255",
                          "192.168.0.1",
                          "169.254.169.254",
                          "100.64.0.1",
                          "0.0.0.0",
                          "224.0.0.1",
                          "255.255.255.255",
                          "198.18.0.1",
                          "::1",
                          "::",
                          "fe80::1",
                          "fc00::1",
                          "fd12::1",
                          "ff02::1",
                          "::ffff:127.0.0.1",
                          "::ffff:10.0.0.1",
                          "64:ff9b::7f00:1",
                          "2002:7f00:1::",
                          "2002:a9fe:a9fe::1",
                          "2001:db8::1",
                          "2001::1",
                          "::127.0.0.1",
                          "",
                          "localhost",
                          "1.2.3"}) {
    EXPECT_FALSE(is_public_address(one)) << one;
  }
  for (const char* one : {"8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
                          "192.167.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"})
    EXPECT_TRUE(is_public_address(one)) << one;
}

TEST(Outbound, RefusesPrivateAddressesUnlessToldToGoThere) {
  LocalServer server;
  std::atomic<int> asked{0};
  server.http().Get(".*", [&](const auto&, httplib::Response& response) {
    ++asked;
    response.set_content("x", "text/plain");
  });
  server.start();
  OutboundPolicy policy = policy_for(server.url());
  policy.private_addresses = false;
  for (const std::string& url : {server.url(), "http://localhost:" + std::to_string(server.port())}) {
    policy.base_url = url;
    const auto got = HttpClient(policy, token).call({.url = "/secret"});
    EXPECT_EQ(got.error, DeskError::refused) << url;
    EXPECT_THAT(got.detail, HasSubstr("private_addresses"));
  }
  EXPECT_EQ(asked, 0);
  EXPECT_TRUE(HttpClient(policy_for(server.url()), token).call({.url = "/"}).ok());
}

TEST(Outbound, GoesNowhereButToItsDeskAndTheListedHosts) {
  OutboundPolicy policy = policy_for("https://acme.example.com/api");
  policy.plain_http = false;
  policy.file_hosts = {"files.example.net"};
  HttpClient client(policy, token);
  for (const char* url :
       {"https://evil.example/x", "http://acme.example.com/x", "https://acme.example.com.evil.example/",
        "https://notfiles.example.net/", "file:///etc/passwd", "gopher://acme.example.com/",
        "https://acme.example.com:8443/x", "https://user@acme.example.com/",
        "https://169.254.169.254/latest/", "//acme.example.com", "", "https://", "https://[::1]/"}) {
    HttpCall call;
    call.url = url;
    if (std::string_view(url) == "//acme.example.com") continue;  // a path, as any that begins with a slash
    const auto got = client.call(call);
    EXPECT_EQ(got.error, DeskError::refused) << url;
    EXPECT_THAT(got.detail, HasSubstr("not fetched")) << url;
  }
}

TEST(Outbound, FollowsThreeRedirectsAndNoMore) {
  LocalServer server;
  server.http().Get(R"(/(\d+))", [](const httplib::Request& request, httplib::Response& response) {
    const int left = std::stoi(request.matches[1]);
    if (left > 0) return response.set_redirect("/" + std::to_string(left - 1));
    response.set_content(request.get_header_value("Authorization"), "text/plain");
  });
  server.http().Put(".*", [](const auto&, httplib::Response& response) { response.set_redirect("/0"); });
  server.http().Get("/loop",
                    [](const auto&, httplib::Response& response) { response.set_redirect("/loop"); });
  server.http().Get("/nowhere", [](const auto&, httplib::Response& response) { response.status = 302; });
  server.start();
  HttpClient client(policy_for(server.url()), token);
  const auto three = client.call({.url = "/3"});
  ASSERT_TRUE(three.ok()) << three.detail;
  EXPECT_EQ(three.value.body, "Bearer t") << "the same origin";
  EXPECT_EQ(client.call({.url = "/4"}).error, DeskError::refused);
  EXPECT_EQ(client.call({.url = "/loop"}).error, DeskError::refused);
  EXPECT_EQ(client.call({.url = "/nowhere"}).error, DeskError::refused);
  EXPECT_EQ(client.call({.method = "PUT", .url = "/0"}).error, DeskError::refused);
}

// Answers the first request of a connection, and closes it without a word at the second.
class ForgetfulServer {
 public:
  ForgetfulServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 8);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ForgetfulServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int writes() const { return writes_; }

 private:
  void serve() {
    std::vector<std::thread> peers;  // a connection that is kept waits without holding up the next
    for (int peer = ::accept(listener_, nullptr, nullptr); peer >= 0;
         peer = ::accept(listener_, nullptr, nullptr))
      peers.emplace_back([this, peer] { answer(peer); });
    for (std::thread& one : peers) one.join();
  }

  void answer(int peer) {
    for (int requests = 0; requests < 2; ++requests) {
      std::string head(4096, '\0');
      const ssize_t got = ::recv(peer, head.data(), head.size(), 0);
      if (got <= 0) break;
      const bool write = head.rfind("POST", 0) == 0;
      writes_ += write;
      if (write || requests == 1) break;
      constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
      if (::send(peer, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL) < 0) break;
    }
    ::close(peer);
  }

  int listener_;
  int port_ = 0;
  std::atomic<int> writes_{0};
  std::thread thread_;
};

// libcurl repeats a request that got no answer on a connection that was kept: it was a second note.
TEST(Outbound, NeverRepeatsAWrite) {
  ForgetfulServer server;  // outlives the client, whose connections end its threads
  HttpClient client(policy_for(server.url()), token);
  ASSERT_TRUE(client.call({.url = "/"}).ok());
  EXPECT_EQ(client.call({.method = "POST", .url = "/"}).error, DeskError::unavailable);
  EXPECT_EQ(server.writes(), 1);
}

TEST(Outbound, BoundsAnswersAndTime) {
  LocalServer server;
  server.http().Get("/large", [](const auto&, httplib::Response& response) {
    response.set_content_provider(size_t{64} << 20, "text/plain",
                                  [](size_t, size_t, httplib::DataSink& sink) {
                                    const std::string piece(1 << 16, 'x');
                                    return sink.write(piece.data(), piece.size());
                                  });
  });
  server.http().Get("/slow", [](const auto&, httplib::Response& response) {
    response.set_content_provider(1000, "text/plain", [](size_t, size_t, httplib::DataSink& sink) {
      std::this_thread::sleep_for(100ms);
      return sink.write("x", 1);
    });
  });
  server.start();
  OutboundPolicy policy = policy_for(server.url());
  policy.timeout = 500ms;
  policy.file_timeout = 500ms;
  HttpClient client(policy, token);
  EXPECT_EQ(client.call({.url = "/large"}).error, DeskError::refused);
  EXPECT_EQ(client.call({.url = "/slow"}).error, DeskError::unavailable);
  HttpCall file;
  file.url = "/slow";
  file.sink = [](std::string_view) { return true; };
  EXPECT_EQ(client.call(file).error, DeskError::unavailable);
}

// Each desk has its own way to say that nothing is left.
TEST(Outbound, PausesWhenABudgetIsSpent) {
  struct Way {
    int status;
    httplib::Headers headers;
    DeskError first;
    bool pauses;
  };
  const std::vector<Way> ways = {
      {200, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "41"}}, DeskError::none, true},
      {200, {{"ratelimit-remaining", "1"}, {"ratelimit-reset", "41"}}, DeskError::none, false},
      {200, {{"X-Rate-Limit-Remaining", "0"}}, DeskError::none, true},
      {200, {{"X-Rate-Limit-Remaining", "399"}}, DeskError::none, false},
      {200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Interval-Seconds", "60"}}, DeskError::none, true},
      {200, {{"X-RateLimit-Remaining", "-"}}, DeskError::none, false},
      {200,
       {{"X-HubSpot-RateLimit-Remaining", "0"}, {"X-HubSpot-RateLimit-Interval-Milliseconds", "10000"}},
       DeskError::none,
       true},
      {429, {{"Retry-After", "17"}}, DeskError::throttled, true},
      {429, {}, DeskError::throttled, true},
      {403, {{"Sforce-Limit-Info", "api-usage=100000/100000"}}, DeskError::throttled, true},
      {403, {{"Sforce-Limit-Info", "api-usage=18/100000"}}, DeskError::unauthorized, false},
      {200, {{"Sforce-Limit-Info", "api-usage=x/"}}, DeskError::none, false},
  };
  for (size_t i = 0; i < ways.size(); ++i) {
    LocalServer server;
    std::atomic<int> asked{0};
    server.http().Get(".*", [&](const auto&, httplib::Response& response) {
      ++asked;
      response.status = ways[i].status;
      response.headers = ways[i].headers;
    });
    server.start();
    HttpClient client(policy_for(server.url()), token);
    EXPECT_EQ(client.call({.url = "/"}).error, ways[i].first) << i;
    const auto second = client.call({.url = "/"});
    EXPECT_EQ(second.error, ways[i].pauses ? DeskError::throttled : ways[i].first) << i;
    EXPECT_EQ(second.retry_after > 0s, ways[i].pauses) << i;
    EXPECT_EQ(asked, ways[i].pauses ? 1 : 2) << i;
  }
}

TEST(Outbound, ReadsRetryAfterAsSecondsAndAsADate) {
  const std::chrono::sys_seconds now{1'800'000'000s};
  EXPECT_EQ(parse_retry_after("17", now), 17s);
  EXPECT_EQ(parse_retry_after("Fri, 15 Jan 2027 08:00:30 GMT", now), 30s);
  EXPECT_EQ(parse_retry_after("Fri, 15 Jan 2010 08:00:30 GMT", now), 0s);
  EXPECT_EQ(parse_retry_after("999999999999", now), 86'400s);
  for (const char* none : {"", "soon", "-5", "1.5"}) EXPECT_EQ(parse_retry_after(none, now), 0s) << none;
}

TEST(Outbound, ResolvesLocationsAsBrowsersDo) {
  EXPECT_EQ(Url::resolve("https://a.example/x/y?z", "/w"), "https://a.example/w");
  EXPECT_EQ(Url::resolve("https://a.example/x/y", "w?v=1#f"), "https://a.example/x/w?v=1");
  EXPECT_EQ(Url::resolve("https://a.example/", "//b.example/"), "https://b.example/");
  EXPECT_FALSE(Url::resolve("https://a.example/", ""));
  EXPECT_EQ(Url::parse("HTTPS://A.Example./x")->origin(), "https://a.example:443");
}

TEST(Outbound, FormsCannotBeBrokenByFileNames) {
  std::string type;
  const std::string body = form_body(
      {{.name = "f", .file_name = "a\"\r\nX: y\\.csv", .content_type = "text/csv", .bytes = "1"}}, type);
  EXPECT_THAT(body, HasSubstr("filename=\"a%22__X: y_.csv\"\r\nContent-Type: text/csv\r\n\r\n1\r\n"));
  EXPECT_THAT(type, testing::StartsWith("multipart/form-data; boundary="));
}

}  // namespace
}  // namespace portcheck::server
