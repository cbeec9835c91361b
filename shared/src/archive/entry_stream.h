// The bytes of one ZIP entry as windows that the reader may overwrite, in bounded memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "archive/buffer.h"
#include "archive/inflater.h"

namespace portcheck::archive {

// What Zip::open_stream() found out about an entry.
struct EntrySource {
  std::string_view data;  // compressed, or stored
  uint64_t size = 0;      // when unpacked, as the archive claims
  uint32_t crc = 0;
  bool deflated = false;
};

class EntryStream {
 public:
  enum class Status : uint8_t { ok, damaged, longer, checksum, no_memory };

  static constexpr size_t kStep = 256 * 1024;  // stays in a processor's cache

  // `step`: about how many bytes a window has; at least 1. Tests take small ones.
  explicit EntryStream(size_t step = kStep) : step_(step) {}

  Status open(const EntrySource& source);

  // Goes on to the next window: it begins where the last one ended and ends behind the last `</element>` in
  // it, whatever the prefix, or with the entry. It grows until there is one. Views of earlier windows are
  // dead.
  Status next(std::string_view element);

  // Unpacks what is left without giving it, so that its size and checksum are judged too. Less data than the
  // archive claims is no problem where the checksum is right.
  Status finish();

  char* data() { return window_; }
  size_t size() const { return static_cast<size_t>(window_end_ - window_); }
  uint64_t offset() const { return produced_ - static_cast<uint64_t>(end_ - window_); }  // of the window
  bool last() const { return done_ && window_end_ == end_; }

 private:
  Status produce(size_t wanted);
  bool make_room(size_t wanted);
  void hand_out(char* end);

  size_t step_;
  EntrySource source_;
  Inflater inflater_;
  Buffer buffer_;
  Buffer history_;  // what stood before window_end_, as it was before the reader overwrote it
  size_t history_size_ = 0;
  char* begin_ = nullptr;  // of the history in buffer_
  char* window_ = nullptr;
  char* window_end_ = nullptr;
  char* end_ = nullptr;  // of what has been unpacked
  uint64_t produced_ = 0;
  uint32_t crc_ = 0;
  bool done_ = false;
};

}  // namespace portcheck::archive
