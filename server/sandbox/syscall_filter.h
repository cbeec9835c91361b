// A list of the system calls that a process may still make, for the kernel (seccomp). Only what may be called
// between fork() and exec() is used: no memory, no locks.
#pragma once

#include <linux/filter.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace portcheck::server {

class SyscallFilter {
 public:
  // `otherwise`: what becomes of a call that is not in the list, a SECCOMP_RET_ value. Calls of another
  // machine's numbering (32-bit, x32) end the process.
  explicit SyscallFilter(uint32_t otherwise);

  void allow(std::initializer_list<long> calls);
  // Only where the low half of the call's argument, as far as `mask` goes, is `value`.
  void allow_where(long call, unsigned argument, uint32_t mask, uint32_t value);
  // The calls fail with this error number.
  void fail(std::initializer_list<long> calls, int error);

  // For this process and all that it starts, for good. False when the kernel refuses, or the list is too
  // long.
  bool install();

 private:
  void add(const sock_filter& step);
  void add_answer(long call, uint32_t answer);

  static constexpr size_t kSteps = 400;
  std::array<sock_filter, kSteps> steps_{};
  size_t count_ = 0;
  uint32_t otherwise_;
};

}  // namespace portcheck::server
