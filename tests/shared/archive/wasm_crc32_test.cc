// The module's own CRC-32 is libdeflate's, whatever the size and wherever the bytes are.
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <random>
#include <string>

extern "C" uint32_t portcheck_wasm_crc32(uint32_t crc, const void* bytes, size_t size);  // wasm/crc32.c

namespace portcheck::archive {
namespace {

std::string random_bytes(size_t size) {
  std::mt19937 random(7);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

TEST(WasmCrc32, IsLibdeflates) {
  EXPECT_EQ(portcheck_wasm_crc32(0, nullptr, 0), libdeflate_crc32(0, nullptr, 0));
  EXPECT_EQ(portcheck_wasm_crc32(0, "123456789", 9), 0xCBF43926u);
  const std::string bytes = random_bytes(300'000);
  for (const size_t middle : {size_t{0}, size_t{4096}, size_t{8192}, size_t{20'000}, size_t{262'144}}) {
    for (size_t size = middle < 50 ? 0 : middle - 50; size < middle + 50; ++size) {
      const char* const at = bytes.data() + size % 17;
      ASSERT_EQ(portcheck_wasm_crc32(0, at, size), libdeflate_crc32(0, at, size)) << size;
    }
  }
}

TEST(WasmCrc32, GoesOnInPieces) {
  const std::string bytes = random_bytes(100'000);
  for (const size_t cut : {size_t{1}, size_t{4096}, size_t{4099}, size_t{50'000}, size_t{99'999}}) {
    const uint32_t first = portcheck_wasm_crc32(0, bytes.data(), cut);
    EXPECT_EQ(portcheck_wasm_crc32(first, bytes.data() + cut, bytes.size() - cut),
              libdeflate_crc32(0, bytes.data(), bytes.size()))
        << cut;
  }
}

}  // namespace
}  // namespace portcheck::archive
