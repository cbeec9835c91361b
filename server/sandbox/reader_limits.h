// What a reader may use; the same for the server, which asks, and the zygote, which sees to it.
#pragma once

#include <chrono>
#include <cstdint>

namespace portcheck::server {

struct ReaderLimits {
  std::chrono::milliseconds time{60'000};  // on the clock; of processor time as much
  uint64_t memory = uint64_t{1} << 30;     // address space, the program's own included
  uint64_t answer = uint64_t{256} << 20;   // bytes
};

}  // namespace portcheck::server
