// What a reader is asked, and what it answers: the engine's input and output on their way between the server
// and the process that reads customers' files (sandbox/readers.h).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/hand_back.h"
#include "portcheck/report.h"
#include "portcheck/request.h"

namespace portcheck::server {

enum class Task : uint8_t {
  report,  // for a page: the report
  note,    // for a ticket: what is written into it
  repair,  // the sheets, repaired
  split    // the sheets, as requests that can be sent
};

struct EngineJob {
  Task task = Task::report;
  Request request;                     // its files without `document` and `refused`: those are here
  std::vector<std::string> documents;  // portcheck.document/1 of the file with this index; empty: none
  std::vector<Defect> refused;         // InputFile::refused of the file with this index
  bool name_scans = false;             // scans are to be read before anything is judged
  std::string reply_language;          // Task::note: of the draft reply; empty: none is wanted
};

struct ScanToRead {
  uint64_t file = 0;     // index in Request::files
  std::string type;      // as FileReport::type
  std::string document;  // portcheck.document/1
};

struct EngineAnswer {
  std::vector<ScanToRead> scans;  // EngineJob::name_scans: where there are any, nothing else is here
  Verdict verdict = Verdict::ready;
  std::array<uint64_t, kRuleCount> by_rule{};
  // portcheck.report/1. For a note its day is left out: the same report on another day is the same report,
  // unless a finding depends on the day, and then it says so itself.
  std::string report;
  std::string note_html, note_text;  // Task::note
  std::string reply;                 // Task::note
  std::vector<OutputFile> sheets;    // Task::repair and split; none where nothing was to be done
};

// The job as the bytes that a reader is given: the first piece is kept in `head`, the others are the files.
std::vector<std::string_view> encode(const EngineJob& job, std::string& head);
// The job's files point into the bytes. False for what encode() has not made.
bool decode(std::string_view bytes, EngineJob& job);

std::string encode(EngineAnswer answer);
// False for what encode() cannot have made; sizes are checked before memory is taken.
bool decode(std::string_view bytes, EngineAnswer& answer);

}  // namespace portcheck::server
