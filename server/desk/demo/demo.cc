#include "server/desk/demo/demo.h"

#include <stdexcept>

#include "server/desk/demo/agent.h"
#include "server/desk/demo/api.h"
#include "server/desk/demo/outbox.h"
#include "server/desk/demo/portal.h"
#include "server/desk/demo/store.h"
#include "server/desk/demo/url.h"
#include "server/desk/demo/webhooks.h"
#include "server/desk/make_desk.h"
#include "server/webhook/standard_webhooks.h"

namespace portcheck::server::demo {

namespace {

Settings checked(Settings settings) {
  if (settings.api_token.empty()) throw std::invalid_argument("the demo desk needs an API token");
  if (settings.webhook_secrets.empty()) throw std::invalid_argument("the demo desk needs a webhook secret");
  split_url(settings.base_url);
  if (settings.webhook_url.empty()) settings.webhook_url = settings.base_url + "/webhooks/" + settings.name;
  if (settings.webhook_retries.empty()) settings.webhook_retries = WebhookSettings::standard_retries();
  return settings;
}

std::vector<std::string> keys_of(const std::vector<std::string>& secrets) {
  std::vector<std::string> keys;
  for (const std::string& secret : secrets) {
    auto key = decode_webhook_secret(secret);
    if (!key)
      throw std::invalid_argument(
          "a webhook secret of the demo desk is not \"whsec_\" and base64 of 24 to 64 bytes");
    keys.push_back(std::move(*key));
  }
  return keys;
}

// The desk as any other of its kind: a client of the ticket API, which may as well be on another machine.
DeskSettings client_of(const Settings& settings) {
  DeskSettings out;
  out.name = settings.name;
  out.kind = "standard-webhooks";
  out.base_url = settings.base_url + "/desk/api";
  out.token = settings.api_token;
  out.account = settings.account;
  out.webhook_secrets = settings.webhook_secrets;
  out.private_addresses = true;
  out.plain_http = true;
  out.request_timeout = settings.request_timeout;
  out.sweep_every = settings.sweep_every;
  out.reason = settings.reason;
  out.sub_category = settings.sub_category;
  return out;
}

}  // namespace

struct Demo::Parts {
  explicit Parts(const Settings& given)
      : settings(checked(given)),
        store(settings.file, settings.clock),
        outbox(settings.file),
        sender(outbox,
               {.url = settings.webhook_url,
                .keys = keys_of(settings.webhook_secrets),
                .timeout = settings.request_timeout,
                .retries = settings.webhook_retries},
               settings.clock),
        desk(make_desk(client_of(settings))) {
    store.on_event([this] { sender.wake(); });
  }

  const Settings settings;
  Store store;
  Outbox outbox;
  WebhookSender sender;
  std::unique_ptr<Desk> desk;
};

Demo::Demo(Settings settings) : parts_(std::make_unique<Parts>(settings)) {}
Demo::~Demo() {
  stop();
}

Routes Demo::routes() {
  Routes all =
      api_routes(parts_->store, {.token = parts_->settings.api_token, .account = parts_->settings.account});
  for (const Routes& part : std::vector{
           portal_routes(parts_->store, parts_->settings.limits, parts_->settings.clock),
           agent_routes(parts_->store,
                        {.password = parts_->settings.agent_password, .limits = parts_->settings.limits},
                        parts_->settings.clock)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

void Demo::start() {
  parts_->sender.start();
}
void Demo::stop() {
  parts_->sender.stop();
}
Desk& Demo::desk() {
  return *parts_->desk;
}
int64_t Demo::webhooks_waiting() {
  return parts_->outbox.counts().waiting;
}
int64_t Demo::webhooks_given_up() {
  return parts_->outbox.counts().given_up;
}

}  // namespace portcheck::server::demo
