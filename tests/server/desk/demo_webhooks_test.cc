#include "server/desk/demo/webhooks.h"

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "server/desk/demo/store.h"
#include "server/desk/demo/url.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using namespace std::chrono_literals;
using testing::eventually;
using testing::FakeClock;
using testing::LocalServer;
using testing::porting_ticket;
using testing::TempDir;

// Computed here from the specification's text, without the server's own code.
std::string expected_signature(const std::string& key, const std::string& id, const std::string& timestamp,
                               const std::string& body) {
  const std::string content = id + "." + timestamp + "." + body;
  std::array<unsigned char, 32> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(content.data()), content.size(), mac.data(), &size);
  std::array<unsigned char, 45> text{};
  EVP_EncodeBlock(text.data(), mac.data(), 32);
  return "v1," + std::string(reinterpret_cast<const char*>(text.data()), 44);
}

struct Delivery {
  std::string id, timestamp, signature, body, type;
};

// Answers what it is told to, one status a request, the last one for ever.
class Receiver {
 public:
  explicit Receiver(std::vector<int> statuses, std::string retry_after = "")
      : statuses_(std::move(statuses)) {
    server_.http().Post("/webhooks/demo",
                        [this, retry_after](const httplib::Request& request, httplib::Response& response) {
                          const std::lock_guard lock(mutex_);
                          response.status = statuses_[std::min(deliveries_.size(), statuses_.size() - 1)];
                          if (!retry_after.empty()) response.set_header("Retry-After", retry_after);
                          deliveries_.push_back({request.get_header_value("webhook-id"),
                                                 request.get_header_value("webhook-timestamp"),
                                                 request.get_header_value("webhook-signature"), request.body,
                                                 request.get_header_value("Content-Type")});
                        });
    server_.start();
  }

  std::string url() const { return server_.url() + "/webhooks/demo"; }
  std::vector<Delivery> deliveries() {
    const std::lock_guard lock(mutex_);
    return deliveries_;
  }

 private:
  std::mutex mutex_;
  const std::vector<int> statuses_;
  std::vector<Delivery> deliveries_;
  LocalServer server_;
};

class DemoWebhooks : public ::testing::Test {
 protected:
  DemoWebhooks() : store_(dir_.file("desk.db"), clock_.clock()), outbox_(dir_.file("desk.db")) {}

  WebhookSettings settings(const std::string& url) {
    return {.url = url,
            .keys = {std::string(32, 'n'), std::string(24, 'o')},
            .timeout = 5s,
            .retries = {5s, 5min}};
  }

  bool drained() {
    return eventually([&] { return outbox_.counts().waiting == 0; });
  }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  Outbox outbox_;
};

TEST_F(DemoWebhooks, SignsWithEverySecretAndForgetsWhatWasDelivered) {
  Receiver receiver({202});
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  store_.on_event([&] { sender.wake(); });
  sender.start();
  const int64_t id = store_.create_ticket(porting_ticket()).id;
  ASSERT_TRUE(drained());
  sender.stop();

  const auto deliveries = receiver.deliveries();
  ASSERT_EQ(deliveries.size(), 1u);
  const Delivery& sent = deliveries[0];
  EXPECT_EQ(sent.type, "application/json");
  EXPECT_EQ(sent.timestamp, "1795435200");
  EXPECT_EQ(sent.signature, expected_signature(std::string(32, 'n'), sent.id, sent.timestamp, sent.body) +
                                " " +
                                expected_signature(std::string(24, 'o'), sent.id, sent.timestamp, sent.body));
  EXPECT_EQ(sent.body,
            R"({"type":"ticket.created","timestamp":"2026-11-23T12:00:00Z","data":{"ticket_id":")" +
                std::to_string(id) + R"(","actor":"customer"}})");
  EXPECT_EQ(outbox_.counts().given_up, 0);
}

TEST_F(DemoWebhooks, TriesAgainWithTheSameIdAndAFreshTimestamp) {
  Receiver receiver({500, 302, 200});
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  store_.create_ticket(porting_ticket());
  sender.start();
  ASSERT_TRUE(
      eventually([&] { return receiver.deliveries().size() == 1 && outbox_.due(clock_.now(), 1).empty(); }));
  EXPECT_GE(*outbox_.next_attempt(), clock_.now() + 5s);
  EXPECT_LE(*outbox_.next_attempt(), clock_.now() + 5500ms);
  clock_.advance(6s);
  sender.wake();
  ASSERT_TRUE(eventually([&] {
    return receiver.deliveries().size() == 2 && outbox_.due(clock_.now(), 1).empty();
  })) << "a redirect is a failure";
  EXPECT_GE(*outbox_.next_attempt(), clock_.now() + 5min);
  clock_.advance(6min);
  sender.wake();
  ASSERT_TRUE(drained());
  sender.stop();

  const auto deliveries = receiver.deliveries();
  ASSERT_EQ(deliveries.size(), 3u);
  EXPECT_EQ(deliveries[0].id, deliveries[2].id);
  EXPECT_EQ(deliveries[0].body, deliveries[2].body);
  EXPECT_NE(deliveries[0].timestamp, deliveries[2].timestamp);
  EXPECT_NE(deliveries[0].signature, deliveries[2].signature);
}

TEST_F(DemoWebhooks, GivesUpAfterTheLastRetryAndKeepsTheEvent) {
  Receiver receiver({503});
  WebhookSettings few = settings(receiver.url());
  few.retries = {0ms, 0ms};
  WebhookSender sender(outbox_, few, clock_.clock());
  store_.create_ticket(porting_ticket());
  sender.start();
  ASSERT_TRUE(eventually([&] { return outbox_.counts().given_up == 1; }));
  sender.stop();
  EXPECT_EQ(receiver.deliveries().size(), 3u);
  EXPECT_EQ(outbox_.counts().waiting, 0);
}

TEST_F(DemoWebhooks, HonoursRetryAfter) {
  Receiver receiver({429}, "3600");
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  store_.create_ticket(porting_ticket());
  sender.start();
  ASSERT_TRUE(eventually([&] { return outbox_.due(clock_.now(), 1).empty(); }));
  sender.stop();
  EXPECT_EQ(outbox_.next_attempt(), clock_.now() + 1h);
}

TEST_F(DemoWebhooks, StopsWhenTheReceiverIsGoneForGoodAndKeepsEverything) {
  Receiver receiver({410});
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  for (int i = 0; i < 3; ++i) store_.create_ticket(porting_ticket());
  sender.start();
  ASSERT_TRUE(eventually([&] { return outbox_.due(clock_.now(), 10).size() == 2; }));
  for (int i = 0; i < 50; ++i) {  // time enough for a sender that goes on all the same
    sender.wake();
    std::this_thread::sleep_for(2ms);
  }
  sender.stop();
  EXPECT_EQ(receiver.deliveries().size(), 1u);
  EXPECT_EQ(outbox_.counts().waiting, 3);
}

TEST_F(DemoWebhooks, ARestartSendsWhatTheLastProcessLeftBehind) {
  store_.create_ticket(porting_ticket());
  {
    WebhookSender sender(outbox_, settings("http://127.0.0.1:1/webhooks/demo"), clock_.clock());
    sender.start();
    ASSERT_TRUE(eventually([&] { return outbox_.due(clock_.now(), 1).empty(); }))
        << "refused connections are failures";
  }
  Receiver receiver({202});
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  sender.start();
  EXPECT_TRUE(drained()) << "without waiting for the time of the next attempt";
  EXPECT_EQ(receiver.deliveries().size(), 1u);
}

TEST_F(DemoWebhooks, StoppingBreaksOffADeliveryAndKeepsIt) {
  std::atomic<bool> reached{false}, release{false};
  LocalServer server;
  server.http().Post("/webhooks/demo", [&](const httplib::Request&, httplib::Response&) {
    reached = true;
    eventually([&] { return release.load(); });
  });
  server.start();
  WebhookSettings patient = settings(server.url() + "/webhooks/demo");
  patient.timeout = 60s;
  WebhookSender sender(outbox_, patient, clock_.clock());
  store_.create_ticket(porting_ticket());
  sender.start();
  ASSERT_TRUE(eventually([&] { return reached.load(); }));
  sender.stop();
  EXPECT_FALSE(release) << "the receiver has not answered, and nobody waited for it";
  release = true;
  ASSERT_EQ(outbox_.due(clock_.now(), 10).size(), 1u);
  EXPECT_EQ(outbox_.due(clock_.now(), 10)[0].attempts, 0) << "no failure of the receiver";
}

TEST_F(DemoWebhooks, SendsEveryEventOnceWhileTicketsKeepComing) {
  Receiver receiver({202});
  WebhookSender sender(outbox_, settings(receiver.url()), clock_.clock());
  store_.on_event([&] { sender.wake(); });
  sender.start();
  std::vector<std::thread> customers;
  for (int i = 0; i < 4; ++i) {
    customers.emplace_back([&] {
      for (int n = 0; n < 10; ++n) store_.create_ticket(porting_ticket());
    });
  }
  for (std::thread& customer : customers) customer.join();
  ASSERT_TRUE(drained());
  std::set<std::string> ids;
  for (const Delivery& delivery : receiver.deliveries()) ids.insert(delivery.id);
  EXPECT_EQ(ids.size(), 40u);
  EXPECT_EQ(receiver.deliveries().size(), 40u);
}

TEST(DemoUrl, TakesAddressesApart) {
  EXPECT_EQ(split_url("http://127.0.0.1:8080/webhooks/demo?x=1").origin, "http://127.0.0.1:8080");
  EXPECT_EQ(split_url("http://127.0.0.1:8080/webhooks/demo?x=1").path, "/webhooks/demo?x=1");
  EXPECT_EQ(split_url("https://desk.example").path, "/");
  for (const char* wrong :
       {"", "desk.example/x", "ftp://desk.example", "http://", "http:///x", "http://?x"}) {
    EXPECT_THROW(split_url(wrong), std::invalid_argument) << wrong;
  }
  EXPECT_EQ(retry_after("30"), 30s);
  for (const char* wrong : {"", "-1", "soon", "1.5", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
    EXPECT_EQ(retry_after(wrong), 0s) << wrong;
}

}  // namespace
}  // namespace portcheck::server::demo
