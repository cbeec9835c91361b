// Any bytes as an archive: bounded, and an entry read in windows of any size is the entry read as a whole.
#include <cstring>

#include "archive/zip.h"
#include "fuzz_check.h"

namespace portcheck::fuzz {
namespace {

using archive::EntryStream;
using archive::ZipStatus;

constexpr uint64_t kMost = uint64_t{4} << 20;  // larger entries cost more than they teach

// As a reader does it: windows may be overwritten.
ZipStatus read_in_windows(archive::Zip& zip, const archive::ZipEntry& entry, size_t step, bool to_the_end,
                          std::string& out) {
  EntryStream stream(step);
  archive::ZipProblem problem = zip.open_stream(entry, stream);
  for (size_t windows = 0; problem.status == ZipStatus::ok; ++windows) {
    if (!to_the_end && windows == 3) return zip.stream_problem(entry, stream.finish()).status;
    problem = zip.stream_problem(entry, stream.next("row"));
    if (problem.status != ZipStatus::ok) break;
    PORTCHECK_FUZZ_REQUIRE(stream.offset() == out.size());
    const std::string_view window(stream.data(), stream.size());
    PORTCHECK_FUZZ_REQUIRE(stream.last() || window.ends_with("row>"));
    out += window;
    PORTCHECK_FUZZ_REQUIRE(out.size() <= entry.size);
    if (!window.empty()) std::memset(stream.data(), '#', stream.size());
    if (stream.last()) break;
  }
  return problem.status;
}

void run(std::string_view bytes) {
  archive::Zip zip;
  if (zip.open(bytes).status != ZipStatus::ok) {
    PORTCHECK_FUZZ_REQUIRE(zip.entries().empty());
    return;
  }
  PORTCHECK_FUZZ_REQUIRE(zip.entries().size() <= limits::kZipEntries);
  uint64_t total = 0;
  archive::Buffer buffer;
  size_t left = 8;
  for (const archive::ZipEntry& entry : zip.entries()) {
    if (entry.size > kMost) continue;
    if (left-- == 0) break;
    PORTCHECK_FUZZ_REQUIRE(zip.find(entry.name) != nullptr);
    const ZipStatus status = zip.read(entry, buffer).status;
    if (status == ZipStatus::ok) {
      PORTCHECK_FUZZ_REQUIRE(buffer.size() <= entry.size);
      total += buffer.size();
    }
    for (const size_t step : {size_t{1}, size_t{50}, size_t{4000}, EntryStream::kStep}) {
      std::string joined;
      PORTCHECK_FUZZ_REQUIRE(read_in_windows(zip, entry, step, true, joined) == status);
      PORTCHECK_FUZZ_REQUIRE(status != ZipStatus::ok || joined == buffer.view());
      joined.clear();
      PORTCHECK_FUZZ_REQUIRE(read_in_windows(zip, entry, step, false, joined) == status);
    }
  }
  PORTCHECK_FUZZ_REQUIRE(total <= limits::kInflatedBytes);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
