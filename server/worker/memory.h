// What is remembered of a ticket between two checks: the queue keeps it as one text beside the job.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"

namespace portcheck::server {

struct PastVerdict {
  std::string date;     // "2026-11-22"
  std::string verdict;  // as in portcheck.report
};

inline constexpr size_t kPastVerdicts = 3;

struct TicketMemory {
  std::string marker;             // of the note that we wrote last; empty: none
  std::string note_id;            // as the desk calls it; may be empty
  std::vector<PastVerdict> past;  // of earlier notes, the newest last; the last is the present note's

  static TicketMemory parse(std::string_view text);  // "" and what cannot be read: nothing is remembered
  std::string text() const;                          // "" when there is no marker

  // A new note with this verdict was written.
  void remember(std::string new_marker, std::string new_note, std::string verdict, Date today);
};

// "Before: blocked on 2026-11-20, needs attention on 2026-11-21." Empty when there was nothing.
std::string history_text(const TicketMemory& memory);

}  // namespace portcheck::server
