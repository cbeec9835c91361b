// Any bytes as worksheet XML: the shortcuts for usual cells give the same rows as the tokenizer alone.
#include <cstring>

#include "archive/zip_writer.h"
#include "fuzz_check.h"
#include "sheet/xlsx_sheet.h"

namespace portcheck::fuzz {
namespace {

constexpr std::string_view kBefore = "<worksheet><sheetData>";

// Behind the bytes, so that the shortcuts, which look far ahead, take them to the end.
const std::string kRoom(256, ' ');

void read_strings(sheet::SharedStrings& strings) {
  static const std::string archive = [] {
    archive::ZipWriter writer;
    PORTCHECK_FUZZ_REQUIRE(writer.add("strings", "<sst><si><t>a</t></si><si/><si><t>b c</t></si></sst>"));
    return writer.finish();
  }();
  sheet::Package package;
  PORTCHECK_FUZZ_REQUIRE(package.open(archive).status == sheet::Status::ok);
  PORTCHECK_FUZZ_REQUIRE(strings.read(package, "strings").status == sheet::Status::ok);
}

sheet::Problem read(std::string_view xml, bool shortcuts, CheckingSink& sink, sheet::ReadFacts& facts) {
  archive::Buffer buffer;
  PORTCHECK_FUZZ_REQUIRE(buffer.allocate(xml.size()));
  std::memcpy(buffer.data(), xml.data(), xml.size());
  sheet::SharedStrings strings;
  read_strings(strings);
  const sheet::DateStyles styles;
  sheet::PartStream stream(buffer);
  return sheet::read_worksheet(stream, "sheet", {strings, styles, false}, sink, facts, shortcuts);
}

void run(std::string_view bytes) {
  std::string xml(kBefore);
  text::append_repaired(xml, bytes);
  xml += kRoom;
  CheckingSink quick, plain;
  sheet::ReadFacts quick_facts, plain_facts;
  const sheet::Problem quick_problem = read(xml, true, quick, quick_facts);
  const sheet::Problem plain_problem = read(xml, false, plain, plain_facts);
  PORTCHECK_FUZZ_REQUIRE(quick_problem.status == plain_problem.status);
  PORTCHECK_FUZZ_REQUIRE(quick_problem.row == plain_problem.row);
  PORTCHECK_FUZZ_REQUIRE(quick.digest == plain.digest);
  PORTCHECK_FUZZ_REQUIRE(quick_facts.hidden_rows == plain_facts.hidden_rows);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
