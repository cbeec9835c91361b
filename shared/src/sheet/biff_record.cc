#include "sheet/biff_record.h"

#include <algorithm>

#include "text/little_endian.h"

namespace portcheck::sheet {

bool RecordReader::next(Record& record) {
  constexpr size_t kHead = 4;
  if (at_ > stream_.size() || stream_.size() - at_ < kHead) return false;
  const size_t size = text::u16_at(stream_, at_ + 2);
  if (stream_.size() - at_ - kHead < size) return false;
  record.id = text::u16_at(stream_, at_);
  record.body = stream_.substr(at_ + kHead, size);
  at_ += kHead + size;
  return true;
}

bool LongBody::next_part() {
  RecordReader ahead = records_;
  Record record;
  if (!ahead.next(record) || record.id != biff::kContinue) return false;
  records_ = ahead;
  left_ = record.body;
  return true;
}

bool LongBody::number(unsigned bytes, uint32_t& value) {
  value = 0;
  for (unsigned i = 0; i < bytes; ++i) {
    while (left_.empty()) {
      if (!next_part()) return false;
    }
    value |= text::u8_at(left_, 0) << (8 * i);
    left_.remove_prefix(1);
  }
  return true;
}

bool LongBody::skip(uint64_t bytes) {
  while (bytes > left_.size()) {
    bytes -= left_.size();
    if (!next_part()) return false;
  }
  left_.remove_prefix(static_cast<size_t>(bytes));
  return true;
}

bool LongBody::characters(uint32_t count, bool wide, std::string& utf16) {
  for (;;) {
    const size_t size = wide ? 2 : 1;
    const size_t here = std::min<size_t>(count, left_.size() / size);
    if (wide) {
      utf16.append(left_.substr(0, 2 * here));
    } else {
      for (const char c : left_.substr(0, here)) utf16.append({c, '\0'});
    }
    left_.remove_prefix(size * here);
    count -= static_cast<uint32_t>(here);
    if (count == 0) return true;
    uint32_t flags = 0;
    if (!next_part() || !number(1, flags)) return false;
    wide = (flags & 1) != 0;
  }
}

bool LongBody::bytes(uint32_t count, std::string& out) {
  while (count > left_.size()) {
    count -= static_cast<uint32_t>(left_.size());
    out.append(left_);
    if (!next_part()) return false;
  }
  out.append(left_.substr(0, count));
  left_.remove_prefix(count);
  return true;
}

}  // namespace portcheck::sheet
