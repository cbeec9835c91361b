// What a process gives up before it runs a program on hostile bytes.
#pragma once

namespace portcheck::server {

// Of this process and all that it starts, for good: new privileges, sockets of any kind, tracing others, and
// life beyond its parent's. False when the kernel refuses. Async-signal-safe.
bool confine();

}  // namespace portcheck::server
