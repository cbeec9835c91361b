#include "pdf/filters.h"

#include <algorithm>
#include <vector>

#include "archive/inflater.h"
#include "pdf/predictor.h"
#include "text/clean.h"

namespace portcheck::pdf {
namespace {

constexpr size_t kBlock = 32'768;

// A filter's output, for which room is made block by block.
class Output {
 public:
  explicit Output(Room& room) : room_(room) {}
  void put(char c) {
    if (bytes_.size() == granted_) grant();
    bytes_.push_back(c);
  }
  void put(std::string_view text) {
    for (const char c : text) put(c);
  }
  std::string take() { return std::move(bytes_); }

 private:
  void grant() {
    room_.grow(kBlock);
    granted_ += kBlock;
  }
  Room& room_;
  std::string bytes_;
  size_t granted_ = 0;
};

bool has_zlib_header(std::string_view input) {
  if (input.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(input[0]), second = static_cast<unsigned char>(input[1]);
  return (first & 15) == 8 && (first * 256 + second) % 31 == 0;
}

Filtered inflate(std::string_view input, Room& room) {
  Filtered result;
  while (!input.empty() && (input[0] == '\n' || input[0] == '\r')) input.remove_prefix(1);
  if (has_zlib_header(input)) input.remove_prefix(2);
  archive::Inflater inflater;
  archive::Inflater::Status status = inflater.start(input);
  std::string& out = result.bytes;
  size_t size = 0;
  while (status == archive::Inflater::Status::more) {
    const size_t step = std::max<size_t>(kBlock, size / 2);
    room.grow(step);
    out.resize(size + step + archive::Inflater::kSlack);
    char* at = out.data() + size;
    status = inflater.run(out.data(), at, out.data() + size + step);
    size = static_cast<size_t>(at - out.data());
  }
  out.resize(size);
  result.damaged = status != archive::Inflater::Status::done;
  return result;
}

Filtered unpack_lzw(std::string_view input, bool early_change, Room& room) {
  constexpr unsigned kClear = 256, kEnd = 257, kCodes = 4096;
  struct Entry {
    uint16_t before, length;
    char last;
  };
  std::vector<Entry> table(kCodes);
  for (unsigned i = 0; i < 256; ++i) table[i] = {0, 1, static_cast<char>(i)};
  Filtered result;
  Output out(room);
  std::string text;
  unsigned next = 258, width = 9, previous = kClear, bits = 0;
  uint32_t buffer = 0;
  const auto spell = [&](unsigned code) {
    text.assign(table[code].length, '\0');
    for (size_t i = text.size(); i-- > 0; code = table[code].before) text[i] = table[code].last;
  };
  for (const char c : input) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const unsigned code = (buffer >> bits) & ((1u << width) - 1);
    if (code == kEnd) break;
    if (code == kClear) {
      next = 258, width = 9, previous = kClear;
      continue;
    }
    if (previous == kClear ? code > 255 : code > next) {
      result.damaged = true;
      break;
    }
    if (previous != kClear && code == next) {
      spell(previous);
      text.push_back(text[0]);
    } else {
      spell(code);
    }
    out.put(text);
    if (previous != kClear && next < kCodes) {
      table[next++] = {static_cast<uint16_t>(previous), static_cast<uint16_t>(table[previous].length + 1),
                       text[0]};
      const unsigned full = next + (early_change ? 1 : 0);
      width = full >= 2048 ? 12 : full >= 1024 ? 11 : full >= 512 ? 10 : 9;
    }
    previous = code;
  }
  result.bytes = out.take();
  return result;
}

int hex_value(char c) {
  if (text::is_digit(c)) return c - '0';
  const char low = text::lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

Filtered unpack_hex(std::string_view input, Room& room) {
  Output out(room);
  int high = -1;
  for (const char c : input) {
    if (c == '>') break;
    const int value = hex_value(c);
    if (value < 0) continue;
    if (high >= 0) out.put(static_cast<char>(high * 16 + value));
    high = high >= 0 ? -1 : value;
  }
  if (high >= 0) out.put(static_cast<char>(high * 16));
  return {out.take(), false};
}

Filtered unpack_85(std::string_view input, Room& room) {
  Output out(room);
  uint32_t group[5] = {};
  size_t count = 0;
  const auto flush = [&](size_t digits) {
    uint32_t value = 0;
    for (const uint32_t digit : group) value = value * 85 + digit;
    for (size_t i = 0; i + 1 < digits; ++i) out.put(static_cast<char>(value >> (24 - 8 * i)));
  };
  for (const char c : input) {
    if (c == '~') break;
    if (c == 'z' && count == 0) {
      out.put(std::string_view("\0\0\0\0", 4));
    } else if (c >= '!' && c <= 'u') {
      group[count++] = static_cast<uint32_t>(c - '!');
      if (count == 5) {
        flush(5);
        count = 0;
      }
    }
  }
  if (count > 1) {
    std::fill(group + count, group + 5, 84u);
    flush(count);
  }
  return {out.take(), false};
}

Filtered unpack_runs(std::string_view input, Room& room) {
  Output out(room);
  for (size_t at = 0; at < input.size();) {
    const size_t length = static_cast<unsigned char>(input[at++]);
    if (length == 128) break;
    if (length < 128) {
      const std::string_view literal = input.substr(at, length + 1);
      out.put(literal);
      at += literal.size();
    } else if (at < input.size()) {
      out.put(std::string(257 - length, input[at++]));
    }
  }
  return {out.take(), false};
}

}  // namespace

Filtered decode(FilterKind kind, const FilterParameters& parameters, std::string_view input, Room& room) {
  switch (kind) {
    case FilterKind::ascii_hex:
      return unpack_hex(input, room);
    case FilterKind::ascii_85:
      return unpack_85(input, room);
    case FilterKind::run_length:
      return unpack_runs(input, room);
    case FilterKind::flate:
    case FilterKind::lzw:
      break;
  }
  Filtered result =
      kind == FilterKind::flate ? inflate(input, room) : unpack_lzw(input, parameters.early_change, room);
  undo_predictor(parameters, result.bytes);
  return result;
}

}  // namespace portcheck::pdf
