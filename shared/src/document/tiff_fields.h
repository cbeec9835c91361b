// The directories of a TIFF file, of which EXIF data are one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace portcheck::document {

class TiffFields {
 public:
  // `bytes` is borrowed. False when it does not begin as a TIFF file does.
  bool open(std::string_view bytes);

  // The fields of the directory at `offset`; false when it is not within the file.
  bool read_directory(uint64_t offset);
  uint64_t first_directory() const { return first_; }
  uint64_t next_directory() const { return next_; }  // 0: none

  // Of the directory read last. A number of any type; of a fraction the whole part.
  uint64_t number(uint16_t tag, uint64_t otherwise = 0) const;
  // At most `most` of them.
  std::vector<uint64_t> numbers(uint16_t tag, size_t most) const;
  bool has(uint16_t tag) const { return find(tag) != nullptr; }
  bool is_little_endian() const { return little_; }

 private:
  struct Entry {
    uint16_t tag, type;
    uint64_t count, place;  // of the values, in the file
  };
  uint64_t at(uint64_t offset, unsigned size) const;  // 0 outside
  const Entry* find(uint16_t tag) const;
  uint64_t value(const Entry& entry, uint64_t index) const;

  std::string_view bytes_;
  std::vector<Entry> entries_;
  uint64_t first_ = 0, next_ = 0;
  bool little_ = true, big_file_ = false;
};

}  // namespace portcheck::document
