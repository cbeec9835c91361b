#include "archive/inflater.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace portcheck::archive {
namespace {

constexpr unsigned kLengthBits = 11;  // looked up at once; a longer code goes on in a second table
constexpr unsigned kDistanceBits = 8;
constexpr unsigned kPrecodeBits = 7;
constexpr unsigned kLongestCode = 15;
constexpr size_t kLengthSymbols = 288;
constexpr size_t kDistanceSymbols = 32;
constexpr size_t kPrecodeSymbols = 19;
// The most entries that a complete code of so many symbols needs with its second tables.
constexpr size_t kLengthEntries = 2342;
constexpr size_t kDistanceEntries = 402;

// An entry: bits 0-7 how many bits it takes in all, 8-11 how many of them are the code's own, then flags; the
// upper half is the literal, the base of a length or distance, or where a second table begins. For a second
// table bits 8-11 are the number of bits that select in it.
constexpr uint32_t kLiteral = 1u << 15;
constexpr uint32_t kSecond = 1u << 14;
constexpr uint32_t kEnd = 1u << 13;
constexpr uint32_t kInvalid = 1u << 12;

constexpr uint16_t kLengthBase[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};

uint32_t length_entry(uint32_t symbol) {
  if (symbol < 256) return kLiteral | symbol << 16;
  if (symbol == 256) return kEnd;
  symbol -= 257;
  if (symbol >= std::size(kLengthBase)) return kInvalid;
  return uint32_t{kLengthBase[symbol]} << 16 | (symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1);
}

uint32_t distance_entry(uint32_t symbol) {
  if (symbol >= 30) return kInvalid;
  if (symbol < 4) return (symbol + 1) << 16;
  const uint32_t extra = symbol / 2 - 1;
  return (((2 + (symbol & 1)) << extra) + 1) << 16 | extra;
}

uint32_t precode_entry(uint32_t symbol) {
  return symbol << 16;
}

uint32_t reversed(uint32_t code, unsigned bits) {
  uint32_t out = 0;
  for (; bits != 0; --bits, code >>= 1) out = out << 1 | (code & 1);
  return out;
}

struct Code {
  uint32_t (*entry)(uint32_t symbol);
  unsigned bits;  // of the first table
  size_t entries;
};
constexpr Code kLengthCode = {length_entry, kLengthBits, kLengthEntries};
constexpr Code kDistanceCode = {distance_entry, kDistanceBits, kDistanceEntries};
constexpr Code kPrecode = {precode_entry, kPrecodeBits, size_t{1} << kPrecodeBits};

// Makes the tables of the canonical code with these lengths. False where the lengths make none: too many
// codes, or too few, unless there is a single one of one bit or none at all.
bool build(const Code& code, const uint8_t* lengths, size_t symbols, uint32_t* table) {
  uint32_t counts[kLongestCode + 1] = {};
  for (size_t i = 0; i < symbols; ++i) ++counts[lengths[i]];
  uint32_t next[kLongestCode + 1];
  uint32_t left = 1;
  uint32_t first = 0;
  counts[0] = 0;
  unsigned longest = 0;
  for (unsigned length = 1; length <= kLongestCode; ++length) {
    first = (first + counts[length - 1]) << 1;
    next[length] = first;
    left <<= 1;
    if (counts[length] > left) return false;
    left -= counts[length];
    if (counts[length] != 0) longest = length;
  }
  if (left != 0 && longest > 1) return false;

  const uint32_t size = 1u << code.bits;
  const uint32_t mask = size - 1;
  for (size_t i = 0; i < size; ++i) table[i] = kInvalid;
  uint16_t codes[kLengthSymbols];
  uint8_t widths[1u << kLengthBits] = {};  // of the longest code that begins so, where that is a long one
  for (size_t i = 0; i < symbols; ++i) {
    const unsigned length = lengths[i];
    if (length == 0) continue;
    codes[i] = static_cast<uint16_t>(reversed(next[length]++, length));
    if (length > code.bits) widths[codes[i] & mask] = std::max(widths[codes[i] & mask], lengths[i]);
  }
  size_t used = size;
  for (size_t i = 0; i < symbols; ++i) {
    const unsigned length = lengths[i];
    if (length == 0) continue;
    const uint32_t entry = code.entry(static_cast<uint32_t>(i));
    if (length <= code.bits) {
      for (size_t at = codes[i]; at < size; at += size_t{1} << length)
        table[at] = entry + length + (length << 8);
      continue;
    }
    uint32_t& start = table[codes[i] & mask];
    const unsigned width = widths[codes[i] & mask] - code.bits;
    if ((start & kSecond) == 0) {
      if (used + (size_t{1} << width) > code.entries) return false;
      start = static_cast<uint32_t>(used) << 16 | kSecond | width << 8 | code.bits;
      used += size_t{1} << width;
    }
    const unsigned rest = length - code.bits;
    for (size_t at = size_t{codes[i]} >> code.bits; at < size_t{1} << width; at += size_t{1} << rest)
      table[(start >> 16) + at] = entry + rest + (rest << 8);
  }
  return true;
}

// Sixteen bytes at a time where source and target are so far apart; writes up to 15 bytes behind the end.
void copy_match(char* out, size_t distance, size_t length) {
  const char* from = out - distance;
  char* const end = out + length;
  if (distance >= 16) {
    do {
      char block[16];
      std::memcpy(block, from, 16);
      std::memcpy(out, block, 16);
      from += 16;
      out += 16;
    } while (out < end);
  } else if (distance == 1) {
    std::memset(out, *from, length);
  } else {
    while (out < end) *out++ = *from++;
  }
}

}  // namespace

struct Inflater::Tables {
  uint32_t lengths[kLengthEntries];
  uint32_t distances[kDistanceEntries];
};

Inflater::Inflater() = default;
Inflater::~Inflater() = default;

Inflater::Status Inflater::start(std::string_view compressed) {
  if (!tables_) tables_.reset(new (std::nothrow) Tables);
  if (!tables_) return Status::no_memory;
  in_ = {compressed.data(), compressed.data() + compressed.size(), 0, 0, 0};
  last_ = false;
  state_ = State::header;
  return Status::more;
}

inline void Inflater::Bits::refill() {
  if (end - at >= 8) {
    uint64_t word;
    std::memcpy(&word, at, sizeof word);
    bits |= word << count;
    at += (63 - count) >> 3;
    count |= 56;
    return;
  }
  for (; count <= 56; count += 8) {
    if (at == end) {
      ++borrowed;
    } else {
      bits |= uint64_t{static_cast<unsigned char>(*at++)} << count;
    }
  }
}

inline void Inflater::Bits::drop(uint32_t entry) {
  bits >>= entry & 0xFF;
  count -= entry & 0xFF;
}

uint32_t Inflater::Bits::take(unsigned wanted) {
  if (count < wanted) refill();
  const auto value = static_cast<uint32_t>(bits & ((1u << wanted) - 1));
  drop(wanted);
  return value;
}

Inflater::State Inflater::read_header() {
  if (last_) return State::done;
  last_ = in_.take(1) != 0;
  switch (in_.take(2)) {
    case 0: {
      in_.drop(in_.count & 7);
      const uint32_t length = in_.take(16);
      const uint32_t complement = in_.take(16);
      if ((length ^ complement) != 0xFFFF || in_.overdrawn()) return State::damaged;
      in_ = {in_.at - (in_.count / 8 - in_.borrowed), in_.end, 0, 0, 0};
      stored_ = length;
      return State::stored;
    }
    case 1: {
      uint8_t lengths[kLengthSymbols];
      for (size_t i = 0; i < kLengthSymbols; ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
      build(kLengthCode, lengths, kLengthSymbols, tables_->lengths);
      std::memset(lengths, 5, kDistanceSymbols);
      build(kDistanceCode, lengths, kDistanceSymbols, tables_->distances);
      return State::codes;
    }
    case 2:
      return read_codes() ? State::codes : State::damaged;
    default:
      return State::damaged;
  }
}

bool Inflater::read_codes() {
  constexpr uint8_t kOrder[kPrecodeSymbols] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                               11, 4,  12, 3, 13, 2, 14, 1, 15};
  const size_t literals = in_.take(5) + 257;
  const size_t distances = in_.take(5) + 1;
  const size_t described = in_.take(4) + 4;
  if (literals > 286) return false;
  uint8_t lengths[kLengthSymbols + kDistanceSymbols] = {};
  for (size_t i = 0; i < described; ++i) lengths[kOrder[i]] = static_cast<uint8_t>(in_.take(3));
  uint32_t precode[size_t{1} << kPrecodeBits];
  if (!build(kPrecode, lengths, kPrecodeSymbols, precode)) return false;

  std::memset(lengths, 0, kPrecodeSymbols);
  const size_t total = literals + distances;
  for (size_t i = 0; i < total;) {
    if (in_.count < kPrecodeBits) in_.refill();
    const uint32_t entry = precode[in_.bits & ((1u << kPrecodeBits) - 1)];
    if ((entry & kInvalid) != 0) return false;
    in_.drop(entry);
    const uint32_t symbol = entry >> 16;
    if (symbol < 16) {
      lengths[i++] = static_cast<uint8_t>(symbol);
      continue;
    }
    if (symbol == 16 && i == 0) return false;
    const uint8_t repeated = symbol == 16 ? lengths[i - 1] : uint8_t{0};
    const size_t times = symbol == 16 ? 3 + in_.take(2) : symbol == 17 ? 3 + in_.take(3) : 11 + in_.take(7);
    if (times > total - i) return false;
    std::memset(lengths + i, repeated, times);
    i += times;
  }
  return lengths[256] != 0 && !in_.overdrawn() && build(kLengthCode, lengths, literals, tables_->lengths) &&
         build(kDistanceCode, lengths + literals, distances, tables_->distances);
}

Inflater::State Inflater::copy_stored(char*& out, const char* limit) {
  const size_t size = std::min(stored_, static_cast<size_t>(limit - out));
  if (size > static_cast<size_t>(in_.end - in_.at)) return State::damaged;
  std::memcpy(out, in_.at, size);
  out += size;
  in_.at += size;
  stored_ -= size;
  return stored_ == 0 ? State::header : State::stored;
}

Inflater::State Inflater::decode(const char* history, char*& out_end, const char* limit) {
  constexpr uint32_t kLengthMask = (1u << kLengthBits) - 1;
  constexpr uint32_t kDistanceMask = (1u << kDistanceBits) - 1;
  const uint32_t* const lengths = tables_->lengths;
  const uint32_t* const distances = tables_->distances;
  Bits in = in_;  // a copy lives in registers
  char* out = out_end;
  State state = State::codes;
  while (out < limit) {
    in.refill();
    uint32_t entry = lengths[in.bits & kLengthMask];
    if ((entry & kLiteral) != 0) {
      in.drop(entry);
      *out++ = static_cast<char>(entry >> 16);
      entry = lengths[in.bits & kLengthMask];
      if ((entry & kLiteral) != 0) {
        in.drop(entry);
        *out++ = static_cast<char>(entry >> 16);
        entry = lengths[in.bits & kLengthMask];
        if ((entry & kLiteral) != 0) {
          in.drop(entry);
          *out++ = static_cast<char>(entry >> 16);
          continue;
        }
      }
    }
    if ((entry & (kSecond | kEnd | kInvalid)) != 0) {
      if ((entry & kSecond) != 0) {
        in.drop(entry);
        entry = lengths[(entry >> 16) + (in.bits & ((1u << (entry >> 8 & 15)) - 1))];
      }
      if ((entry & kInvalid) != 0) {
        state = State::damaged;
        break;
      }
      if ((entry & kEnd) != 0) {
        in.drop(entry);
        state = State::header;
        break;
      }
      if ((entry & kLiteral) != 0) {
        in.drop(entry);
        *out++ = static_cast<char>(entry >> 16);
        continue;
      }
    }
    const auto value_of = [&in](uint32_t of) {
      const uint64_t taken = in.bits & ((uint64_t{1} << (of & 0xFF)) - 1);
      return (of >> 16) + static_cast<uint32_t>(taken >> (of >> 8 & 15));
    };
    const size_t length = value_of(entry);
    in.drop(entry);
    in.refill();
    entry = distances[in.bits & kDistanceMask];
    if ((entry & kSecond) != 0) {
      in.drop(entry);
      entry = distances[(entry >> 16) + (in.bits & ((1u << (entry >> 8 & 15)) - 1))];
    }
    const size_t distance = value_of(entry);
    in.drop(entry);
    if ((entry & kInvalid) != 0 || distance > static_cast<size_t>(out - history)) {
      state = State::damaged;
      break;
    }
    copy_match(out, distance, length);
    out += length;
  }
  in_ = in;
  out_end = out;
  return in_.overdrawn() ? State::damaged : state;
}

Inflater::Status Inflater::run(const char* history, char*& out, const char* limit) {
  while (out < limit || state_ == State::header) {
    switch (state_) {
      case State::header:
        state_ = read_header();
        if (state_ != State::done && in_.overdrawn()) state_ = State::damaged;
        break;
      case State::stored:
        state_ = copy_stored(out, limit);
        break;
      case State::codes:
        state_ = decode(history, out, limit);
        break;
      case State::done:
        return Status::done;
      case State::damaged:
        return Status::damaged;
    }
  }
  return state_ == State::damaged ? Status::damaged : state_ == State::done ? Status::done : Status::more;
}

}  // namespace portcheck::archive
