// Report -> what is written into the ticket: note, result field, tags, and the marker that says whether
// anything changed.
#pragma once

#include <string>
#include <vector>

#include "server/desk/desk.h"
#include "server/engine/job.h"
#include "server/worker/memory.h"

namespace portcheck::server {

// An attachment that the report says nothing of, or not all.
struct Unread {
  std::string name;
  std::string why;  // as the rest of a sentence that begins with the name: "was not read: …"
};

std::string too_large_text(uint64_t size);

// `answer` is that of a Task::note.
Annotation annotation_of(const EngineAnswer& answer, const std::vector<Unread>& unread);

// Adds what is no part of the verdict, and so not of the marker: what the notes before said, and the names
// of the files that are attached to this one.
void add_history(Annotation& annotation, const TicketMemory& memory);
void add_files(Annotation& annotation, std::vector<NoteFile> files);

// For a ticket that we annotated and that is no porting request any more: the note says that it is out of
// date, the result field and our tags are cleared. Nothing of ours misleads whoever works on it now.
Annotation withdrawal();

}  // namespace portcheck::server
