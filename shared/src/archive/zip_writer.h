// Makes a ZIP archive in memory. No clock: every entry carries 1980-01-01, the format's first day, so the
// same parts give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::archive {

class ZipWriter {
 public:
  // False, and nothing added, when `bytes` is more than zip.h would read again (limits::kInflatedBytes).
  // What would inflate by more than limits::kInflateRatio is stored, since readers take such for a bomb.
  bool add(std::string_view name, std::string_view bytes) { return add_to(out_, name, bytes); }

  // The same, before all that add() has added: programs tell a workbook by its first entry.
  bool add_in_front(std::string_view name, std::string_view bytes) { return add_to(front_, name, bytes); }

  // The archive; nothing may be added after it.
  std::string finish();

 private:
  struct Entry {
    std::string facts, name;  // as headers have them
    size_t offset;
    bool in_front;
  };

  bool add_to(std::string& out, std::string_view name, std::string_view bytes);

  std::string front_, out_;
  std::vector<Entry> entries_;
  uint64_t total_ = 0;  // bytes of all parts
};

}  // namespace portcheck::archive
