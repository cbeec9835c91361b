// Report -> what is written into the ticket: note, result field, tags, and the marker that says whether
// anything changed.
#pragma once

#include <string>
#include <vector>

#include "portcheck/report.h"
#include "server/desk/desk.h"

namespace portcheck::server {

// An attachment that the report says nothing of, or not all.
struct Unread {
  std::string name;
  uint64_t size = 0;
  std::string reason{};  // why a scan was not read, as the end of a sentence; empty: larger than configured
};

Annotation annotation_of(const Report& report, const std::vector<Unread>& unread);

// For a ticket that we annotated and that is no porting request any more: the note says that it is out of
// date, the result field and our tags are cleared. Nothing of ours misleads whoever works on it now.
Annotation withdrawal();

}  // namespace portcheck::server
