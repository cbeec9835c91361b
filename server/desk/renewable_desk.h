// A desk whose settings can be replaced while it is at work: what has begun with the old ones ends with them.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "server/desk/desk.h"
#include "server/desk/settings.h"

namespace portcheck::server {

class RenewableDesk final : public Desk {
 public:
  explicit RenewableDesk(const DeskSettings& settings);  // of a kind that make_desk() knows

  void renew(const DeskSettings& settings);  // with the same name and kind

  const std::string& name() const override { return name_; }
  bool accepts(std::string_view content_type) const override { return now()->accepts(content_type); }
  Verified verify(const WebhookRequest& request, std::chrono::sys_seconds time) const override {
    return now()->verify(request, time);
  }
  DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const override {
    return now()->decode(request);
  }
  WebhookAnswer accepted(size_t fresh) const override { return now()->accepted(fresh); }
  DeskResult<DeskTicket> read_ticket(const std::string& ticket_id) override {
    return now()->read_ticket(ticket_id);
  }
  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override {
    return now()->download(ticket, attachment, sink);
  }
  DeskResult<Written> annotate(const DeskTicket& ticket, const Annotation& annotation) override {
    return now()->annotate(ticket, annotation);
  }
  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds time) override {
    return now()->sweep(cursor, time);
  }
  Seconds sweep_every() const override { return now()->sweep_every(); }
  std::vector<Diagnosis> diagnose() override { return now()->diagnose(); }
  std::chrono::milliseconds closed_for() const override { return now()->closed_for(); }

 private:
  std::shared_ptr<Desk> now() const {
    const std::lock_guard lock(mutex_);
    return desk_;
  }

  const std::string name_;
  mutable std::mutex mutex_;
  std::shared_ptr<Desk> desk_;
};

}  // namespace portcheck::server
