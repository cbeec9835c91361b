// Sends the outbox: Standard Webhooks over HTTP, one thread. The same webhook-id over all attempts, a fresh
// timestamp and signature for each; what a killed process left behind is sent after the restart.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "server/desk/demo/outbox.h"

namespace httplib {
class Client;
}

namespace portcheck::server::demo {

struct WebhookSettings {
  std::string url;                // http://host:port/path or https://…
  std::vector<std::string> keys;  // raw bytes, newest first; every delivery is signed with each
  std::chrono::milliseconds timeout{15'000};
  // The wait after the first failure, the second, …; after the last one the delivery is given up.
  std::vector<std::chrono::milliseconds> retries = standard_retries();

  static std::vector<std::chrono::milliseconds>
  standard_retries();  // over three days, as the specification suggests
};

class WebhookSender {
 public:
  WebhookSender(Outbox& outbox, WebhookSettings settings, Clock clock);
  ~WebhookSender();  // stops

  void start();
  void stop();  // breaks off the delivery under way; it stays in the outbox
  void wake();  // there may be something to send

 private:
  struct Outcome {
    bool delivered = false;
    bool endpoint_gone = false;  // 410: the receiver wants nothing more
    int status = 0;              // 0: no answer
    std::string error;
    std::chrono::milliseconds retry_after{0};
  };

  void run();
  bool send_due();  // whether there was anything
  Outcome deliver(const OutboxEntry& entry);
  void settle(const OutboxEntry& entry, const Outcome& outcome);
  bool stopping();

  Outbox& outbox_;
  const WebhookSettings settings_;
  const Clock clock_;
  std::string origin_, path_;  // of the URL
  std::mutex mutex_;
  std::condition_variable changed_;
  httplib::Client* delivering_ = nullptr;  // what stop() must break off
  bool stop_ = false;
  bool woken_ = false;
  bool gone_ = false;  // the sender's thread only
  std::minstd_rand jitter_;
  std::thread thread_;
};

}  // namespace portcheck::server::demo
