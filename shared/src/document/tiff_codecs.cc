#include "document/tiff_codecs.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "archive/inflater.h"

namespace portcheck::document {

std::string unpack_bits(std::string_view packed, size_t most) {
  std::string out;
  while (!packed.empty() && out.size() < most) {
    const auto head = static_cast<signed char>(packed[0]);
    packed.remove_prefix(1);
    if (head >= 0) {
      const std::string_view piece = packed.substr(0, static_cast<size_t>(head) + 1);
      out += piece;
      packed.remove_prefix(piece.size());
    } else if (head != -128 && !packed.empty()) {
      out.append(static_cast<size_t>(1 - head), packed[0]);
      packed.remove_prefix(1);
    }
  }
  return out;
}

std::string unpack_zlib(std::string_view packed, size_t most) {
  constexpr size_t kZlibHead = 2;
  std::string out;
  if (packed.size() <= kZlibHead) return out;
  archive::Inflater inflater;
  auto status = inflater.start(packed.substr(kZlibHead));
  out.resize(most + archive::Inflater::kSlack);
  char* end = out.data();
  while (status == archive::Inflater::Status::more && end < out.data() + most)
    status = inflater.run(out.data(), end, out.data() + most);
  out.resize(std::min(most, static_cast<size_t>(end - out.data())));
  return out;
}

std::string unpack_lzw(std::string_view packed, size_t most) {
  constexpr uint32_t kClear = 256, kEnd = 257, kFirst = 258, kCodes = 4096;
  struct Code {
    uint16_t before;
    uint16_t size;
    char last;
  };
  std::vector<Code> codes(kCodes);
  for (uint32_t i = 0; i < kClear; ++i) codes[i] = {0, 1, static_cast<char>(i)};
  std::string out;
  uint32_t bits = 0, next = kFirst, width = 9, previous = kClear;
  unsigned count = 0;
  for (const char byte : packed) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    count += 8;
    if (count < width) continue;
    count -= width;
    const uint32_t code = (bits >> count) & ((1u << width) - 1);
    if (code == kEnd || out.size() >= most) break;
    if (code == kClear) {
      next = kFirst;
      width = 9;
      previous = kClear;
      continue;
    }
    if (code > next || (code == next && previous == kClear) || (previous == kClear && code > kClear)) break;
    const bool is_new = code == next;  // the last text and its own first byte
    const uint32_t source = is_new ? previous : code;
    const size_t begin = out.size(), size = codes[source].size;
    out.resize(begin + size);
    for (uint32_t at = source, i = codes[source].size; i != 0; at = codes[at].before)
      out[begin + --i] = codes[at].last;
    const char first = out[begin];
    if (is_new) out += first;
    if (previous != kClear && next < kCodes) {
      codes[next] = {static_cast<uint16_t>(previous), static_cast<uint16_t>(codes[previous].size + 1), first};
      ++next;
    }
    if (next + 1 >= 1u << width && width < 12) ++width;
    previous = code;
  }
  out.resize(std::min(out.size(), most));
  return out;
}

}  // namespace portcheck::document
