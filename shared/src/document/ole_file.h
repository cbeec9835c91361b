// An OLE compound file (MS-CFB), a little file system: the container of .xls, .doc, .msg and of encrypted
// Office files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/buffer.h"

namespace portcheck::document {

inline constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

struct OleEntry {
  std::string name;  // in ASCII, other characters as '?'
  uint32_t sector = 0;
  uint32_t size = 0;  // in bytes
  // Directly below the root, not within an object that a document holds. In a file whose tree is broken every
  // entry is.
  bool top_level = false;
};

class OleFile {
 public:
  // `bytes` is borrowed. Reads the directory, at most limits::kOleDirectorySectors of it; a loop among its
  // sectors ends there. A damaged file has no entries or too few.
  explicit OleFile(std::string_view bytes);

  // In the order of the directory; the root itself is left out.
  const std::vector<OleEntry>& entries() const { return entries_; }

  // The top-level entry of that name, whatever its case; null when there is none.
  const OleEntry* find(std::string_view name) const;

  // Takes at most as many bytes as the file has, whatever the directory says. `out` is shorter than
  // entry.size where the stream's chain breaks. False when the memory is not there.
  bool read(const OleEntry& entry, archive::Buffer& out) const;

 private:
  struct Node;
  std::string_view sector(uint32_t number) const;
  uint32_t next(uint32_t number) const;
  void list_fat();
  void list_entries();
  void find_top_level(std::vector<Node>& tree);
  bool read_chain(uint32_t first, size_t size, archive::Buffer& out) const;
  bool read_mini_chain(uint32_t first, size_t size, archive::Buffer& out) const;

  std::string_view bytes_;
  uint32_t shift_ = 9;                 // a sector has 1 << shift_ bytes
  std::vector<uint32_t> fat_sectors_;  // where the allocation table is
  std::vector<OleEntry> entries_;
  OleEntry root_;  // its stream holds the small streams
};

}  // namespace portcheck::document
