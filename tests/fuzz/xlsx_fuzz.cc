// Any bytes as an archive and as a workbook: bounded, and every cell well-formed.
#include "archive/zip.h"
#include "fuzz_check.h"
#include "sheet/xlsx.h"

namespace portcheck::fuzz {
namespace {

void unpack(std::string_view bytes) {
  archive::Zip zip;
  if (zip.open(bytes).status != archive::ZipStatus::ok) {
    PORTCHECK_FUZZ_REQUIRE(zip.entries().empty());
    return;
  }
  PORTCHECK_FUZZ_REQUIRE(zip.entries().size() <= limits::kZipEntries);
  uint64_t total = 0;
  archive::Buffer buffer;
  for (const archive::ZipEntry& entry : zip.entries()) {
    if (zip.read(entry, buffer).status != archive::ZipStatus::ok) continue;
    total += buffer.size();
    PORTCHECK_FUZZ_REQUIRE(buffer.size() <= entry.size);
    PORTCHECK_FUZZ_REQUIRE(zip.find(entry.name) != nullptr);
  }
  PORTCHECK_FUZZ_REQUIRE(total <= limits::kInflatedBytes);
}

void run(std::string_view bytes) {
  unpack(bytes);
  const sheet::Opened opened = sheet::open_xlsx(bytes);
  if (opened.workbook == nullptr) {
    PORTCHECK_FUZZ_REQUIRE(opened.problem.status != sheet::Status::ok);
    return;
  }
  PORTCHECK_FUZZ_REQUIRE(!opened.workbook->sheets().empty());
  for (size_t i = 0; i < opened.workbook->sheets().size() && i < 4; ++i) {
    CheckingSink sink;
    sheet::ReadFacts facts;
    const sheet::Problem problem = opened.workbook->read(i, sink, facts);
    PORTCHECK_FUZZ_REQUIRE((problem.status == sheet::Status::ok) == (problem.what == Defect::none));
  }
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
