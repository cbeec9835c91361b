// What a process gives up before it reads hostile bytes, for good and for all that it starts. Everything here
// may be called between fork() and exec(): no memory is taken, no lock.
#pragma once

namespace portcheck::server {

// A reader, which computes: it may take memory that is not executable, read and write what it has open, and
// end. It opens nothing, starts nothing and reaches nobody; what else it tries ends it with SIGSYS. It dies
// with its parent. False when the kernel refuses.
bool confine_reader();

// A program about to be executed: it may read the system's programs and libraries, and use `folder`, no other
// file; no socket, no tracing, no signal to others, no new privileges. Calls that are not allowed fail with
// EPERM. `may_fork`: it may start processes, not only threads. It dies with its parent's thread. False when
// the kernel refuses; without Landlock (see can_confine_files) files are not confined.
bool confine_program(const char* folder, bool may_fork);

// Whether this kernel can keep a program from files (Landlock, Linux 5.13).
bool can_confine_files();

}  // namespace portcheck::server
