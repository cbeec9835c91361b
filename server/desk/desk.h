// What PortCheck needs of a help-desk. Everything else (journal, coalescing, checking, retries, metrics) is
// shared and knows no desk. Desks over the network share remote_desk.h; make_desk.h makes them by kind.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/observe/trace_context.h"

namespace portcheck::server {

using Seconds = std::chrono::seconds;

// One webhook request, raw: signatures are computed over these very bytes.
struct WebhookRequest {
  std::string method;
  std::string target;                               // path and query as sent
  std::multimap<std::string, std::string> headers;  // names lower-cased
  std::string body;
};

enum class Verified : uint8_t { ok, bad_signature, stale, malformed };

// What a webhook is answered. The status says what happened; the body is only what the sender insists on.
struct WebhookAnswer {
  int status = 202;
  std::string content_type = "application/json", body{};
};

// "Ticket N changed", decoded from a webhook or found by a sweep. A hint only: the ticket is always read
// again.
struct TicketEvent {
  std::string desk;  // the desk's name in the configuration
  std::string ticket_id;
  std::string dedupe_key;  // equal for every delivery of the same event
  std::string kind;        // "ticket.created", "ticket.updated", "ticket.attachment_added", …: for the log
  std::string actor;       // who caused it, as the desk names accounts; our own account is ignored
  TraceContext trace{};    // of the webhook, for the log of the job it leads to
};

enum class Scan : uint8_t {
  none,      // the desk scans nothing, or the file is clean
  pending,   // its malware scanner has not looked at it yet
  failed,    // it could not
  infected,  // it found something: the file is not fetched
};

struct Attachment {
  std::string id;
  std::string name;
  std::string content_type;  // as the desk says; never trusted
  uint64_t size = 0;         // 0: the desk does not say
  std::string sha256;        // lower-case hex where the desk knows it
  std::string url{};         // where its bytes are, absolute or below the desk's base address
  Scan scan = Scan::none;
};

// A note that our account wrote earlier and that carries a marker of ours.
struct DeskNote {
  std::string id, marker;
  std::vector<std::string> files{};  // ids of the files on it, where a desk can take them away
};

struct DeskTicket {
  std::string id;
  std::string version;  // changes with every change of the ticket; empty where the desk has none
  std::string subject, description, reason, sub_category, status, requester;
  std::string language;  // of the requester: "es", "fr-CA"; empty where the desk does not know
  std::string result;    // the result field's present value, as the desk has it
  std::chrono::sys_seconds created_at{};
  std::vector<Attachment> attachments;  // of all comments, oldest first; without those of our own notes
  std::vector<std::string> tags;
  std::vector<DeskNote> notes;  // ours, oldest first
};

struct NoteFile {
  std::string name, content_type, bytes;
};

// What is written back. Exactly one internal note of ours is current on a ticket: where the desk can edit, it
// is replaced; where it cannot, a new one says that it replaces the one before.
struct Annotation {
  std::string note_html;
  std::string note_text;
  std::string marker;  // hash of the verdict and its evidence; equal marker: nothing is written
  std::string result;  // "ready", "needs_attention", "blocked"; empty clears the result field
  std::vector<std::string> add_tags, drop_tags;
  std::vector<NoteFile> files{};  // corrected sheets, for desks that take attachments; internal like the note
  std::string known_note{};       // id of our note as remembered from the last write; may be empty
};

struct Written {
  std::string note_id;  // to remember; empty where the desk knows by itself
};

enum class DeskError : uint8_t {
  none,
  gone,          // the ticket or file does not exist (any more): close the job quietly
  conflict,      // the ticket changed under us: read again
  throttled,     // wait `retry_after`
  unauthorized,  // credentials refused: an operator must act
  refused,       // the desk does not accept this request; trying again will not help
  too_large,     // the download passed its bound
  unavailable,   // connection failed, timed out or 5xx: try again
  not_yet,       // the desk is not done with the ticket itself, such as a malware scan: try again
};

template <class T>
struct DeskResult {
  DeskError error = DeskError::none;
  std::string detail;  // for the log: status and reason, never bodies
  Seconds retry_after{0};
  T value{};

  bool ok() const { return error == DeskError::none; }
};
struct Nothing {};

// The failure of one call as the failure of another.
template <class T, class U>
DeskResult<T> passed_on(const DeskResult<U>& from) {
  return {.error = from.error, .detail = from.detail, .retry_after = from.retry_after, .value = {}};
}
template <class T>
DeskResult<T> desk_failure(DeskError error, std::string detail, Seconds wait = Seconds(0)) {
  return {.error = error, .detail = std::move(detail), .retry_after = wait, .value = {}};
}

// Tickets that changed since `cursor`, oldest change first.
struct Swept {
  std::vector<TicketEvent> events;
  std::string cursor;  // where the next sweep goes on
  bool more = false;   // the desk had more than fits into one call
};

// One thing that "portcheckd doctor" looked at.
struct Diagnosis {
  bool good = false;
  std::string what;  // "the API token is accepted"
  std::string help;  // what to do, and where to click; empty when good
};

// Thread-safe. Calls block, bounded by the configured timeouts.
class Desk {
 public:
  virtual ~Desk() = default;

  virtual const std::string& name() const = 0;

  // Whether a webhook may have this Content-Type (lower case, without parameters).
  virtual bool accepts(std::string_view content_type) const { return content_type == "application/json"; }
  virtual Verified verify(const WebhookRequest& request, std::chrono::sys_seconds now) const = 0;
  // Events that are not ours decode to nothing; `error` is set when the body is not of the desk's form.
  virtual DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const = 0;
  // What the desk expects to hear once its events are safe: {"accepted":n} with 202 unless it is particular.
  virtual WebhookAnswer accepted(size_t fresh) const {
    return {.body = "{\"accepted\":" + std::to_string(fresh) + "}\n"};
  }

  virtual DeskResult<DeskTicket> read_ticket(const std::string& ticket_id) = 0;
  // Streams the file; `sink` returns false to stop (the download is then `too_large`).
  virtual DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                                       const std::function<bool(std::string_view)>& sink) = 0;
  // Creates or replaces our note and sets field and tags, in one call where the desk can. Idempotent.
  virtual DeskResult<Written> annotate(const DeskTicket& ticket, const Annotation& annotation) = 0;

  // Finds what webhooks lost. An empty cursor means: from now on, nothing of the past.
  virtual DeskResult<Swept> sweep(const std::string& /*cursor*/, std::chrono::sys_seconds /*now*/) {
    return {};
  }
  // How often to sweep; zero: never.
  virtual Seconds sweep_every() const { return Seconds(0); }

  // How long nothing should be asked of it: it wants a pause, or our own budget is spent.
  virtual std::chrono::milliseconds closed_for() const { return std::chrono::milliseconds(0); }

  // Looks at the live desk: credentials, rights, fields. Writes nothing.
  virtual std::vector<Diagnosis> diagnose() { return {}; }
};

}  // namespace portcheck::server
