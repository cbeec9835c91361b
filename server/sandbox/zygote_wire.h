// What the server, the zygote and its readers say to each other, on one machine and in one build.
//
// server -> zygote, one message each: a ReaderOrder and the reader's end of a socket.
// server -> reader: the length of the input (uint64_t), the input.
// reader -> server: the length of the answer (uint64_t), the answer. Nothing, where it dies.
// zygote -> server, on the same socket, once the reader is gone: its ReaderFate.
#pragma once

#include <array>
#include <cstdint>

namespace portcheck::server {

inline constexpr int kZygoteControl = 3;  // the zygote's only open file besides the standard three

struct ReaderOrder {
  uint64_t milliseconds = 0;
  uint64_t memory = 0;
};

enum class FateKind : uint32_t { exited, signalled, timed_out, not_started };

struct ReaderFate {
  std::array<char, 8> sign;
  FateKind kind;
  int32_t code;  // exit code or signal
};

inline constexpr std::array<char, 8> kFateSign = {'r', 'e', 'a', 'd', '-', 'e', 'n', 'd'};

inline constexpr int kOutOfMemory = 75;  // a reader's exit code

}  // namespace portcheck::server
