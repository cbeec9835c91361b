// What one edited cell costs, whatever the sheet's size: portcheck_edit_bench [EDITS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "portcheck/edit_session.h"

namespace {

using Clock = std::chrono::steady_clock;

double micros(Clock::time_point from) {
  return std::chrono::duration<double, std::micro>(Clock::now() - from).count();
}

// Numbers that mostly differ, forty campaigns, one destination: an ordinary request.
std::string sheet_of(unsigned rows) {
  std::string csv = "Number to Port,Campaign_url,Description,media_type,Detected_destination\n";
  for (unsigned i = 0; i < rows; ++i) {
    csv += std::to_string(2'012'000'000ULL + i * 7ULL % 5'000'000ULL);
    csv += ",https://acme.invoca.net/a_campaigns/terms/" + std::to_string(i % 40) + ",spring,TV,3126360140\n";
  }
  return csv;
}

}  // namespace

int main(int argc, char** argv) {
  const int edits = argc > 1 ? std::atoi(argv[1]) : 1000;
  double least = 0;
  for (unsigned rows : {1'000U, 100'000U, 1'000'000U}) {
    const std::string csv = sheet_of(rows);
    portcheck::Request request;
    request.today = {2026, 11, 22};
    request.files.push_back({"numbers.csv", csv, ""});
    portcheck::Remark refused;
    const Clock::time_point start = Clock::now();
    const auto session = portcheck::EditSession::open(request, refused);
    if (!session) return std::puts(message(refused).c_str()), 1;
    const double opened = micros(start);
    std::vector<double> times;
    for (int i = 0; i < edits; ++i) {
      const uint32_t row = 2 + static_cast<uint32_t>(i) * 7919U % rows;
      const uint32_t other = static_cast<uint32_t>(i) * 104'729U % rows;
      const std::string number = std::to_string(2'012'000'000ULL + other * 7ULL % 5'000'000ULL);
      const Clock::time_point from = Clock::now();
      session->edit(0, row, i % 4 == 3 ? 2 : 1, i % 4 == 3 ? "acme.invoca.net/x" : number);
      times.push_back(micros(from));
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    if (least == 0) least = median;
    std::printf(
        "edit of %8u rows: median %7.1f us, 99 of 100 within %8.1f us, %.2f times the smallest; opened in "
        "%.0f ms\n",
        rows, median, times[times.size() * 99 / 100], median / least, opened / 1000);
  }
}
