// Any bytes as a worksheet's part: read in windows of any size it gives the rows that it gives as a whole.
#include <algorithm>
#include <cstring>

#include "archive/zip_writer.h"
#include "fuzz_check.h"
#include "sheet/xlsx_sheet.h"
#include "text/encoding.h"

namespace portcheck::fuzz {
namespace {

constexpr std::string_view kPart = "sheet.xml";

struct Answer {
  sheet::Problem problem;
  sheet::ReadFacts facts;
  CheckingSink sink;
};

void read(sheet::PartStream& stream, Answer& out) {
  const sheet::SharedStrings strings;
  const sheet::DateStyles styles;
  out.problem = sheet::read_worksheet(stream, kPart, {strings, styles, false}, out.sink, out.facts);
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  const size_t step = size_t{1} << (bytes[0] & 7);
  bytes.remove_prefix(1);
  archive::ZipWriter writer;
  PORTCHECK_FUZZ_REQUIRE(writer.add(kPart, bytes));
  const std::string archive = writer.finish();
  sheet::Package package;
  PORTCHECK_FUZZ_REQUIRE(package.open(archive).status == sheet::Status::ok);

  Answer windows, whole;
  sheet::PartStream stream(package, kPart, step);
  read(stream, windows);
  // What is not UTF-8 shows late: windows before it are taken as they are.
  if (!text::detect_encoding(bytes).well_formed) return;
  archive::Buffer buffer;
  PORTCHECK_FUZZ_REQUIRE(package.read_part(kPart, buffer).status == sheet::Status::ok);
  sheet::PartStream all(buffer);
  read(all, whole);
  PORTCHECK_FUZZ_REQUIRE(windows.problem.status == whole.problem.status);
  PORTCHECK_FUZZ_REQUIRE(windows.problem.row == whole.problem.row);
  PORTCHECK_FUZZ_REQUIRE(windows.sink.rows == whole.sink.rows);
  PORTCHECK_FUZZ_REQUIRE(windows.sink.digest == whole.sink.digest);
  PORTCHECK_FUZZ_REQUIRE(windows.facts.hidden_rows == whole.facts.hidden_rows);
  PORTCHECK_FUZZ_REQUIRE(windows.facts.hidden_columns == whole.facts.hidden_columns);
  PORTCHECK_FUZZ_REQUIRE(windows.facts.cut_cells == whole.facts.cut_cells);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
