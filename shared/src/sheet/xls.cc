#include "sheet/xls.h"

#include <utility>

#include "document/ole_file.h"
#include "portcheck/limits.h"
#include "sheet/serial_date.h"
#include "sheet/xls_sheet.h"
#include "text/little_endian.h"

namespace portcheck::sheet {
namespace {

using text::u16_at;
using text::u32_at;
using text::u8_at;

// Which number formats show a date, by number; built-in ones need no definition.
class DateFormats {
 public:
  void define(uint32_t id, std::string_view code) {
    if (id >= known_.size()) known_.resize(id + 1, kUndefined);
    known_[id] = is_date_format(code) ? kDate : kOther;
  }
  bool is_date(uint32_t id) const {
    return id < known_.size() && known_[id] != kUndefined ? known_[id] == kDate : is_builtin_date_format(id);
  }

 private:
  enum : uint8_t { kUndefined, kDate, kOther };
  std::vector<uint8_t> known_;
};

class XlsWorkbook final : public Workbook {
 public:
  Problem open(std::string_view bytes) {
    stream_ = bytes;
    if (bytes.substr(0, document::kOleMagic.size()) == document::kOleMagic) {
      if (Problem problem = open_container(bytes); problem.status != Status::ok) return problem;
    }
    if (Problem problem = start(); problem.status != Status::ok) return problem;
    const bool complete = read_globals();
    if (encrypted_) return {Status::encrypted, Defect::workbook, 0};
    if (starts_.size() > limits::kSheets) return {Status::too_large, Defect::sheets, 0};
    if (!sheets_.empty()) return {};
    if (!complete) return {Status::damaged, Defect::sheet_list, 0};
    return {Status::empty, Defect::sheet_list, 0};
  }

  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  Problem read(size_t index, RowSink& sink, ReadFacts& facts) override {
    facts = {};
    facts.macros = macros_;
    // A sheet ends where the next one begins, so that no byte is read for two of them.
    const size_t begin = begins_[index];
    size_t end = stream_.size();
    for (size_t i = 0; i < starts_.size(); ++i) {
      if (starts_[i] > begin && starts_[i] < end) end = starts_[i];
    }
    Record record;
    if (begin >= end || !RecordReader(stream_, begin).next(record) || !biff::is_bof(record.id))
      return {Status::damaged, Defect::sheet_start, 0};
    return read_xls_sheet(stream_.substr(begin, end - begin), context_, sink, facts);
  }

 private:
  Problem open_container(std::string_view bytes) {
    const document::OleFile file(bytes);
    const document::OleEntry* entry = file.find("Workbook");
    if (entry == nullptr) entry = file.find("Book");
    if (entry == nullptr) return {Status::damaged, Defect::container, 0};
    if (!file.read(*entry, buffer_)) return {Status::too_large, Defect::workbook, 0};
    stream_ = buffer_.view();
    macros_ = file.find("_VBA_PROJECT_CUR") != nullptr;
    return {};
  }

  Problem start() {
    enum : uint32_t { kGlobals = 0x05, kSheet = 0x10, kExcel97 = 0x600 };
    Record record;
    if (!RecordReader(stream_).next(record) || !biff::is_bof(record.id) || record.body.size() < 4)
      return {Status::damaged, Defect::workbook_start, 0};
    bof_ = record.id;
    context_.excel2 = bof_ == biff::kBof2;
    context_.text.unicode = bof_ == biff::kBof && u16_at(record.body, 0) == kExcel97;
    const uint32_t kind = u16_at(record.body, 2);
    if (kind == kSheet) {
      list_sheet(0, false, "Sheet1");
    } else if (bof_ != biff::kBof || kind != kGlobals) {
      return {Status::unsupported, Defect::old_excel, 0};
    }
    return {};
  }

  void list_sheet(uint32_t begin, bool hidden, std::string name) {
    sheets_.push_back({std::move(name), hidden});
    begins_.push_back(begin);
  }

  // Everything that holds for all sheets. False when it is cut.
  bool read_globals() {
    RecordReader records(stream_);
    Record record;
    bool complete = false;
    while (!complete && records.next(record)) {
      complete = record.id == biff::kEof;
      read_global(record, records);
    }
    for (const uint16_t format : style_formats_) context_.date_styles.push_back(formats_.is_date(format));
    return complete;
  }

  void read_global(const Record& record, RecordReader& records) {
    enum : uint32_t { kLatin1 = 1252, kLatin1OfExcel3 = 32'769, kAscii = 367 };
    const std::string_view body = record.body;
    switch (record.id) {
      case biff::kFilePass:
        encrypted_ = true;
        return;
      case biff::kObProj:
        macros_ = true;
        return;
      case biff::kSst: {
        LongBody strings(record, records);
        context_.strings.read(strings, context_.text);
        return;
      }
      default:
        break;
    }
    if (body.size() < 2) return;
    switch (record.id) {
      case biff::kCodePage: {
        const uint32_t page = u16_at(body, 0);
        context_.text.windows1252 = page == kLatin1 || page == kLatin1OfExcel3 || page == kAscii;
        break;
      }
      case biff::kDateMode:
        context_.dates_since_1904 = u16_at(body, 0) == 1;
        break;
      case biff::kBoundSheet:
        read_sheet_entry(record, records);
        break;
      case biff::kFormat2:
        read_format(record, records, 0, next_format_++);
        break;
      case biff::kFormat:
        read_format(record, records, 2, bof_ == biff::kBof ? u16_at(body, 0) : next_format_++);
        break;
      case biff::kXf2:
        if (body.size() >= 3) style_formats_.push_back(u8_at(body, 2) & 0x3F);
        break;
      case biff::kXf3:
      case biff::kXf4:
        style_formats_.push_back(static_cast<uint16_t>(u8_at(body, 1)));
        break;
      case biff::kXf:
        if (body.size() >= 4) style_formats_.push_back(static_cast<uint16_t>(u16_at(body, 2)));
        break;
      default:
        break;
    }
  }

  void read_sheet_entry(Record record, RecordReader& records) {
    enum : uint32_t { kWorksheet = 0, kMacroSheet = 1, kModule = 6, kShown = 0 };
    constexpr size_t kBeforeName = 6;
    if (record.body.size() < kBeforeName || starts_.size() > limits::kSheets) return;
    const uint32_t begin = u32_at(record.body, 0);
    const uint32_t state = u8_at(record.body, 4) & 3;
    const uint32_t kind = u8_at(record.body, 5);
    macros_ = macros_ || kind == kMacroSheet || kind == kModule;
    starts_.push_back(begin);
    if (kind != kWorksheet) return;
    record.body.remove_prefix(kBeforeName);
    list_sheet(begin, state != kShown, text_of(record, records, 1));
  }

  void read_format(Record record, RecordReader& records, size_t before_code, uint32_t id) {
    record.body.remove_prefix(before_code);
    formats_.define(id, text_of(record, records, context_.text.unicode ? 2 : 1));
  }

  std::string text_of(const Record& record, RecordReader& records, unsigned length_bytes) const {
    std::string out;
    bool undecodable = false;
    LongBody body(record, records);
    context_.text.read(body, length_bytes, out, undecodable);
    return out;
  }

  archive::Buffer buffer_;
  std::string_view stream_;  // of buffer_, or a sheet without a container
  std::vector<SheetInfo> sheets_;
  std::vector<uint32_t> begins_;  // of sheets_
  std::vector<uint32_t> starts_;  // of all that is listed, charts included
  std::vector<uint16_t> style_formats_;
  DateFormats formats_;
  XlsContext context_;
  uint32_t bof_ = 0;
  uint32_t next_format_ = 0;
  bool encrypted_ = false;
  bool macros_ = false;
};

}  // namespace

Opened open_xls(std::string_view bytes) {
  auto workbook = std::make_unique<XlsWorkbook>();
  if (Problem problem = workbook->open(bytes); problem.status != Status::ok)
    return {nullptr, std::move(problem)};
  return {std::move(workbook), {}};
}

}  // namespace portcheck::sheet
