#include "server/desk/demo/webhooks.h"

#include "server/http/httplib.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/desk/demo/url.h"
#include "server/observe/log.h"
#include "server/webhook/standard_webhooks.h"

namespace portcheck::server::demo {

namespace {

using namespace std::chrono_literals;

constexpr int64_t kBatch = 32;
constexpr auto kIdle = 60s;  // without any event the outbox is looked at so often all the same
constexpr auto kAfterDatabaseError = 5s;
constexpr auto kLongestRetryAfter = std::chrono::milliseconds(24h);
constexpr int kJitterPercent = 10;

std::string ticket_of(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  return json.is_object() ? json.value("/data/ticket_id"_json_pointer, "") : "";
}

}  // namespace

std::vector<std::chrono::milliseconds> WebhookSettings::standard_retries() {
  return {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
}

WebhookSender::WebhookSender(Outbox& outbox, WebhookSettings settings, Clock clock)
    : outbox_(outbox),
      settings_(std::move(settings)),
      clock_(std::move(clock)),
      jitter_(std::random_device{}()) {
  const Url url = split_url(settings_.url);
  origin_ = url.origin;
  path_ = url.path;
}

WebhookSender::~WebhookSender() {
  stop();
}

void WebhookSender::start() {
  if (thread_.joinable()) return;
  stop_ = gone_ = false;
  outbox_.retry_all(clock_());  // whoever restarts the desk has mended something
  thread_ = std::thread([this] { run(); });
}

void WebhookSender::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    if (delivering_ != nullptr) delivering_->stop();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void WebhookSender::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

bool WebhookSender::stopping() {
  const std::lock_guard lock(mutex_);
  return stop_;
}

void WebhookSender::run() {
  while (!stopping()) {
    std::chrono::milliseconds wait = kIdle;
    try {
      if (!gone_ && send_due()) continue;
      if (const auto next = outbox_.next_attempt(); next && !gone_) {
        wait = std::clamp<std::chrono::milliseconds>(*next - clock_(), 1ms, kIdle);
      }
    } catch (const std::exception& error) {
      Log::error("demo_desk.outbox_failed", {LogField::detail(error.what())});
      wait = kAfterDatabaseError;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, wait, [this] { return stop_ || woken_; });
    woken_ = false;
  }
}

bool WebhookSender::send_due() {
  const auto entries = outbox_.due(clock_(), kBatch);
  for (const OutboxEntry& entry : entries) {
    if (stopping() || gone_) break;
    const Outcome outcome = deliver(entry);
    if (!outcome.delivered && stopping()) break;  // broken off: no failure of the receiver
    settle(entry, outcome);
  }
  return !entries.empty();
}

WebhookSender::Outcome WebhookSender::deliver(const OutboxEntry& entry) {
  httplib::Client client(origin_);
  client.set_connection_timeout(settings_.timeout);
  client.set_read_timeout(settings_.timeout);
  client.set_write_timeout(settings_.timeout);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(clock_()).time_since_epoch().count();
  const std::string timestamp = std::to_string(seconds);
  const httplib::Headers headers = {
      {"webhook-id", entry.webhook_id},
      {"webhook-timestamp", timestamp},
      {"webhook-signature", sign_standard_webhook(settings_.keys, entry.webhook_id, timestamp, entry.body)},
      {"User-Agent", "demo-desk"},
  };
  {
    const std::lock_guard lock(mutex_);
    if (stop_) return {};
    delivering_ = &client;
  }
  const auto answer = client.Post(path_, headers, entry.body, "application/json");
  {
    const std::lock_guard lock(mutex_);
    delivering_ = nullptr;
  }
  Outcome outcome;
  if (!answer) {
    outcome.error = httplib::to_string(answer.error());
    return outcome;
  }
  outcome.status = answer->status;
  outcome.delivered = answer->status >= 200 && answer->status < 300;
  outcome.endpoint_gone = answer->status == 410;
  if (!outcome.delivered) outcome.error = "HTTP " + std::to_string(answer->status);
  outcome.retry_after = retry_after(answer->get_header_value("Retry-After"));
  return outcome;
}

void WebhookSender::settle(const OutboxEntry& entry, const Outcome& outcome) {
  const std::string ticket = ticket_of(entry.body);
  if (outcome.delivered) {
    outbox_.delivered(entry.id);
    Log::debug("demo_desk.webhook_delivered",
               {LogField::webhook_id(entry.webhook_id), LogField::ticket(ticket)});
    return;
  }
  const auto attempt = static_cast<size_t>(entry.attempts);
  if (outcome.endpoint_gone) {
    gone_ = true;  // until a restart; the events stay in the outbox
    Log::error("demo_desk.webhook_endpoint_gone", {LogField::status(outcome.status)});
  }
  if (attempt >= settings_.retries.size()) {
    outbox_.give_up(entry.id, outcome.error);
    Log::error("demo_desk.webhook_given_up",
               {LogField::webhook_id(entry.webhook_id), LogField::ticket(ticket),
                LogField::attempt(entry.attempts + 1), LogField::status(outcome.status)});
    return;
  }
  auto delay = settings_.retries[attempt];
  delay += delay * std::uniform_int_distribution<int>(0, kJitterPercent)(jitter_) / 100;
  delay = std::max(delay, std::min(outcome.retry_after, kLongestRetryAfter));
  outbox_.failed(entry.id, clock_() + delay, outcome.error);
  Log::warning("demo_desk.webhook_failed",
               {LogField::webhook_id(entry.webhook_id), LogField::ticket(ticket),
                LogField::attempt(entry.attempts + 1), LogField::status(outcome.status),
                LogField::retry_in(delay), LogField::detail(outcome.error)});
}

}  // namespace portcheck::server::demo
