// libdeflate_crc32 with its table made at run time: libdeflate's own is 8 KB of incompressible data, an
// eighth of what the browser would download. The native build keeps libdeflate's; the parity tests hold both
// to the same answers.
#include <libdeflate.h>
#include <string.h>

static uint32_t table[8][256];

static void make_table(void) {
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) ? 0xEDB88320u : 0);
    table[0][byte] = crc;
  }
  for (int slice = 1; slice < 8; ++slice) {
    for (uint32_t byte = 0; byte < 256; ++byte) {
      const uint32_t previous = table[slice - 1][byte];
      table[slice][byte] = (previous >> 8) ^ table[0][previous & 0xFF];
    }
  }
}

uint32_t libdeflate_crc32(uint32_t crc, const void* buffer, size_t size) {
  const unsigned char* at = buffer;
  if (at == NULL) return 0;
  if (table[0][1] == 0) make_table();
  crc = ~crc;
  for (; size >= 8; at += 8, size -= 8) {
    uint32_t low, high;  // wasm is little-endian
    memcpy(&low, at, 4);
    memcpy(&high, at + 4, 4);
    low ^= crc;
    crc = table[7][low & 0xFF] ^ table[6][(low >> 8) & 0xFF] ^ table[5][(low >> 16) & 0xFF] ^
          table[4][low >> 24] ^ table[3][high & 0xFF] ^ table[2][(high >> 8) & 0xFF] ^
          table[1][(high >> 16) & 0xFF] ^ table[0][high >> 24];
  }
  for (; size > 0; ++at, --size) crc = (crc >> 8) ^ table[0][(crc ^ *at) & 0xFF];
  return ~crc;
}
