// The demo desk: a small ticket store inside this server, for trying PortCheck without a help-desk. It speaks
// to PortCheck as any other help-desk would: signed webhooks over HTTP out, a ticket API over HTTP in. This
// is the only header that app.cc needs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/desk/demo/clock.h"
#include "server/desk/demo/form.h"
#include "server/desk/desk.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

struct Settings {
  std::string name = "demo";          // the desk's name in the configuration
  std::filesystem::path file;         // its database; created when it is missing, its folder must exist
  std::string base_url;               // where the server reaches the ticket API: "http://127.0.0.1:8080"
  std::string webhook_url;            // where events go; empty: base_url + "/webhooks/" + name
  std::string api_token;              // of the ticket API; must not be empty
  std::string account = "portcheck";  // the token's account: author of notes, actor of events
  std::vector<std::string> webhook_secrets;           // "whsec_…", newest first; at least one
  std::string agent_password;                         // asked for at /agent; empty: none
  std::chrono::milliseconds request_timeout{15'000};  // one call of the API, one delivery of a webhook
  std::vector<std::chrono::milliseconds>
      webhook_retries;  // empty: the schedule of Standard Webhooks, three days
  // Its webhooks are never lost, so there is nothing to sweep unless asked for.
  std::chrono::milliseconds sweep_every{0};
  std::string reason = "Number Management", sub_category = "Porting Numbers";  // what a sweep looks for
  FormLimits limits;
  Clock clock = system_time;
};

class Demo {
 public:
  // Opens the store and migrates it. Throws std::runtime_error (the store) or std::invalid_argument (a
  // setting).
  explicit Demo(Settings settings);
  ~Demo();  // stops
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  // Ticket API, portal and agents' pages. Their handlers use this object: stop the HTTP server before it
  // goes.
  Routes routes();

  void start();  // begins to send webhooks, those left over from the last run first
  void stop();   // breaks off the delivery under way, which is sent again by the next start

  Desk& desk();  // the client side, for the worker

  // Deliveries that wait, and those given up: for a metric.
  int64_t webhooks_waiting();
  int64_t webhooks_given_up();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace portcheck::server::demo
