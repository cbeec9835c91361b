// The engine's one call. Bytes in, report out: no I/O, no clock, no threads, no globals, no exceptions.
#pragma once

#include "portcheck/report.h"
#include "portcheck/request.h"

namespace portcheck {

// Called now and then with 0..1000 while a long check runs.
struct Progress {
  void (*call)(void* context, int permille) = nullptr;
  void* context = nullptr;
};

// Never fails: whatever is wrong with the input is a finding. Time and memory grow with the input's size,
// within limits.h.
Report check(const Request& request, Progress progress = {});

}  // namespace portcheck
