#include "server/sandbox/confine.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <iterator>

namespace portcheck::server {
namespace {

#if defined(__x86_64__)
constexpr unsigned kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kMachine = AUDIT_ARCH_AARCH64;
#else
#error "say which machine this is, so that the filter knows its system calls"
#endif

constexpr unsigned kRefused = SECCOMP_RET_ERRNO | EPERM;

#define PORTCHECK_REFUSE(call) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), BPF_STMT(BPF_RET | BPF_K, kRefused)

constexpr sock_filter kFilter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
#if defined(__x86_64__)
    // The x32 calls, which are other numbers for the same.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, kRefused),
#endif
    PORTCHECK_REFUSE(SYS_socket),
    PORTCHECK_REFUSE(SYS_socketpair),
    PORTCHECK_REFUSE(SYS_connect),
    PORTCHECK_REFUSE(SYS_bind),
    PORTCHECK_REFUSE(SYS_ptrace),
    PORTCHECK_REFUSE(SYS_process_vm_readv),
    PORTCHECK_REFUSE(SYS_process_vm_writev),
    PORTCHECK_REFUSE(SYS_io_uring_setup),
    PORTCHECK_REFUSE(SYS_mount),
    PORTCHECK_REFUSE(SYS_unshare),
    PORTCHECK_REFUSE(SYS_setns),
    PORTCHECK_REFUSE(SYS_bpf),
    PORTCHECK_REFUSE(SYS_keyctl),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

}  // namespace

bool confine() {
  const sock_fprog program{static_cast<unsigned short>(std::size(kFilter)),
                           const_cast<sock_filter*>(kFilter)};
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace portcheck::server
