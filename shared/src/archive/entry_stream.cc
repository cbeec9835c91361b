#include "archive/entry_stream.h"

#include <algorithm>
#include <cstring>

#include "archive/crc32.h"

namespace portcheck::archive {
namespace {

// The end of the last `</element>` or `</prefix:element>` in [from, to); null where there is none.
char* end_of_last(std::string_view element, char* from, char* to) {
  const auto size = static_cast<ptrdiff_t>(element.size());
  constexpr ptrdiff_t kLongestPrefix = 32;
  for (char* at = to; at - from >= size + 3; --at) {
    if (at[-1] != '>' || std::memcmp(at - 1 - size, element.data(), element.size()) != 0) continue;
    const char* before = at - 1 - size;
    if (before[-1] == ':') {
      const char* const least = before - from > kLongestPrefix ? before - kLongestPrefix : from + 1;
      while (before > least && before[-1] != '/' && before[-1] != '<') --before;
    }
    if (before - from >= 2 && before[-1] == '/' && before[-2] == '<') return at;
  }
  return nullptr;
}

}  // namespace

EntryStream::Status EntryStream::open(const EntrySource& source) {
  source_ = source;
  begin_ = window_ = window_end_ = end_ = nullptr;
  history_size_ = 0;
  produced_ = 0;
  crc_ = 0;
  done_ = false;
  const bool memory = (history_.size() != 0 || history_.allocate(Inflater::kHistory)) &&
                      (!source.deflated || inflater_.start(source.data) == Inflater::Status::more);
  return memory ? Status::ok : Status::no_memory;
}

// Puts the history and what is not handed out yet at the buffer's beginning, with room for `wanted` more.
bool EntryStream::make_room(size_t wanted) {
  const auto left = static_cast<size_t>(end_ - window_end_);
  const size_t needed = history_size_ + left + wanted + Inflater::kSlack;
  if (needed <= buffer_.size()) {
    if (left != 0) std::memmove(buffer_.data() + history_size_, window_end_, left);
  } else {
    Buffer larger;
    if (!larger.allocate(std::max(needed, Inflater::kHistory + 2 * step_))) return false;
    if (left != 0) std::memcpy(larger.data() + history_size_, window_end_, left);
    buffer_ = std::move(larger);
  }
  begin_ = buffer_.data();
  if (history_size_ != 0) std::memcpy(begin_, history_.data(), history_size_);
  window_ = window_end_ = begin_ + history_size_;
  end_ = window_ + left;
  return true;
}

EntryStream::Status EntryStream::produce(size_t wanted) {
  char* const from = end_;
  if (source_.deflated) {
    const Inflater::Status status = inflater_.run(begin_, end_, end_ + wanted);
    if (status == Inflater::Status::damaged) return Status::damaged;
    done_ = status == Inflater::Status::done;
  } else {
    const size_t size = std::min(wanted, source_.data.size());
    std::memcpy(end_, source_.data.data(), size);
    source_.data.remove_prefix(size);
    end_ += size;
    done_ = source_.data.empty();
  }
  const auto size = static_cast<size_t>(end_ - from);
  produced_ += size;
  crc_ = crc32(crc_, {from, size});
  if (produced_ > source_.size) return Status::longer;
  return done_ && crc_ != source_.crc ? Status::checksum : Status::ok;
}

void EntryStream::hand_out(char* end) {
  window_end_ = end;
  history_size_ = std::min(static_cast<size_t>(end - begin_), Inflater::kHistory);
  std::memcpy(history_.data(), end - history_size_, history_size_);
}

EntryStream::Status EntryStream::next(std::string_view element) {
  for (size_t wanted = step_;; wanted *= 2) {
    if (!done_) {
      if (!make_room(wanted)) return Status::no_memory;
      if (const Status status = produce(wanted); status != Status::ok) return status;
    }
    if (done_) break;
    if (char* const end = end_of_last(element, window_, end_)) {
      hand_out(end);
      return Status::ok;
    }
  }
  window_ = window_end_;
  hand_out(end_);
  return Status::ok;
}

EntryStream::Status EntryStream::finish() {
  while (!done_) {
    if (!make_room(step_)) return Status::no_memory;
    if (const Status status = produce(step_); status != Status::ok) return status;
    hand_out(end_);
  }
  return Status::ok;
}

}  // namespace portcheck::archive
