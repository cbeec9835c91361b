// What all help-desks over the network share: verifying, the loop guard, calling with credentials, deciding
// what is to be written, writing it once, sweeping. A desk is a row of the table of shapes (shape.h) and the
// few functions that differ, each in a file of its own beside this one.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/desk/desk.h"
#include "server/desk/json.h"
#include "server/desk/outbound/client.h"
#include "server/desk/settings.h"
#include "server/desk/shape.h"
#include "server/webhook/signature.h"

namespace portcheck::server {

class RemoteDesk : public Desk {
 public:
  const std::string& name() const override { return settings_.name; }
  Verified verify(const WebhookRequest& request, std::chrono::sys_seconds now) const override;
  DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const override;
  DeskResult<DeskTicket> read_ticket(const std::string& ticket_id) final;
  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override;
  DeskResult<Written> annotate(const DeskTicket& ticket, const Annotation& annotation) final;
  Seconds sweep_every() const override { return std::chrono::duration_cast<Seconds>(settings_.sweep_every); }
  std::vector<Diagnosis> diagnose() override;
  std::chrono::milliseconds closed_for() const override { return http_.closed_for(); }

 protected:
  RemoteDesk(const DeskShape& shape, DeskSettings settings);

  // What is to be done to a ticket. Everything is relative to what `ticket` says.
  struct Change {
    bool note = false;      // write the note
    std::string note_id{};  // the one to replace; empty: a new one
    std::string html{}, text{}, title{};
    std::string marker{}, verdict{};  // as in Annotation
    std::vector<NoteFile> files{};
    std::optional<std::string> result{};  // the field's new value; "" clears it
    std::vector<std::string> add_tags{}, drop_tags{};
    std::vector<std::string> tags{};  // all that there are afterwards

    bool fields() const { return result || !add_tags.empty() || !drop_tags.empty(); }
  };

  // --- what differs ---
  virtual DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                                      const WebhookRequest& request) const = 0;
  virtual DeskResult<DeskTicket> read(const std::string& ticket_id) = 0;
  virtual DeskResult<Written> write(const DeskTicket& ticket, const Change& change) = 0;
  virtual DeskResult<HeaderLines> credentials();
  // A note's text so that none of it is markup to a desk whose plain text has some.
  virtual std::string plain(const std::string& text) const { return text; }
  // Names of the fields that tickets have, for diagnose().
  virtual DeskResult<std::vector<std::string>> field_names() { return {}; }

  // --- what they use ---
  DeskResult<Json> get(const std::string& path, std::string* etag = nullptr);
  DeskResult<Json> send(const std::string& method, const std::string& path, const Json& body,
                        const HeaderLines& headers = {});
  DeskResult<Json> post_form(const std::string& path, const std::vector<FormPart>& parts,
                             const HeaderLines& headers = {});
  DeskResult<Json> answer_of(const HttpCall& call, std::string* etag = nullptr);
  // Of each member of a list in an answer its `name`, for field_names().
  static DeskResult<std::vector<std::string>> names_in(const DeskResult<Json>& answer, JsonPath list,
                                                       const char* name);

  // Our account's id: as configured or, asked once, as the desk says. Empty while unknown.
  std::string account() const;
  DeskResult<Nothing> learn_account();
  bool is_ours(const std::string& author) const;

  // Adds the note to `ticket.notes` if it is one of ours: written by our account, not public, with a marker.
  // True then: its files are no input.
  bool take_note(DeskTicket& ticket, const std::string& id, const std::string& author, bool internal,
                 std::string_view body) const;
  TicketEvent event(std::string ticket_id, std::string kind, std::string actor, std::string key) const;
  // A listing's ticket is worth a check: it is of our category or carries something of ours.
  bool concerns_us(const std::string& reason, const std::string& sub_category,
                   const std::string& result) const;
  std::string result_value(const std::string& verdict) const;
  bool has_switch(std::string_view name) const;
  const std::string& reason_field() const { return settings_.reason_field; }
  const std::string& sub_category_field() const { return settings_.sub_category_field; }
  const std::string& result_field() const { return settings_.result_field; }
  const std::string& tags_field() const { return settings_.tags_field; }
  const DeskSettings& settings() const { return settings_; }
  const DeskShape& shape() const { return shape_; }
  HttpClient& http() { return http_; }

 private:
  Change change_for(const DeskTicket& ticket, const Annotation& annotation) const;

  const DeskShape& shape_;
  const DeskSettings settings_;
  const SignatureScheme& scheme_;
  const std::vector<std::string> keys_;  // raw bytes
  HttpClient http_;
  mutable std::mutex mutex_;
  std::string account_;
};

// A sweep by time and page: "2026-11-22T10:00:00Z|2".
struct TimeCursor {
  std::string since;
  int page = 1;

  static TimeCursor parse(const std::string& text, std::chrono::sys_seconds now);
  // After a page whose last element changed at `last`: the same time again with the next page where a full
  // page brought no progress.
  std::string next(const std::string& last, bool full) const;
};

std::string iso_time(std::chrono::sys_seconds time);  // "2026-11-22T10:00:00Z"

}  // namespace portcheck::server
