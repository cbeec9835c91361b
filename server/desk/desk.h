// What PortCheck needs of a help-desk. Everything else (journal, coalescing, checking, retries, metrics) is
// shared and knows no desk. Implementations: one file per desk beside this one.
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

// "Ticket N changed", decoded from a webhook or found by a sweep. A hint only: the ticket is always read
// again.
struct TicketEvent {
  std::string desk;  // the desk's name in the configuration
  std::string ticket_id;
  std::string dedupe_key;  // equal for every delivery of the same event
  std::string kind;        // "ticket.created", "ticket.updated", "ticket.attachment_added", …: for the log
  std::string actor;       // who caused it, as the desk names accounts; our own account is ignored
};

struct Attachment {
  std::string id;
  std::string name;
  std::string content_type;  // as the desk says; never trusted
  uint64_t size = 0;
  std::string sha256;  // lower-case hex where the desk knows it
};

struct DeskTicket {
  std::string id;
  std::string version;  // changes with every change of the ticket; empty where the desk has none
  std::string subject, description, reason, sub_category, status, requester;
  std::chrono::sys_seconds created_at{};
  std::vector<Attachment> attachments;  // of all comments, oldest first
};

// What is written back. Exactly one internal note of ours exists per ticket: it is replaced, never repeated.
struct Annotation {
  std::string note_html;
  std::string note_text;
  std::string marker;  // hash of the verdict and its evidence; equal marker: nothing is written
  std::string result;  // "ready", "needs_attention", "blocked": the result field
  std::vector<std::string> add_tags, drop_tags;
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

// Thread-safe. Calls block, bounded by the configured timeouts.
class Desk {
 public:
  virtual ~Desk() = default;

  virtual const std::string& name() const = 0;

  virtual Verified verify(const WebhookRequest& request, std::chrono::sys_seconds now) const = 0;
  // Events that are not ours decode to nothing; `error` is set when the body is not of the desk's form.
  virtual DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const = 0;

  virtual DeskResult<DeskTicket> read_ticket(const std::string& ticket_id) = 0;
  // Streams the file; `sink` returns false to stop (the download is then `too_large`).
  virtual DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                                       const std::function<bool(std::string_view)>& sink) = 0;
  // Creates or replaces our note and sets field and tags, in one call where the desk can. Idempotent.
  virtual DeskResult<Nothing> annotate(const DeskTicket& ticket, const Annotation& annotation) = 0;
};

}  // namespace portcheck::server
