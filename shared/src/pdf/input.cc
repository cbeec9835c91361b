#include "pdf/input.h"

#include <algorithm>
#include <cstring>

#include "pdf/object_guard.h"

namespace portcheck::pdf {
namespace {

constexpr size_t kTokenizerRead = 128;  // InputSource::buf_size
constexpr size_t kShortRead = 8;        // line ends; no stream of objects is so short
constexpr size_t kSearchRead = 1024;    // InputSource::findFirst

bool begins_stream(std::string_view before) {
  before = before.substr(before.size() - std::min<size_t>(before.size(), 64));
  while (!before.empty() && static_cast<unsigned char>(before.back()) <= ' ') before.remove_suffix(1);
  return before.size() >= 6 && before.substr(before.size() - 6) == "stream";
}

}  // namespace

qpdf_offset_t BoundedInput::findAndSkipNextEOL() {
  size_t end = bytes_.find_first_of("\r\n", std::min(at_, bytes_.size()));
  if (end == std::string_view::npos) end = bytes_.size();
  size_t next = bytes_.find_first_not_of("\r\n", end);
  if (next == std::string_view::npos) next = bytes_.size();
  budget_.spend(Cost::file_bytes, next > at_ ? next - at_ : 1);
  at_ = next;
  return static_cast<qpdf_offset_t>(end);
}

void BoundedInput::seek(qpdf_offset_t offset, int whence) {
  qpdf_offset_t base = 0;
  if (whence == SEEK_END) base = static_cast<qpdf_offset_t>(bytes_.size());
  if (whence == SEEK_CUR) base = static_cast<qpdf_offset_t>(at_);
  const bool wrong = offset < 0 ? base + offset < 0 : offset > (qpdf_offset_t{1} << 40);
  at_ = wrong ? bytes_.size() : static_cast<size_t>(base + offset);
}

// The tokenizer reads ahead, and what it did not use again.
void BoundedInput::count(size_t begin, size_t end) {
  size_t from = begin;
  if (begin >= counted_from_ && begin <= counted_to_) from = std::min(counted_to_, end);
  budget_.spend(Cost::tokens, count_tokens(bytes_.substr(from, end - from)));
  counted_from_ = begin;
  counted_to_ = std::max(end, from);
}

size_t BoundedInput::read(char* to, size_t length) {
  last_offset = static_cast<qpdf_offset_t>(std::min(at_, bytes_.size()));
  budget_.spend(Cost::file_bytes, 1);
  if (at_ >= bytes_.size()) return 0;
  const size_t size = std::min(length, bytes_.size() - at_);
  budget_.spend(Cost::file_bytes, size);
  if (length == kTokenizerRead) count(at_, at_ + size);
  if (length == kSearchRead) {  // for the end of a stream: qpdf looks through its whole table for each
    if (at_ + 16 < search_end_ || at_ > search_end_) budget_.spend(Cost::file_bytes, bytes_.size() / 64);
    search_end_ = at_ + size;
  }
  if (length > kShortRead && length != kTokenizerRead && length != kSearchRead) {
    if (at_ != stream_end_ && !budget_.reads_for_us() && begins_stream(bytes_.substr(0, at_)))
      guard_object_stream(stored_stream(bytes_.substr(at_)), budget_);
    stream_end_ = at_ + size;
  }
  std::memcpy(to, bytes_.data() + at_, size);
  at_ += size;
  return size;
}

}  // namespace portcheck::pdf
