// libdeflate_crc32 without libdeflate's tables, which are 8 KB of incompressible data, an eighth of what the
// browser would download. The native build keeps libdeflate's; the parity tests hold both to the same
// answers.
//
// A checksum does not change when a word of the message is cleared and XORed into later ones so that a
// multiple of the polynomial was added. With a multiple of five terms that is a few shifts for eight bytes
// ("Chorba", Russell, 2024), and two halves of the buffer go side by side in one vector.
#include <libdeflate.h>
#include <string.h>

typedef uint64_t Pair __attribute__((vector_size(16)));

enum {
  kHalfStep = 2048,  // halves are a multiple of it, so that the full windows of a part all have the same
  kPending = 40,     // bytes at the end of a half that what was cleared before reaches into
};

static uint32_t table[256];

static uint32_t times_x(uint32_t crc) {
  return (crc >> 1) ^ ((crc & 1) ? 0xEDB88320u : 0);
}

static uint32_t product(uint32_t a, uint32_t b) {
  uint32_t sum = 0;
  for (; a != 0; a <<= 1, b = times_x(b)) {
    if (a >> 31) sum ^= b;
  }
  return sum;
}

// What a checksum is multiplied by when so many bytes follow.
static uint32_t power(size_t bytes) {
  uint32_t result = 0x80000000;
  for (uint32_t square = 0x00800000; bytes != 0; bytes >>= 1, square = product(square, square)) {
    if (bytes & 1) result = product(result, square);
  }
  return result;
}

static void make_table(void) {
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = times_x(crc);
    table[byte] = crc;
  }
}

static uint32_t by_bytes(uint32_t crc, const unsigned char* at, size_t size) {
  for (; size > 0; ++at, --size) crc = (crc >> 8) ^ table[(crc ^ *at) & 0xFF];
  return crc;
}

static uint32_t finish_half(const Pair* pending, int half, const unsigned char* at) {
  unsigned char rest[kPending];
  for (int i = 0; i < kPending / 8; ++i) {
    uint64_t word;
    memcpy(&word, at + 8 * i, 8);
    word ^= pending[i][half];
    memcpy(rest + 8 * i, &word, 8);
  }
  return by_bytes(0, rest, kPending);
}

static inline Pair load(const unsigned char* at) {
  Pair pair;
  memcpy(&pair, at, sizeof pair);
  return pair;
}

// Of two halves of `half` bytes each, behind something with the checksum `crc`.
static uint32_t by_halves(uint32_t crc, const unsigned char* at, size_t half) {
  static size_t last_half;
  static uint32_t last_power;
  Pair next[kPending / 8] = {{crc, 0}};  // what is to be added to the next words
  const size_t end = half - kPending - (half - kPending) % 32;
#define AFTER_2(x) (((x) << 17) ^ ((x) << 55))
#define AFTER_3(x) (((x) >> 47) ^ ((x) >> 9) ^ ((x) << 19))
#define AFTER_4(x) (((x) >> 45) ^ ((x) << 44))
#define AFTER_5(x) ((x) >> 20)
  for (size_t i = 0; i < end; i += 32) {
    const Pair first = load(at + i), more_first = load(at + i + 16);
    const Pair second = load(at + half + i), more_second = load(at + half + i + 16);
    const Pair a = __builtin_shufflevector(first, second, 0, 2) ^ next[0];
    const Pair b = __builtin_shufflevector(first, second, 1, 3) ^ next[1];
    const Pair c = __builtin_shufflevector(more_first, more_second, 0, 2) ^ next[2] ^ AFTER_2(a);
    const Pair d = __builtin_shufflevector(more_first, more_second, 1, 3) ^ next[3] ^ AFTER_3(a) ^ AFTER_2(b);
    next[0] = next[4] ^ AFTER_4(a) ^ AFTER_3(b) ^ AFTER_2(c);
    next[1] = AFTER_5(a) ^ AFTER_4(b) ^ AFTER_3(c) ^ AFTER_2(d);
    next[2] = AFTER_5(b) ^ AFTER_4(c) ^ AFTER_3(d);
    next[3] = AFTER_5(c) ^ AFTER_4(d);
    next[4] = AFTER_5(d);
  }
  uint32_t halves[2];
  for (int i = 0; i < 2; ++i) {
    const unsigned char* const rest = at + half * (size_t)i + end;
    halves[i] = by_bytes(finish_half(next, i, rest), rest + kPending, half - end - kPending);
  }
  if (half != last_half) {
    last_power = power(half);
    last_half = half;
  }
  return product(halves[0], last_power) ^ halves[1];
}

uint32_t libdeflate_crc32(uint32_t crc, const void* buffer, size_t size) {
  const unsigned char* at = buffer;
  if (at == NULL) return 0;
  if (table[1] == 0) make_table();
  crc = ~crc;
  const size_t half = size / 2 / kHalfStep * kHalfStep;
  if (half != 0) crc = by_halves(crc, at, half);
  return ~by_bytes(crc, at + 2 * half, size - 2 * half);
}
