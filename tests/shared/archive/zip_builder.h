// Writes ZIP archives, right ones and ones that lie, record by record.
#pragma once

#include <libdeflate.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::testing {

struct ZipPart {
  std::string name;
  std::string data;
  bool stored = false;
  bool encrypted = false;
  bool descriptor = false;             // sizes behind the data, zero in the local header
  bool zip64 = false;                  // sizes in the extra field
  uint64_t claimed_size = UINT64_MAX;  // where given, instead of the true ones
  uint64_t claimed_compressed_size = UINT64_MAX;
  uint64_t claimed_offset = UINT64_MAX;
  uint32_t method = UINT32_MAX;
  bool wrong_crc = false;
};

struct ZipShape {
  std::string before;  // junk
  std::string behind;
  std::string comment;
  bool zip64_end = false;
  uint64_t claimed_count = UINT64_MAX;
};

inline std::string deflated(std::string_view data) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(9);
  std::string out(libdeflate_deflate_compress_bound(compressor, data.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor, data.data(), data.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

class ZipBuilder {
 public:
  static std::string build(const std::vector<ZipPart>& parts, const ZipShape& shape = {}) {
    std::string file;
    std::string directory;
    for (const ZipPart& part : parts) append(part, file, directory);
    const uint64_t offset = file.size();
    const uint64_t count = shape.claimed_count == UINT64_MAX ? parts.size() : shape.claimed_count;
    file += directory;
    if (shape.zip64_end) {
      const uint64_t record = file.size();
      file += little(0x06064b50, 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
              little(count, 8) + little(count, 8) + little(directory.size(), 8) + little(offset, 8);
      file += little(0x07064b50, 4) + little(0, 4) + little(record, 8) + little(1, 4);
    }
    const auto narrow = [&shape](uint64_t value, int bytes) {
      return shape.zip64_end ? little(UINT64_MAX, bytes) : little(value, bytes);
    };
    file += little(0x06054b50, 4) + little(0, 4) + narrow(count, 2) + narrow(count, 2) +
            narrow(directory.size(), 4) + narrow(offset, 4) + little(shape.comment.size(), 2) + shape.comment;
    return shape.before + file + shape.behind;
  }

  static std::string little(uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
    return out;
  }

 private:
  static void append(const ZipPart& part, std::string& file, std::string& directory) {
    const std::string data = part.stored ? part.data : deflated(part.data);
    const uint32_t crc = libdeflate_crc32(0, part.data.data(), part.data.size()) ^ (part.wrong_crc ? 1 : 0);
    const uint64_t size = part.claimed_size == UINT64_MAX ? part.data.size() : part.claimed_size;
    const uint64_t compressed =
        part.claimed_compressed_size == UINT64_MAX ? data.size() : part.claimed_compressed_size;
    const uint64_t offset = part.claimed_offset == UINT64_MAX ? file.size() : part.claimed_offset;
    const uint32_t method = part.method == UINT32_MAX ? (part.stored ? 0 : 8) : part.method;
    const uint32_t flags = (part.encrypted ? 1u : 0u) | (part.descriptor ? 8u : 0u);
    const std::string name = part.name;
    const std::string extra = part.zip64 ? little(1, 2) + little(24, 2) + little(size, 8) +
                                               little(compressed, 8) + little(offset, 8)
                                         : "";
    const auto narrow = [&part](uint64_t value) { return little(part.zip64 ? UINT64_MAX : value, 4); };

    const std::string sizes = narrow(compressed) + narrow(size);
    file += little(0x04034b50, 4) + little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 4) +
            (part.descriptor ? std::string(12, '\0') : little(crc, 4) + sizes) + little(name.size(), 2) +
            little(0, 2) + name + data;
    if (part.descriptor)
      file += little(0x08074b50, 4) + little(crc, 4) + little(compressed, 4) + little(size, 4);
    directory += little(0x02014b50, 4) + little(20, 2) + little(20, 2) + little(flags, 2) +
                 little(method, 2) + little(0, 4) + little(crc, 4) + sizes + little(name.size(), 2) +
                 little(extra.size(), 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 narrow(offset) + name + extra;
  }
};

}  // namespace portcheck::testing
