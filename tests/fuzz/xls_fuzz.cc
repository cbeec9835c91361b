// Any bytes as an OLE file and as an old Excel workbook: bounded, every cell well-formed, the same when read
// again. Seeds come as bare records too, so that the fuzzer need not keep a container whole.
#include "document/ole_file.h"
#include "fuzz_check.h"
#include "sheet/xls.h"

namespace portcheck::fuzz {
namespace {

// Beside the other promises: rows ascend.
class AscendingSink final : public sheet::RowSink {
 public:
  bool row(const sheet::Row& row) override {
    PORTCHECK_FUZZ_REQUIRE(row.number > last_ && !row.cells.empty());
    last_ = row.number;
    return checking_.row(row);
  }
  uint64_t digest() const { return checking_.digest; }

 private:
  CheckingSink checking_;
  uint32_t last_ = 0;
};

void unpack(std::string_view bytes) {
  const document::OleFile file(bytes);
  size_t read = 0;
  for (const document::OleEntry& entry : file.entries()) {
    archive::Buffer out;
    if (read++ == 8 || !file.read(entry, out)) break;
    PORTCHECK_FUZZ_REQUIRE(out.size() <= entry.size && out.size() <= bytes.size());
  }
}

void run(std::string_view bytes) {
  unpack(bytes);
  const sheet::Opened opened = sheet::open_xls(bytes);
  if (opened.workbook == nullptr) {
    PORTCHECK_FUZZ_REQUIRE(opened.problem.status != sheet::Status::ok);
    return;
  }
  const std::vector<sheet::SheetInfo>& sheets = opened.workbook->sheets();
  PORTCHECK_FUZZ_REQUIRE(!sheets.empty() && sheets.size() <= limits::kSheets);
  for (size_t i = 0; i < sheets.size() && i < 4; ++i) {
    PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(sheets[i].name));
    AscendingSink first, again;
    sheet::ReadFacts facts;
    const sheet::Problem problem = opened.workbook->read(i, first, facts);
    PORTCHECK_FUZZ_REQUIRE((problem.status == sheet::Status::ok) == (problem.what == Defect::none));
    opened.workbook->read(i, again, facts);
    PORTCHECK_FUZZ_REQUIRE(first.digest() == again.digest());
  }
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
