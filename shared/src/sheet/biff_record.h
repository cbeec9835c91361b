// The records of an old Excel workbook (BIFF, MS-XLS 2.1.4): a number, a size and as many bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::sheet {

// Record numbers, of Excel 97 where versions differ; with a digit those of older versions.
namespace biff {
enum : uint32_t {
  kBof2 = 0x09,
  kBof3 = 0x209,
  kBof4 = 0x409,
  kBof = 0x809,
  kEof = 0x0A,
  kContinue = 0x3C,
  kBoundSheet = 0x85,
  kFilePass = 0x2F,
  kCodePage = 0x42,
  kDateMode = 0x22,
  kObProj = 0xD3,
  kSst = 0xFC,
  kFormat2 = 0x1E,
  kFormat = 0x41E,
  kXf2 = 0x43,
  kXf3 = 0x243,
  kXf4 = 0x443,
  kXf = 0xE0,
  kColumnWidth2 = 0x24,
  kColumnInfo = 0x7D,
  kRow = 0x208,
  kInteger2 = 0x02,
  kNumber2 = 0x03,
  kLabel2 = 0x04,
  kBoolError2 = 0x05,
  kString2 = 0x07,
  kFormula = 0x06,
  kFormula3 = 0x206,
  kFormula4 = 0x406,
  kNumber = 0x203,
  kLabel = 0x204,
  kBoolError = 0x205,
  kString = 0x207,
  kRk = 0x27E,
  kMulRk = 0xBD,
  kLabelSst = 0xFD,
  kRString = 0xD6,
};

constexpr bool is_bof(uint32_t id) {
  return id == kBof2 || id == kBof3 || id == kBof4 || id == kBof;
}
}  // namespace biff

struct Record {
  uint32_t id = 0;
  std::string_view body;
};

class RecordReader {
 public:
  explicit RecordReader(std::string_view stream, size_t at = 0) : stream_(stream), at_(at) {}
  // False at the end of the stream, also where it ends within a record.
  bool next(Record& record);
  size_t position() const { return at_; }  // of the record that next() gives

 private:
  std::string_view stream_;
  size_t at_;
};

// The body of a record and of the CONTINUE records behind it as one run of bytes. Each function returns false
// when that ends too early.
class LongBody {
 public:
  // `records` stands behind `first` and is moved behind what is read.
  LongBody(const Record& first, RecordReader& records) : left_(first.body), records_(records) {}

  bool number(unsigned bytes, uint32_t& value);  // little-endian, 1 to 4 bytes
  bool skip(uint64_t bytes);
  // Appends `count` characters as UTF-16LE, of which the file stores both bytes (`wide`) or the lower only.
  // Where a string goes on in another record, that record first says anew which.
  bool characters(uint32_t count, bool wide, std::string& utf16);
  // Appends `count` bytes.
  bool bytes(uint32_t count, std::string& out);

 private:
  bool next_part();

  std::string_view left_;
  RecordReader& records_;
};

}  // namespace portcheck::sheet
