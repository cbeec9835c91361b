// The demo desk as a help-desk among others: webhooks are verified and decoded, tickets read and annotated
// over HTTP with a token. It knows nothing of the store; the desk may as well run on another machine.
#pragma once

#include <string>
#include <vector>

#include "server/desk/desk.h"

namespace portcheck::server::demo {

struct DemoDeskSettings {
  std::string name;      // in the configuration and in events
  std::string base_url;  // "http://127.0.0.1:8080"
  std::string token;
  std::string account;                        // the token's account: its own events are dropped
  std::vector<std::string> webhook_keys;      // raw bytes of every secret accepted now
  std::chrono::milliseconds timeout{15'000};  // to connect, to send, and between two pieces of an answer
  std::chrono::milliseconds download_timeout{120'000};  // of one whole file
};

class DemoDesk : public Desk {
 public:
  explicit DemoDesk(DemoDeskSettings settings);

  const std::string& name() const override { return settings_.name; }
  Verified verify(const WebhookRequest& request, std::chrono::sys_seconds now) const override;
  DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const override;
  DeskResult<DeskTicket> read_ticket(const std::string& ticket_id) override;
  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override;
  // `conflict` only when the ticket's fields or files are not those of `ticket` any more: a reply or tag of
  // somebody else between reading and writing is no reason to check again.
  DeskResult<Nothing> annotate(const DeskTicket& ticket, const Annotation& annotation) override;

 private:
  const DemoDeskSettings settings_;
};

}  // namespace portcheck::server::demo
