// How one help-desk is connected: what the configuration's "desks" hold, as values.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace portcheck::server {

struct DeskSettings {
  std::string name;  // in the webhook's address, the queue, logs and metrics
  std::string kind;  // a row of kDeskShapes
  std::string base_url;

  // Credentials of the API; which of them a kind needs is in its shape.
  std::string user, token;
  std::string client_id, client_secret;
  std::string account;  // our own account there, as its webhooks name it; empty: asked for

  std::vector<std::string> webhook_secrets;
  std::string signature;     // a scheme of webhook/signature.h; empty: the kind's own
  std::string organization;  // Salesforce: the only OrganizationId that is taken
  std::string public_url;    // the server's address as senders know it, for signatures over the URI

  // The desk's names for the fields; empty: the kind's default.
  std::string reason_field, sub_category_field, result_field, tags_field;
  // The category that is ours here; empty: worker.reason and worker.sub_category.
  std::string reason, sub_category;
  // What the result field is set to.
  std::string result_ready = "ready", result_needs_attention = "needs_attention", result_blocked = "blocked";

  std::vector<std::string> file_hosts;  // beside the kind's own
  bool private_addresses = false;
  bool plain_http = false;
  std::string ca_file;
  std::chrono::milliseconds request_timeout{30'000};
  std::chrono::milliseconds file_timeout{300'000};
  std::chrono::milliseconds sweep_every{300'000};
  uint32_t concurrency = 0;          // tickets of this desk at once; 0: worker.threads
  uint32_t requests_per_minute = 0;  // of this server to this desk; 0: no limit of ours
  std::string sweep_filter;          // Jira: JQL; others: unused

  bool attach_sheets = true;  // where the kind takes files
  bool draft_reply = true;
  std::string reply_language;         // "en", "es", "fr"; empty: the requester's
  std::vector<std::string> switches;  // where a desk differs from its documentation: DeskShape::switches
  std::string profile;                // portcheck.request's "profile" as JSON; empty: the server's
  std::string api_version;

  bool operator==(const DeskSettings&) const = default;
};

}  // namespace portcheck::server
