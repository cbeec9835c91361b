// One attempt at one ticket: read it, decide whether it is ours, fetch the attachments, check, write the
// note. Knows no queue, clock or thread; the supervisor (supervisor.h) turns the outcome into the job's next
// state.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "portcheck/date.h"
#include "portcheck/request.h"
#include "server/desk/desk.h"
#include "server/engine/engine.h"
#include "server/observe/metrics.h"
#include "server/ocr/scan_reader.h"
#include "server/worker/memory.h"

namespace portcheck::server {

struct TicketPolicy {
  std::string reason, sub_category;  // the category that is ours; compared without case and spaces
  std::chrono::milliseconds missing_files_grace{900'000};
  uint64_t file_max_bytes = 0, ticket_max_bytes = 0;
  Engine* engine = nullptr;           // what reads and judges the files; never null
  const ScanReader* scans = nullptr;  // null: scans stay unread, which the note says
  Profile profile{};                  // what is agreed with this desk's customers
  bool attach_sheets = false;         // corrected sheets go with the note
  bool draft_reply = false;           // the note ends with a draft for the customer
  std::string reply_language{};       // "en", "es", "fr"; empty: the customer's
};

enum class Outcome : uint8_t {
  annotated,  // the note says what we found (the desk may have known already)
  quiet,      // nothing is attached yet: nothing to say
  skipped,    // another category
  gone,       // the ticket does not exist any more
  retry,      // a call failed in a way that may pass
  refused,    // a call failed in a way that will not
  lost,       // the lease is lost: another worker has the ticket
};
std::string_view to_string(Outcome outcome);

struct TicketResult {
  Outcome outcome = Outcome::quiet;
  DeskError error = DeskError::none;
  std::string detail{};  // of the error, for the log
  Seconds retry_after{0};
  std::optional<std::chrono::sys_seconds> check_again_at{};  // the end of the grace period
  std::optional<TicketMemory> memory{};                      // to remember; without a marker: to forget
  std::string verdict{};
};

struct TicketTask {
  const TicketPolicy& policy;
  Desk& desk;
  Metrics& metrics;
  std::string ticket_id;
  TicketMemory memory;  // of what we wrote last
  int attempt = 1;
  std::chrono::sys_seconds now;
  Date today;
  // Called between steps and during downloads; false: stop and write nothing.
  std::function<bool()> still_ours;
  // The same, right before writing.
  std::function<bool()> about_to_write;
};

TicketResult process_ticket(const TicketTask& task);

// A file that the desk's malware scanner has not looked at is waited for during so many attempts.
inline constexpr int kScanAttempts = 6;

}  // namespace portcheck::server
