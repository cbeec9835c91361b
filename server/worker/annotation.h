// Report -> what is written into the ticket: note, result field, tags, and the marker that says whether
// anything changed.
#pragma once

#include <string>
#include <vector>

#include "portcheck/report.h"
#include "server/desk/desk.h"

namespace portcheck::server {

// An attachment the server did not fetch because it is larger than configured.
struct Unread {
  std::string name;
  uint64_t size = 0;
};

Annotation annotation_of(const Report& report, const std::vector<Unread>& unread);

// For a ticket that we annotated and that is no porting request any more: the note says that it is out of
// date, the result field and our tags are cleared. Nothing of ours misleads whoever works on it now.
Annotation withdrawal();

}  // namespace portcheck::server
