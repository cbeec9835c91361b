// A ZIP archive in memory: its directory, and one entry at a time as bytes. Every size in the file is a
// claim; nothing is allocated before the claim is within limits.h (ratio, size of one entry, sum of all that
// were read).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/buffer.h"
#include "archive/entry_stream.h"
#include "portcheck/rule_ids.h"

namespace portcheck::archive {

enum class ZipStatus : uint8_t {
  ok,
  damaged,      // no or broken directory, data outside the file, wrong CRC, sizes that are not true
  encrypted,    // the entry needs a password
  unsupported,  // a compression method other than stored and deflated
  too_large,    // too many entries, or more bytes than limits::kInflatedBytes
  bomb,         // inflates by more than limits::kInflateRatio
};

struct ZipProblem {
  ZipStatus status = ZipStatus::ok;
  Defect what = Defect::none;
  std::string part;  // the entry it is about; empty: the archive
};

struct ZipEntry {
  std::string_view name;  // as in the directory, not validated; views the archive
  uint64_t header_offset = 0;
  uint64_t compressed_size = 0;
  uint64_t size = 0;
  uint32_t crc = 0;
  uint16_t method = 0;
  bool encrypted = false;
};

class Zip {
 public:
  // Reads the directory. `bytes` is borrowed and must outlive the archive. Junk before and after the archive
  // and ZIP64 are understood. On failure the archive has no entries.
  ZipProblem open(std::string_view bytes);

  const std::vector<ZipEntry>& entries() const { return entries_; }

  // By name without case, `\` taken as `/`, a leading `/` ignored. Of entries with the same name the last one
  // is given, as programs that append to an archive mean it. Null when there is none.
  const ZipEntry* find(std::string_view name) const;

  // The entry's bytes, CRC checked. Reading an entry again costs no more of the archive's total bound.
  ZipProblem read(const ZipEntry& entry, Buffer& out);

  // The same as a stream, for entries that may be large; the archive's bytes must outlive it.
  ZipProblem open_stream(const ZipEntry& entry, EntryStream& stream);
  static ZipProblem stream_problem(const ZipEntry& entry, EntryStream::Status status);

 private:
  ZipProblem find_data(const ZipEntry& entry, EntrySource& source);
  ZipProblem read_directory(uint64_t offset, uint64_t size, uint64_t count);
  ZipProblem locate(const ZipEntry& entry, std::string_view& data) const;
  ZipProblem admit(const ZipEntry& entry);

  std::string_view bytes_;  // without junk before the archive
  std::vector<ZipEntry> entries_;
  std::vector<uint8_t> charged_;  // entries that already count towards inflated_
  uint64_t inflated_ = 0;
};

}  // namespace portcheck::archive
