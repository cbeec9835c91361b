#include "server/sandbox/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "server/sandbox/sanitized.h"
#include "server/sandbox/syscall_filter.h"

namespace portcheck::server {
namespace {

constexpr uint32_t kAll = ~0U;

bool die_with_parent() {
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
}

void allow_own_signal(SyscallFilter& filter) {  // abort()
  filter.allow_where(SYS_tgkill, 0, kAll, static_cast<uint32_t>(getpid()));
  filter.allow({SYS_getpid, SYS_gettid, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigaction});
}

// Of files below `path`, in the rule set. What is not there needs no rule.
void allow_below(int rules, const char* path, uint64_t access) {
  const int folder = open(path, O_PATH | O_CLOEXEC);
  if (folder < 0) return;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = folder;
  syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(folder);
}

long landlock_version() {
  return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool confine_files(const char* folder) {
  constexpr uint64_t kEver = (uint64_t{1} << 13) - 1;  // what the first version knows
  constexpr uint64_t kMoveBetween = uint64_t{1} << 13, kTruncate = uint64_t{1} << 14;
  constexpr uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
  constexpr uint64_t kRead = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
  constexpr uint64_t kUse = kRead | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                            LANDLOCK_ACCESS_FS_REMOVE_DIR;
  const long version = landlock_version();
  if (version < 1) return true;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kEver | (version >= 2 ? kMoveBetween : 0) | (version >= 3 ? kTruncate : 0);
  // The first member alone: the others came with later versions, and sockets are refused by the filter.
  const int rules = static_cast<int>(
      syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
  if (rules < 0) return false;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin"})
    allow_below(rules, path, kRead | LANDLOCK_ACCESS_FS_EXECUTE);
  for (const char* path : {"/etc/fonts", "/var/cache/fontconfig", "/sys/devices/system/cpu"})
    allow_below(rules, path, kRead);
  for (const char* path : {"/etc/ld.so.cache", "/etc/localtime", "/etc/papersize", "/dev/urandom"})
    allow_below(rules, path, kReadFile);
  allow_below(rules, "/dev/null", kReadFile | LANDLOCK_ACCESS_FS_WRITE_FILE);
  allow_below(rules, folder, kUse | (version >= 3 ? kTruncate : 0));
  const bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

// What a program needs that reads files, takes memory, maybe has threads, and prints.
void allow_program_calls(SyscallFilter& filter) {
  filter.allow({SYS_read,      SYS_readv,      SYS_pread64,    SYS_write,      SYS_writev,    SYS_pwrite64,
                SYS_openat,    SYS_close,      SYS_fstat,      SYS_newfstatat, SYS_statx,     SYS_lseek,
                SYS_faccessat, SYS_faccessat2, SYS_readlinkat, SYS_getdents64, SYS_fcntl,     SYS_dup,
                SYS_dup3,      SYS_pipe2,      SYS_ppoll,      SYS_pselect6,   SYS_statfs,    SYS_fstatfs,
                SYS_getcwd,    SYS_chdir,      SYS_mkdirat,    SYS_unlinkat,   SYS_renameat2, SYS_ftruncate,
                SYS_fallocate, SYS_fsync,      SYS_umask});
  filter.allow({SYS_mmap,
                SYS_mprotect,
                SYS_munmap,
                SYS_mremap,
                SYS_madvise,
                SYS_brk,
                SYS_futex,
                SYS_set_robust_list,
                SYS_rseq,
                SYS_set_tid_address,
                SYS_membarrier,
                SYS_getrlimit,
                SYS_getrusage,
                SYS_times,
                SYS_sysinfo,
                SYS_uname,
                SYS_clock_gettime,
                SYS_clock_getres,
                SYS_clock_nanosleep,
                SYS_nanosleep,
                SYS_gettimeofday,
                SYS_sched_yield,
                SYS_sched_getaffinity,
                SYS_getppid,
                SYS_getuid,
                SYS_geteuid,
                SYS_getgid,
                SYS_getegid,
                SYS_sigaltstack,
                SYS_rt_sigsuspend,
                SYS_restart_syscall,
                SYS_wait4,
                SYS_exit,
                SYS_exit_group,
                SYS_execve,
                SYS_getrandom});
  filter.allow_where(SYS_prlimit64, 0, kAll, 0);  // its own
#if defined(__x86_64__)
  filter.allow({SYS_open, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_dup2, SYS_pipe, SYS_poll,
                SYS_select, SYS_mkdir, SYS_rmdir, SYS_unlink, SYS_rename, SYS_time, SYS_getpgrp,
                SYS_arch_prctl});
#endif
  filter.fail({SYS_ioctl}, ENOTTY);
  filter.fail({SYS_clone3}, ENOSYS);  // its flags cannot be looked at; the library takes clone() then
}

}  // namespace

bool confine_reader() {
  SyscallFilter filter(kSanitized ? SECCOMP_RET_ERRNO | EPERM : SECCOMP_RET_KILL_PROCESS);
  filter.allow({SYS_read, SYS_write, SYS_close, SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex,
                SYS_exit, SYS_exit_group, SYS_clock_gettime, SYS_getrandom, SYS_getppid, SYS_sysinfo,
                SYS_restart_syscall});
  filter.allow_where(SYS_mmap, 2, PROT_EXEC, 0);
  filter.allow_where(SYS_mprotect, 2, PROT_EXEC, 0);
  allow_own_signal(filter);
  // What libraries ask for by themselves and can do without.
  filter.fail({SYS_openat, SYS_newfstatat, SYS_fstat, SYS_readlinkat, SYS_faccessat, SYS_ioctl}, EPERM);
#if defined(__x86_64__)
  filter.fail({SYS_open, SYS_stat, SYS_readlink, SYS_access}, EPERM);
#endif
  if (kSanitized) filter.allow({SYS_sigaltstack, SYS_sched_yield, SYS_nanosleep, SYS_clock_nanosleep});
  return die_with_parent() && filter.install();
}

bool confine_program(const char* folder, bool may_fork) {
  SyscallFilter filter(SECCOMP_RET_ERRNO | EPERM);
  allow_program_calls(filter);
  allow_own_signal(filter);
  if (may_fork) {
    filter.allow({SYS_clone});
#if defined(__x86_64__)
    filter.allow({SYS_fork, SYS_vfork});
#endif
  } else {
    filter.allow_where(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD);
  }
  return die_with_parent() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && confine_files(folder) &&
         filter.install();
}

bool can_confine_files() {
  return landlock_version() >= 1;
}

}  // namespace portcheck::server
