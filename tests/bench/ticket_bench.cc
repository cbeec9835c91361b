// Tickets a processor checks in a second: a sheet and its letter, read and judged as the worker does, in one
// thread and by its processor time, so that what else the machine does counts little.
//   portcheck_ticket_bench SHEET LETTER SECONDS
#include <ctime>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "portcheck/check.h"
#include "portcheck/formats.h"
#include "server/ocr/letters.h"

namespace {

using namespace portcheck;

std::string contents(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: portcheck_ticket_bench SHEET LETTER SECONDS\n");
    return 2;
  }
  const std::string sheet = contents(argv[1]), letter = contents(argv[2]);
  const double enough = std::atof(argv[3]);
  const Date today = from_days(static_cast<int32_t>(std::time(nullptr) / 86'400));
  double letters = 0, checks = 0;
  int tickets = 0;
  Report report;
  while (letters + checks < enough) {
    Request request;
    request.today = today;
    request.ticket = Ticket{};
    request.ticket->reason = "Number Management";
    request.ticket->sub_category = "Porting Numbers";
    request.ticket->complete = true;
    equip(request);
    request.files.push_back({.name = "numbers.xlsx", .bytes = sheet, .sha256 = {}});
    request.files.push_back({.name = "letter.pdf", .bytes = letter, .sha256 = {}});
    const double begin = processor_seconds();
    server::Letters reader;
    reader.read(request.files);
    const double read = processor_seconds();
    report = check(request);
    letters += read - begin;
    checks += processor_seconds() - read;
    ++tickets;
  }
  std::printf(
      "A ticket with a sheet of 200 numbers and its letter: %.0f a second on one processor (%.2f ms: letter "
      "%.2f, sheet and "
      "rules %.2f), verdict %s\n",
      tickets / (letters + checks), (letters + checks) * 1e3 / tickets, letters * 1e3 / tickets,
      checks * 1e3 / tickets, std::string(to_string(report.verdict)).c_str());
  return 0;
}
