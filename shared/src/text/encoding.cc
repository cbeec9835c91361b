#include "text/encoding.h"

#include <cstring>

#include "text/utf8.h"

namespace portcheck::text {
namespace {

// 0x80..0x9F of Windows-1252; 0 where the code page has no character.
constexpr char16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Text without a byte order mark is judged by its first zero bytes; a few kilobytes settle it.
constexpr size_t kZeroSample = 4096;

bool starts_with(std::string_view bytes, std::string_view prefix) {
  return bytes.substr(0, prefix.size()) == prefix;
}

// UTF-16 and UTF-32 text is mostly ASCII in a spreadsheet, so its zero bytes stand in fixed columns.
// A CSV file with some stray NUL bytes has them anywhere, and few.
bool zeros_say(std::string_view bytes, Encoding& encoding) {
  const std::string_view sample = bytes.substr(0, kZeroSample);
  size_t zeros[4] = {};
  for (size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++zeros[i & 3];
  }
  const size_t units = sample.size() / 4;
  if (units == 0) {
    if (sample.size() < 2) return false;
    if ((sample[0] == '\0') == (sample[1] == '\0')) return false;
    encoding = sample[0] == '\0' ? Encoding::utf16be : Encoding::utf16le;
    return sample.size() == 2;
  }
  const auto mostly = [units](size_t count) { return count * 2 > units; };
  const auto hardly = [units](size_t count) { return count * 8 <= units; };
  if (mostly(zeros[1]) && mostly(zeros[3]) && hardly(zeros[0])) {
    encoding = mostly(zeros[2]) ? Encoding::utf32le : Encoding::utf16le;
    return true;
  }
  if (mostly(zeros[0]) && mostly(zeros[2]) && hardly(zeros[3])) {
    encoding = mostly(zeros[1]) ? Encoding::utf32be : Encoding::utf16be;
    return true;
  }
  return false;
}

// Whether ill-formed UTF-8 is still UTF-8 with damage: more whole characters than broken ones, or a file cut
// in its last character.
bool nearly_utf8(std::string_view bytes, size_t valid) {
  size_t good = 0;
  size_t bad = 0;
  bool cut_at_end = false;
  for (size_t i = 0; i < valid; ++i) {
    if (static_cast<unsigned char>(bytes[i]) >= 0xC0) ++good;
  }
  size_t i = valid;
  while (i < bytes.size()) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const size_t start = i;
    // A well-formed U+FFFD is counted as damage too: it is the trace of an earlier wrong conversion.
    if (decode_one(bytes, i) == kReplacement) {
      ++bad;
      cut_at_end = i == bytes.size() && i - start > 1;
    } else {
      ++good;
    }
  }
  return good > bad || (bad == 1 && cut_at_end);
}

// Collects characters in a small buffer: a string's own push_back is several times slower.
class Collector {
 public:
  explicit Collector(std::string& out) : out_(out) {}
  ~Collector() { out_.append(buffer_, used_); }
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  void add(char32_t scalar) {
    if (used_ + 4 > sizeof buffer_) {
      out_.append(buffer_, used_);
      used_ = 0;
    }
    if (scalar < 0x80) {
      buffer_[used_++] = static_cast<char>(scalar);
    } else {
      used_ += encode_one(scalar, buffer_ + used_);
    }
  }

 private:
  std::string& out_;
  size_t used_ = 0;
  char buffer_[4096];
};

uint32_t unit_at(const unsigned char* at, size_t bytes, bool big_endian) {
  uint32_t unit = 0;
  for (size_t i = 0; i < bytes; ++i) unit |= uint32_t{at[i]} << (8 * (big_endian ? bytes - 1 - i : i));
  return unit;
}

size_t append_utf16(std::string& out, std::string_view bytes, bool big_endian) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t even = bytes.size() & ~size_t{1};
  size_t repairs = 0;
  Collector collector(out);
  for (size_t i = 0; i < even; i += 2) {
    char32_t scalar = unit_at(data + i, 2, big_endian);
    if (scalar >= 0xD800 && scalar <= 0xDFFF) {
      const char32_t low = scalar < 0xDC00 && i + 2 < even ? unit_at(data + i + 2, 2, big_endian) : 0;
      if (low >= 0xDC00 && low <= 0xDFFF) {
        scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      } else {
        scalar = kReplacement;
        ++repairs;
      }
    }
    collector.add(scalar);
  }
  if (even != bytes.size()) {
    collector.add(kReplacement);
    ++repairs;
  }
  return repairs;
}

size_t append_utf32(std::string& out, std::string_view bytes, bool big_endian) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t whole = bytes.size() & ~size_t{3};
  size_t repairs = 0;
  Collector collector(out);
  for (size_t i = 0; i < whole; i += 4) {
    const char32_t scalar = unit_at(data + i, 4, big_endian);
    if ((scalar >= 0xD800 && scalar <= 0xDFFF) || scalar > 0x10FFFF) ++repairs;
    collector.add(scalar);
  }
  if (whole != bytes.size()) {
    collector.add(kReplacement);
    ++repairs;
  }
  return repairs;
}

size_t append_windows1252(std::string& out, std::string_view bytes) {
  size_t repairs = 0;
  Collector collector(out);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t scalar = byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte;
    if (scalar == 0 && byte != 0) {
      scalar = kReplacement;
      ++repairs;
    }
    collector.add(scalar);
  }
  return repairs;
}

}  // namespace

EncodingGuess detect_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  EncodingGuess guess;
  if (starts_with(bytes, "\xEF\xBB\xBF"sv)) guess.bom_bytes = 3;
  if (starts_with(bytes, "\xFF\xFE\0\0"sv)) return {Encoding::utf32le, 4};
  if (starts_with(bytes, "\0\0\xFE\xFF"sv)) return {Encoding::utf32be, 4};
  if (starts_with(bytes, "\xFF\xFE"sv)) return {Encoding::utf16le, 2};
  if (starts_with(bytes, "\xFE\xFF"sv)) return {Encoding::utf16be, 2};
  Encoding wide;
  if (guess.bom_bytes == 0 && zeros_say(bytes, wide)) return {wide, 0};
  const size_t valid = valid_utf8_prefix(bytes, &guess.nul);
  guess.well_formed = valid == bytes.size();
  if (guess.bom_bytes == 0 && !guess.well_formed && !nearly_utf8(bytes, valid))
    guess.encoding = Encoding::windows1252;
  return guess;
}

size_t append_as_utf8(std::string& out, std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return append_repaired(out, bytes);
    case Encoding::utf16le:
      return append_utf16(out, bytes, false);
    case Encoding::utf16be:
      return append_utf16(out, bytes, true);
    case Encoding::utf32le:
      return append_utf32(out, bytes, false);
    case Encoding::utf32be:
      return append_utf32(out, bytes, true);
    case Encoding::windows1252:
      break;
  }
  return append_windows1252(out, bytes);
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
    case Encoding::utf32le:
      return "utf-32le";
    case Encoding::utf32be:
      return "utf-32be";
    case Encoding::windows1252:
      break;
  }
  return "windows-1252";
}

}  // namespace portcheck::text
