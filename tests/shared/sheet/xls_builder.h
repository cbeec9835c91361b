// Small Excel workbooks of the old kind, record by record, so that a test can write one oddly.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "tests/shared/archive/zip_builder.h"

namespace portcheck::sheet {

inline std::string little(uint64_t value, int bytes) {
  return ::portcheck::testing::ZipBuilder::little(value, bytes);
}

inline std::string record(uint32_t id, const std::string& body) {
  return little(id, 2) + little(body.size(), 2) + body;
}

inline std::string real(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, 8);
  return little(bits, 8);
}

// A string of Excel 97 in one byte a character, behind its length.
inline std::string text97(const std::string& latin1, int length_bytes = 2) {
  return little(latin1.size(), length_bytes) + '\0' + latin1;
}
// The same in two bytes a character.
inline std::string wide97(const std::u16string& text, int length_bytes = 2) {
  std::string out = little(text.size(), length_bytes) + '\1';
  for (const char16_t unit : text) out += little(unit, 2);
  return out;
}

// Row and column count from zero here, as in the file.
inline std::string at(uint32_t row, uint32_t column, uint32_t style = 0) {
  return little(row, 2) + little(column, 2) + little(style, 2);
}
inline std::string number(uint32_t row, uint32_t column, double value, uint32_t style = 0) {
  return record(0x203, at(row, column, style) + real(value));
}
inline std::string label(uint32_t row, uint32_t column, const std::string& text) {
  return record(0x204, at(row, column) + text97(text));
}
inline std::string shared(uint32_t row, uint32_t column, uint32_t index) {
  return record(0xFD, at(row, column) + little(index, 4));
}
inline std::string formula(uint32_t row, uint32_t column, const std::string& result) {
  return record(0x06, at(row, column) + result + little(0, 2) + little(0, 4) + little(0, 2));
}

// The container: streams of at least 4,096 bytes (shorter ones are filled up with zeros), in order, each in
// one run of sectors.
class OleBuilder {
 public:
  OleBuilder& stream(const std::string& name, const std::string& bytes) {
    streams_.push_back({name, bytes, true});
    return *this;
  }
  // Not below the root, as the streams of an object that a document holds.
  OleBuilder& embedded(const std::string& name, const std::string& bytes) {
    streams_.push_back({name, bytes, false});
    return *this;
  }
  std::string build() const {
    std::string data, fat;
    std::string directory = entry("Root Entry", 5, kEnd, 0, next_linked(0), kNone);
    const auto place = [&](std::string bytes) {
      const size_t first = fat.size() / 4, sectors = (bytes.size() + 511) / 512;
      for (size_t k = 1; k <= sectors; ++k) fat += little(k < sectors ? first + k : kEnd, 4);
      bytes.resize(512 * sectors);
      data += bytes;
      return static_cast<uint32_t>(first);
    };
    for (size_t i = 0; i < streams_.size(); ++i) {
      std::string bytes = streams_[i].bytes;
      if (bytes.size() < 4096) bytes.resize(4096);
      const size_t size = bytes.size();
      directory += entry(streams_[i].name, 2, place(std::move(bytes)), size, kNone, next_linked(i + 1));
    }
    const uint32_t directory_at = place(directory);
    // The table's own sectors stay free in it.
    fat.resize((fat.size() / 512 + 1) * 512, '\xFF');
    const uint32_t fat_at = static_cast<uint32_t>(data.size() / 512);
    const uint32_t fat_sectors = static_cast<uint32_t>(fat.size() / 512);
    // Sectors that list those of the table which the header has no room for.
    constexpr uint32_t kInHeader = 109, kInSector = 127;
    std::string lists;
    for (uint32_t k = kInHeader; k < fat_sectors;) {
      for (uint32_t i = 0; i < kInSector; ++i, ++k) lists += little(k < fat_sectors ? fat_at + k : kNone, 4);
      lists += little(k < fat_sectors ? fat_at + fat_sectors + lists.size() / 512 + 1 : kEnd, 4);
    }
    std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + little(0x3E, 2) +
                         little(3, 2) + little(0xFFFE, 2) + little(9, 2) + little(6, 2);
    header.resize(44);
    header += little(fat_sectors, 4) + little(directory_at, 4) + little(0, 4) + little(4096, 4);
    header += little(kEnd, 4) + little(0, 4) + little(lists.empty() ? kEnd : fat_at + fat_sectors, 4) +
              little(lists.size() / 512, 4);
    for (uint32_t k = 0; k < fat_sectors && k < kInHeader; ++k) header += little(fat_at + k, 4);
    header.resize(512, '\xFF');
    return header + data + fat + lists;
  }

  static std::string entry(const std::string& name, uint32_t type, uint32_t sector, size_t size,
                           uint32_t child, uint32_t right) {
    std::string out;
    for (const char c : name) out += {c, '\0'};
    out.resize(64);
    out += little((name.size() + 1) * 2, 2) + little(type, 1) + little(1, 1);
    out += little(kNone, 4) + little(right, 4) + little(child, 4);
    out.resize(116);
    return out + little(sector, 4) + little(size, 4) + little(0, 4);
  }

 private:
  static constexpr uint32_t kEnd = 0xFFFFFFFE, kNone = 0xFFFFFFFF;
  struct Stream {
    std::string name, bytes;
    bool linked;
  };

  // The directory's number of the first linked stream from the i-th on.
  uint32_t next_linked(size_t i) const {
    while (i < streams_.size() && !streams_[i].linked) ++i;
    return i < streams_.size() ? static_cast<uint32_t>(i + 1) : kNone;
  }

  std::vector<Stream> streams_;
};

class XlsBuilder {
 public:
  struct Sheet {
    std::string name;
    std::string records;
    uint32_t state = 0;  // 1 hidden, 2 very hidden
    uint32_t kind = 0;   // 1 macros, 2 chart, 6 module
  };

  XlsBuilder() = default;
  explicit XlsBuilder(const std::string& records) { sheet({"Numbers", records}); }

  XlsBuilder& sheet(const Sheet& sheet) {
    sheets_.push_back(sheet);
    return *this;
  }
  // Further records for all sheets, before the list of sheets.
  XlsBuilder& global(const std::string& records) {
    globals_ += records;
    return *this;
  }
  XlsBuilder& strings(const std::string& items) { return global(record(0xFC, little(0, 8) + items)); }
  // Excel 5 and 95.
  XlsBuilder& excel95() {
    version_ = 0x500;
    return *this;
  }
  XlsBuilder& with(const std::string& stream, const std::string& bytes) {
    more_.push_back({stream, bytes});
    return *this;
  }

  static std::string bof(uint32_t version, uint32_t kind) {
    return record(0x809, little(version, 2) + little(kind, 2) + std::string(version == 0x600 ? 12 : 4, '\0'));
  }
  std::string records() const {
    const std::string head = bof(version_, 0x05) + globals_;
    std::vector<std::string> bodies;
    size_t size = head.size() + 4;
    for (const Sheet& sheet : sheets_) {
      bodies.push_back(bof(version_, sheet.kind == 0 ? 0x10 : 0x20) + sheet.records + record(0x0A, ""));
      size += list_entry(sheet, 0).size();
    }
    std::string list, all;
    for (size_t i = 0; i < sheets_.size(); ++i) {
      list += list_entry(sheets_[i], size + all.size());
      all += bodies[i];
    }
    return head + list + record(0x0A, "") + all;
  }
  std::string build() const {
    OleBuilder file;
    file.stream(version_ == 0x600 ? "Workbook" : "Book", records());
    for (const auto& [name, bytes] : more_) file.stream(name, bytes);
    return file.build();
  }

 private:
  std::string list_entry(const Sheet& sheet, size_t place) const {
    const std::string name =
        version_ == 0x600 ? text97(sheet.name, 1) : little(sheet.name.size(), 1) + sheet.name;
    return record(0x85, little(place, 4) + little(sheet.state, 1) + little(sheet.kind, 1) + name);
  }

  uint32_t version_ = 0x600;
  std::string globals_;
  std::vector<Sheet> sheets_;
  std::vector<std::pair<std::string, std::string>> more_;
};

}  // namespace portcheck::sheet
