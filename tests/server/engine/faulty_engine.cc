// The readers' zygote as the server has it, with parsers that break on request: a file's name says how. Only
// tests have this program.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>

#include "server/engine/job.h"
#include "server/engine/work.h"
#include "server/sandbox/zygote.h"

namespace portcheck::server {
namespace {

void take_memory() {
  std::deque<std::string> kept;
  for (;;) kept.emplace_back(size_t{1} << 20, 'x');
}

// Of the stack, sooner or later.
size_t overflow(const std::string& text) {
  const std::string more = text.substr(0, 1) + "x";
  return more.empty() ? 0 : overflow(more) + more.size();
}

// What a parser that was taken over would try.
void break_out(const std::string& how) {
  if (how == "open.csv") (void)!open("/etc/passwd", O_RDONLY);
  if (how == "write.csv") (void)!open("broken-out", O_CREAT | O_WRONLY, 0600);
  if (how == "socket.csv") (void)!socket(AF_INET, SOCK_STREAM, 0);
  if (how == "exec.csv") execl("/bin/true", "true", nullptr);
  if (how == "fork.csv") (void)!fork();
  if (how == "kill.csv") kill(getppid(), SIGKILL);
  if (how == "code.csv")
    (void)!mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

std::string answer_with_faults(std::string_view input) {
  EngineJob job;
  if (!decode(input, job)) return {};
  for (size_t i = 0; i < job.request.files.size(); ++i) {
    const std::string& name = job.request.files[i].name;
    if (i < job.refused.size() && job.refused[i] != Defect::none) continue;
    if (name == "abort.csv") std::abort();
    if (name == "segv.csv") raise(SIGSEGV);
    if (name == "stack.csv") return std::string(overflow("x"), ' ');
    while (name == "loop.csv") asm volatile("");
    if (name == "memory.csv") take_memory();
    if (name == "lie.csv") return "no answer of ours";
    if (name == "loud.csv") return std::string(size_t{300} << 20, 'x');
    if (name == "leave.csv") _exit(0);
    if (name == "together.csv" && job.request.files.size() > 1) std::abort();
    break_out(name);
  }
  if (job.request.ticket && job.request.ticket->subject == "abort") std::abort();
  return answer_job(input);
}

}  // namespace
}  // namespace portcheck::server

int main() {
  using namespace portcheck::server;
  return run_zygote(answer_with_faults, first_job());
}
