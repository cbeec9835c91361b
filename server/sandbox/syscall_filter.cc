#include "server/sandbox/syscall_filter.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

namespace portcheck::server {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "say which machine this is, so that the filter knows its system calls"
#endif

constexpr uint32_t kNumber = offsetof(seccomp_data, nr);

constexpr uint32_t low_half_of(unsigned argument) {
  return static_cast<uint32_t>(offsetof(seccomp_data, args) + argument * sizeof(uint64_t));
}

}  // namespace

SyscallFilter::SyscallFilter(uint32_t otherwise) : otherwise_(otherwise) {
  add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0));
  add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kNumber));
#if defined(__x86_64__)
  constexpr uint32_t kX32 = 0x40000000;
  add(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32, 0, 1));
  add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
}

void SyscallFilter::add(const sock_filter& step) {
  if (count_ < kSteps) steps_[count_] = step;
  ++count_;
}

void SyscallFilter::add_answer(long call, uint32_t answer) {
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call), 0, 1));
  add(BPF_STMT(BPF_RET | BPF_K, answer));
}

void SyscallFilter::allow(std::initializer_list<long> calls) {
  for (const long call : calls) add_answer(call, SECCOMP_RET_ALLOW);
}

void SyscallFilter::fail(std::initializer_list<long> calls, int error) {
  for (const long call : calls) add_answer(call, SECCOMP_RET_ERRNO | static_cast<uint32_t>(error));
}

void SyscallFilter::allow_where(long call, unsigned argument, uint32_t mask, uint32_t value) {
  constexpr uint8_t kRest = 5;
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call), 0, kRest));
  add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, low_half_of(argument)));
  add(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
  add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  add(BPF_STMT(BPF_RET | BPF_K, otherwise_));
}

bool SyscallFilter::install() {
  add(BPF_STMT(BPF_RET | BPF_K, otherwise_));
  if (count_ > kSteps) return false;
  const sock_fprog program{static_cast<unsigned short>(count_), steps_.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace portcheck::server
