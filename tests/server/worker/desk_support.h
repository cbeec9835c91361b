// A help-desk in memory, for tests of the worker: keeps tickets and notes as a real one does, and fails on
// request.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "server/desk/desk.h"

namespace portcheck::server::testing_support {

struct MemoryTicket {
  DeskTicket ticket;
  std::map<std::string, std::string> bytes;  // by attachment id
  std::string note, marker, result, known_note;
  std::vector<NoteFile> files;
  std::set<std::string> tags;
  int writes = 0;
};

class MemoryDesk final : public Desk {
 public:
  const std::string& name() const override { return name_; }

  Verified verify(const WebhookRequest&, std::chrono::sys_seconds) const override { return Verified::ok; }
  DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest&) const override { return {}; }

  DeskResult<DeskTicket> read_ticket(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    ++reads;
    DeskResult<DeskTicket> out;
    if (fail(out)) return out;
    const auto found = tickets.find(id);
    if (found == tickets.end()) {
      out.error = DeskError::gone;
    } else {
      out.value = found->second.ticket;
    }
    return out;
  }

  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override {
    const std::lock_guard lock(mutex_);
    ++downloads;
    DeskResult<Nothing> out;
    if (fail(out)) return out;
    const std::string& bytes = tickets.at(ticket.id).bytes.at(attachment.id);
    for (size_t at = 0; at < bytes.size(); at += 1000) {
      if (!sink(std::string_view(bytes).substr(at, 1000))) {
        out.error = DeskError::too_large;
        return out;
      }
    }
    return out;
  }

  DeskResult<Written> annotate(const DeskTicket& ticket, const Annotation& annotation) override {
    const std::lock_guard lock(mutex_);
    DeskResult<Written> out;
    if (fail(out)) return out;
    out.value.note_id = "note-" + ticket.id;
    MemoryTicket& stored = tickets.at(ticket.id);
    if (stored.marker == annotation.marker) return out;
    stored.note = annotation.note_text;
    stored.marker = annotation.marker;
    stored.result = annotation.result;
    stored.files = annotation.files;
    stored.known_note = annotation.known_note;
    for (const std::string& tag : annotation.drop_tags) stored.tags.erase(tag);
    stored.tags.insert(annotation.add_tags.begin(), annotation.add_tags.end());
    ++stored.writes;
    return out;
  }

  std::chrono::milliseconds closed_for() const override {
    if (before_work) before_work();
    return closed;
  }
  Seconds sweep_every() const override { return Seconds(3600); }
  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds) override {
    const std::lock_guard lock(mutex_);
    DeskResult<Swept> out;
    if (fail(out)) return out;
    cursors.push_back(cursor);
    if (sweeps.empty()) {
      out.value.cursor = cursor;
      return out;
    }
    out.value = sweeps.front();
    sweeps.pop_front();
    return out;
  }

  MemoryTicket& add(const std::string& id) {
    MemoryTicket& one = tickets[id];
    one.ticket.id = id;
    one.ticket.subject = "Request to port-in phone numbers";
    one.ticket.reason = "Number Management";
    one.ticket.sub_category = "Porting Numbers";
    return one;
  }

  void attach(const std::string& id, const std::string& file, std::string bytes) {
    MemoryTicket& one = tickets.at(id);
    const std::string attachment = std::to_string(one.ticket.attachments.size() + 1);
    one.ticket.attachments.push_back(
        {.id = attachment, .name = file, .content_type = {}, .size = bytes.size(), .sha256 = {}});
    one.bytes[attachment] = std::move(bytes);
  }

  std::map<std::string, MemoryTicket> tickets;
  std::deque<std::pair<DeskError, Seconds>> failures;  // of the next calls, in order; none: let it pass
  std::deque<Swept> sweeps;                            // answers of the next sweeps
  std::vector<std::string> cursors;                    // that they were asked with
  std::chrono::milliseconds closed{0};
  std::function<void()> before_work;  // on the worker's thread, before it asks the queue for a job
  int reads = 0;
  int downloads = 0;

 private:
  template <class T>
  bool fail(DeskResult<T>& out) {
    if (failures.empty()) return false;
    std::tie(out.error, out.retry_after) = failures.front();
    failures.pop_front();
    return !out.ok();
  }

  const std::string name_ = "memory";
  std::mutex mutex_;
};

inline constexpr const char* kSheet =
    "Number to Port,Campaign_url\n"
    "(212) 736-0143,https://acme.invoca.net/campaigns/1\n";

}  // namespace portcheck::server::testing_support
