#include "archive/inflater.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "text/cold.h"
#include "text/literal.h"
#include "text/vector16.h"

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

// An entry: bits 0-5 how many bits it takes in all, 6-7 how many literals it gives, 8-11 how many of the bits
// are the code's own, then flags; the upper half is the literals, first in the lower byte, the base of a
// distance, or where a second table begins. The base of a length, less kShortest, is the uppermost byte, so
// that a length can have a literal before it. For a second table bits 8-11 are the number of bits that select
// in it.
constexpr uint32_t kTaken = 63;
constexpr uint32_t kOneLiteral = 1u << 6;
constexpr uint32_t kNoLength = 1u << 15;  // literals alone, or one of:
constexpr uint32_t kSecond = 1u << 14;
constexpr uint32_t kEnd = 1u << 13;
constexpr uint32_t kInvalid = 1u << 12;
constexpr uint32_t kRare = kSecond | kEnd | kInvalid;
constexpr uint32_t kShortest = 3;

// A block's literals are paired with what follows them once it has given so much: a short one ends before
// that pays.
constexpr ptrdiff_t kPairingPays = 2048;

constexpr uint16_t kLengthBase[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};

uint32_t length_entry(uint32_t symbol) {
  if (symbol < 256) return kNoLength | kOneLiteral | symbol << 16;
  if (symbol == 256) return kNoLength | kEnd;
  symbol -= 257;
  if (symbol >= std::size(kLengthBase)) return kNoLength | kInvalid;
  return (kLengthBase[symbol] - kShortest) << 24 | (symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1);
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
PORTCHECK_COLD bool build(const Code& code, const uint8_t* lengths, size_t symbols, uint32_t* table) {
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
  for (size_t i = 0; i < size; ++i) table[i] = kNoLength | kInvalid;
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
      start = static_cast<uint32_t>(used) << 16 | kNoLength | kSecond | width << 8 | code.bits;
      used += size_t{1} << width;
    }
    const unsigned rest = length - code.bits;
    for (size_t at = size_t{codes[i]} >> code.bits; at < size_t{1} << width; at += size_t{1} << rest)
      table[(start >> 16) + at] = entry + rest + (rest << 8);
  }
  return true;
}

// Where a literal and what follows it, a second literal or a length, both fit an entry, it gives both. Lower
// entries are not paired yet when they are looked at: the bits behind a code are the higher ones.
[[gnu::noinline]] void pair_literals(uint32_t* table) {
  for (uint32_t i = 1u << kLengthBits; i-- > 0;) {
    const uint32_t entry = table[i];
    if ((entry & (kNoLength | kRare)) != kNoLength) continue;
    const uint32_t bits = entry & kTaken;
    const uint32_t next = table[i >> bits];
    if ((next & kRare) != 0 || bits + (next >> 8 & 15) > kLengthBits) continue;
    const uint32_t behind = (next & kNoLength) != 0 ? (next & 0x00FF0000) << 8 | (next & 0xFFFF) : next;
    table[i] = behind + (entry & 0x00FF0000) + kOneLiteral + bits + (bits << 8);
  }
}

using Block = unsigned char __attribute__((vector_size(16)));

[[gnu::always_inline]] inline void copy_block(char* out, const char* from) {
  Block block;
  std::memcpy(&block, from, sizeof block);
  std::memcpy(out, &block, sizeof block);
}

// A match that begins less than a block before `out`; rare in text.
[[gnu::noinline]] void copy_near(char* out, size_t distance, size_t length) {
  if (distance == 1) {
    std::memset(out, out[-1], length);
    return;
  }
  const char* from = out - distance;
  char* const end = out + length;
  while (out < end) *out++ = *from++;
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

// By value, so that what lives in registers goes on to.
PORTCHECK_COLD Inflater::Bits Inflater::Bits::refilled_at_end(Bits in) {
  for (; in.count <= 56; in.count += 8) {
    if (in.at == in.end) {
      ++in.borrowed;
    } else {
      in.bits |= uint64_t{static_cast<unsigned char>(*in.at++)} << in.count;
    }
  }
  return in;
}

[[gnu::always_inline]] inline void Inflater::Bits::refill() {
  if (end - at >= 8) {
    bits |= text::load_word(at) << count;
    at += (63 - count) >> 3;
    count |= 56;
  } else {
    *this = refilled_at_end(*this);
  }
}

[[gnu::always_inline]] inline void Inflater::Bits::drop(uint32_t entry) {
  bits >>= entry & kTaken;
  count -= entry & kTaken;
}

[[gnu::noinline]] uint32_t Inflater::Bits::take(unsigned wanted) {
  if (count < wanted) refill();
  const auto value = static_cast<uint32_t>(bits & ((1u << wanted) - 1));
  drop(wanted);
  return value;
}

PORTCHECK_COLD Inflater::State Inflater::read_header() {
  if (last_) return State::done;
  paired_ = false;
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

PORTCHECK_COLD bool Inflater::read_codes() {
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

PORTCHECK_COLD Inflater::State Inflater::copy_stored(char*& out, const char* limit) {
  const size_t size = std::min(stored_, static_cast<size_t>(limit - out));
  if (size > static_cast<size_t>(in_.end - in_.at)) return State::damaged;
  std::memcpy(out, in_.at, size);
  out += size;
  in_.at += size;
  stored_ -= size;
  return stored_ == 0 ? State::header : State::stored;
}

PORTCHECK_ALSO_BMI2 Inflater::State Inflater::decode(const char* history, char*& out_end, const char* limit) {
  constexpr uint32_t kLengthMask = (1u << kLengthBits) - 1;
  constexpr uint32_t kDistanceMask = (1u << kDistanceBits) - 1;
  const uint32_t* const lengths = tables_->lengths;
  const uint32_t* const distances = tables_->distances;
  Bits in = in_;  // a copy lives in registers
  char* out = out_end;
  const auto value_of_extra = [](uint64_t bits, uint32_t entry) __attribute__((always_inline)) {
    return static_cast<uint32_t>((bits & ((uint64_t{1} << (entry & kTaken)) - 1)) >> (entry >> 8 & 15));
  };
  const auto give_literals = [&out](uint32_t entry) __attribute__((always_inline)) {
    const auto both = static_cast<uint16_t>(entry >> 16);  // of which one, or none, may be any bytes
    std::memcpy(out, &both, sizeof both);
    out += entry >> 6 & 3;
  };
  State state = State::codes;
  in.refill();
  uint32_t entry = lengths[in.bits & kLengthMask];
  while (out < limit) {
    uint64_t bits = in.bits;
    in.drop(entry);
    give_literals(entry);
    if ((entry & kNoLength) != 0) {
      if ((entry & kSecond) != 0) {
        entry = lengths[(entry >> 16) + (in.bits & ((1u << (entry >> 8 & 15)) - 1))];
        bits = in.bits;
        in.drop(entry);
        give_literals(entry);
      }
      if ((entry & (kEnd | kInvalid)) != 0) {
        state = (entry & kEnd) != 0 ? State::header : State::damaged;
        break;
      }
      if ((entry & kNoLength) != 0) {
        in.refill();
        entry = lengths[in.bits & kLengthMask];
        continue;
      }
    }
    const size_t length = kShortest + (entry >> 24) + value_of_extra(bits, entry);
    entry = distances[in.bits & kDistanceMask];
    if ((entry & kSecond) != 0) {
      in.drop(entry);
      entry = distances[(entry >> 16) + (in.bits & ((1u << (entry >> 8 & 15)) - 1))];
    }
    const size_t distance = (entry >> 16) + value_of_extra(in.bits, entry);
    in.drop(entry);
    if ((entry & kInvalid) != 0 || distance > static_cast<size_t>(out - history)) {
      state = State::damaged;
      break;
    }
    in.refill();
    entry = lengths[in.bits & kLengthMask];  // on its way while the match is copied
    char* to = out;
    out += length;
    if (distance < sizeof(Block)) {
      copy_near(to, distance, length);
      continue;
    }
    const char* from = to - distance;
    copy_block(to, from);
    copy_block(to + sizeof(Block), from + sizeof(Block));
    while (out - to > static_cast<ptrdiff_t>(2 * sizeof(Block))) {
      to += sizeof(Block);
      from += sizeof(Block);
      copy_block(to + sizeof(Block), from + sizeof(Block));
    }
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
        state_ = decode(history, out, paired_ || limit - out < kPairingPays ? limit : out + kPairingPays);
        if (!paired_ && state_ == State::codes) pair_literals(tables_->lengths);
        paired_ = paired_ || state_ == State::codes;
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
