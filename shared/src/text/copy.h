// Copies short pieces in words: most are too short for a call of memcpy, which is one in WebAssembly, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/vector16.h"

namespace portcheck::text {

template <class Word>
void copy_ends(char* out, std::string_view text) {
  Word first, last;
  std::memcpy(&first, text.data(), sizeof first);
  std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
  std::memcpy(out, &first, sizeof first);
  std::memcpy(out + text.size() - sizeof last, &last, sizeof last);
}

// Returns what is behind the copy. `out` is no part of the text.
inline char* copy(char* out, std::string_view text) {
  if (text.size() > 2 * sizeof(Vector16)) {
    std::memcpy(out, text.data(), text.size());
  } else if (text.size() >= sizeof(Vector16)) {
    copy_ends<Vector16>(out, text);
  } else if (text.size() >= 8) {
    copy_ends<uint64_t>(out, text);
  } else if (text.size() >= 4) {
    copy_ends<uint32_t>(out, text);
  } else {
    for (size_t i = 0; i < text.size(); ++i) out[i] = text[i];
  }
  return out + text.size();
}

}  // namespace portcheck::text
