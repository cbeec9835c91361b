// One attempt at one ticket: read it, decide whether it is ours, fetch the attachments, check, write the
// note. Knows no queue, clock or thread; the supervisor (supervisor.h) turns the outcome into the job's next
// state.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "portcheck/date.h"
#include "server/desk/desk.h"
#include "server/observe/metrics.h"
#include "server/ocr/scan_reader.h"

namespace portcheck::server {

struct TicketPolicy {
  std::string reason, sub_category;  // the category that is ours; compared without case and spaces
  std::chrono::milliseconds missing_files_grace{900'000};
  uint64_t file_max_bytes = 0, ticket_max_bytes = 0;
  const ScanReader* scans = nullptr;  // null: scans stay unread, which the note says
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
  std::optional<std::string> marker{};                       // to remember; "" to forget
  std::string verdict{};
};

struct TicketTask {
  const TicketPolicy& policy;
  Desk& desk;
  Metrics& metrics;
  std::string ticket_id;
  std::string marker;  // of what we wrote last; empty: nothing
  std::chrono::sys_seconds now;
  Date today;
  // Called between steps and during downloads, and once right before writing; false: stop and write nothing.
  std::function<bool()> still_ours;
};

TicketResult process_ticket(const TicketTask& task);

bool same_category(std::string_view a, std::string_view b);

}  // namespace portcheck::server
