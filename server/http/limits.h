// Every bound of the HTTP server, once. Sizes in bytes. Bounds of the engine are in portcheck/limits.h; what
// an operator may change is in config/config.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portcheck::server::http_limits {

inline constexpr size_t kHeadBytes = size_t{32} << 10;  // request line and headers together
inline constexpr size_t kTargetBytes = 2048;            // path and query
inline constexpr uint64_t kBodyBytes = uint64_t{1}
                                       << 20;  // unless the route says otherwise; webhooks stay far below
inline constexpr size_t kRequestsPerConnection = 1000;

inline constexpr std::chrono::seconds kIdle{5};     // between two requests of a connection
inline constexpr std::chrono::seconds kHead{10};    // from a request's first byte to its last header
inline constexpr std::chrono::seconds kBody{10};    // plus the body's size at kMinBytesPerSecond
inline constexpr std::chrono::seconds kAnswer{10};  // plus the answer's size at kMinBytesPerSecond
inline constexpr uint64_t kMinBytesPerSecond = 64 << 10;
inline constexpr std::chrono::seconds kSlowBody{
    5};  // after it, a body may be cut off to make room for newcomers

inline constexpr int kListenBacklog = 512;
// Open connections, most of them without a thread. Beyond, whoever has waited longest to send a head makes
// room. Below 1024 with room for files, because httplib's client uses select().
inline constexpr size_t kConnections = 700;
inline constexpr std::chrono::milliseconds kReceptionTick{200};  // how often deadlines are looked at

// After refusing a body, so much of it is still read, that the sender gets to see the answer.
inline constexpr size_t kLingerBytes = size_t{4} << 20;
inline constexpr std::chrono::milliseconds kLinger{1'000};

}  // namespace portcheck::server::http_limits
