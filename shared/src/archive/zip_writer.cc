#include "archive/zip_writer.h"

#include <utility>

#include "archive/crc32.h"
#include "archive/deflate.h"
#include "portcheck/limits.h"

namespace portcheck::archive {
namespace {

void put(std::string& out, uint64_t value, int bytes) {
  for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xFF);
}

}  // namespace

bool ZipWriter::add_to(std::string& out, std::string_view name, std::string_view bytes) {
  constexpr uint16_t kVersion = 20, kUtf8Name = 1 << 11, kStored = 0, kDeflated = 8, kFirstDay = 1 << 5 | 1;
  total_ += bytes.size();
  if (total_ > limits::kInflatedBytes) return false;
  std::string packed;
  bool deflated = deflate(bytes, packed);
  if (bytes.size() > limits::kInflateRatioFloor && bytes.size() / limits::kInflateRatio >= packed.size()) {
    deflated = false;
  }
  const std::string_view body = deflated ? std::string_view(packed) : bytes;

  std::string facts;
  put(facts, kVersion, 2);
  put(facts, kUtf8Name, 2);
  put(facts, deflated ? kDeflated : kStored, 2);
  put(facts, uint64_t{kFirstDay} << 16, 4);
  put(facts, crc32(0, bytes), 4);
  put(facts, body.size(), 4);
  put(facts, bytes.size(), 4);
  put(facts, name.size(), 2);
  put(facts, 0, 2);  // no extra field
  entries_.push_back({facts, std::string(name), out.size(), &out == &front_});
  put(out, 0x04034B50, 4);
  out.append(facts).append(name).append(body);
  return true;
}

std::string ZipWriter::finish() {
  std::string all = std::move(front_);
  const size_t behind = all.size();
  all += out_;
  const size_t directory = all.size();
  for (const Entry& entry : entries_) {
    put(all, 0x02014B50, 4);
    put(all, 20, 2);  // made by
    all += entry.facts;
    put(all, 0, 10);  // no comment, first disk, no attributes
    put(all, entry.offset + (entry.in_front ? 0 : behind), 4);
    all += entry.name;
  }
  const size_t end = all.size();
  put(all, 0x06054B50, 4);
  put(all, 0, 4);  // disks
  put(all, entries_.size(), 2);
  put(all, entries_.size(), 2);
  put(all, end - directory, 4);
  put(all, directory, 4);
  put(all, 0, 2);  // no comment
  return all;
}

}  // namespace portcheck::archive
