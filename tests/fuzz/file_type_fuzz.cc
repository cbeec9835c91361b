// Any bytes, any name: always some type, the same for the same bytes, and names never matter to other than
// text.
#include "document/file_type.h"
#include "fuzz_check.h"

namespace portcheck::fuzz {
namespace {

using document::FileType;

bool is_text(FileType type) {
  return type == FileType::csv || type == FileType::tsv || type == FileType::text;
}
bool is_iwork(FileType type) {
  return type == FileType::numbers || type == FileType::pages;
}

void run(std::string_view bytes) {
  const FileType plain = document::detect_file_type(bytes, "");
  for (const std::string_view name : {"a.csv", "a.tsv", "a.xlsx", "a.numbers", "."}) {
    const FileType named = document::detect_file_type(bytes, name);
    PORTCHECK_FUZZ_REQUIRE(named == plain || (is_text(named) && is_text(plain)) ||
                           (is_iwork(named) && is_iwork(plain)));
  }
  PORTCHECK_FUZZ_REQUIRE(!document::to_string(plain).empty());
  document::extension_agrees(plain, bytes.substr(0, 64));
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
