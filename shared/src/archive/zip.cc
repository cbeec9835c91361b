#include "archive/zip.h"

#include <algorithm>
#include <cstring>

#include "archive/crc32.h"
#include "archive/inflater.h"
#include "portcheck/limits.h"
#include "text/cold.h"
#include "text/decimal.h"

namespace portcheck::archive {
namespace {

// Sizes and signatures of the records, APPNOTE.TXT 4.3.
constexpr uint32_t kLocalSignature = 0x04034b50;
constexpr uint32_t kCentralSignature = 0x02014b50;
constexpr uint32_t kEndSignature = 0x06054b50;
constexpr uint32_t kEnd64Signature = 0x06064b50;
constexpr uint32_t kLocator64Signature = 0x07064b50;
constexpr size_t kLocalBytes = 30;
constexpr size_t kCentralBytes = 46;
constexpr size_t kEndBytes = 22;
constexpr size_t kEnd64Bytes = 56;
constexpr size_t kLocator64Bytes = 20;
constexpr size_t kCommentBytes = 0xFFFF;

constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kZip64Extra = 1;
constexpr uint16_t kEncryptedFlag = 1;

uint32_t byte_at(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
uint16_t u16(std::string_view bytes, size_t at) {
  return static_cast<uint16_t>(byte_at(bytes, at) | (byte_at(bytes, at + 1) << 8));
}
uint32_t u32(std::string_view bytes, size_t at) {
  return u16(bytes, at) | (uint32_t{u16(bytes, at + 2)} << 16);
}
uint64_t u64(std::string_view bytes, size_t at) {
  return u32(bytes, at) | (uint64_t{u32(bytes, at + 4)} << 32);
}

bool has_record(std::string_view bytes, uint64_t at, size_t size, uint32_t signature) {
  return at <= bytes.size() && bytes.size() - at >= size && u32(bytes, static_cast<size_t>(at)) == signature;
}

struct Directory {
  uint64_t offset = 0;  // as claimed, counted from the archive's first byte
  uint64_t size = 0;
  uint64_t count = 0;
  uint64_t end = 0;  // where the directory really ends, counted from the file's first byte
};

// Replaces the fields by those of the ZIP64 end record, when there is one in front of the end record.
void read_end64(std::string_view bytes, size_t end, Directory& directory) {
  if (end < kLocator64Bytes) return;
  const size_t locator = end - kLocator64Bytes;
  if (!has_record(bytes, locator, kLocator64Bytes, kLocator64Signature)) return;
  const uint64_t claimed = u64(bytes, locator + 8);
  size_t record = locator >= kEnd64Bytes ? locator - kEnd64Bytes : 0;
  if (has_record(bytes, claimed, kEnd64Bytes, kEnd64Signature)) record = static_cast<size_t>(claimed);
  if (!has_record(bytes, record, kEnd64Bytes, kEnd64Signature)) return;
  directory.count = u64(bytes, record + 32);
  directory.size = u64(bytes, record + 40);
  directory.offset = u64(bytes, record + 48);
  directory.end = record;
}

// The end record stands last but for its comment; junk may follow. Bounded by the longest comment there can
// be.
bool find_directory(std::string_view bytes, Directory& directory) {
  if (bytes.size() < kEndBytes) return false;
  const size_t last = bytes.size() - kEndBytes;
  const size_t first = last > kCommentBytes ? last - kCommentBytes : 0;
  for (size_t at = last + 1; at-- > first;) {
    if (bytes[at] != 'P' || u32(bytes, at) != kEndSignature) continue;
    directory = {u32(bytes, at + 16), u32(bytes, at + 12), u16(bytes, at + 10), at};
    read_end64(bytes, at, directory);
    if (directory.size <= directory.end) return true;
  }
  return false;
}

// Fields that do not fit 32 bits stand in an extra field, in a fixed order, only those that are needed.
bool read_zip64_extra(std::string_view extra, ZipEntry& entry) {
  const bool wants_size = entry.size == 0xFFFFFFFF;
  const bool wants_compressed = entry.compressed_size == 0xFFFFFFFF;
  const bool wants_offset = entry.header_offset == 0xFFFFFFFF;
  if (!wants_size && !wants_compressed && !wants_offset) return true;
  while (extra.size() >= 4) {
    const uint16_t id = u16(extra, 0);
    const size_t length = u16(extra, 2);
    extra.remove_prefix(4);
    if (length > extra.size()) return false;
    if (id != kZip64Extra) {
      extra.remove_prefix(length);
      continue;
    }
    std::string_view field = extra.substr(0, length);
    const auto take = [&field](bool wanted, uint64_t& value) {
      if (!wanted) return true;
      if (field.size() < 8) return false;
      value = u64(field, 0);
      field.remove_prefix(8);
      return true;
    };
    return take(wants_size, entry.size) && take(wants_compressed, entry.compressed_size) &&
           take(wants_offset, entry.header_offset);
  }
  return true;  // exactly 0xFFFFFFFF bytes, or a lie that the bounds catch
}

char folded(char c) {
  if (c == '\\') return '/';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return folded(x) == folded(y); });
}

std::string_view without_root(std::string_view name) {
  if (!name.empty() && (name.front() == '/' || name.front() == '\\')) name.remove_prefix(1);
  return name;
}

PORTCHECK_COLD ZipProblem problem_of(const ZipEntry& entry, ZipStatus status, Defect what) {
  constexpr size_t kShownName = 100;
  ZipProblem problem{status, what, {}};
  for (const char c : entry.name.substr(0, kShownName)) problem.part += c >= ' ' && c <= '~' ? c : '?';
  return problem;
}

}  // namespace

ZipProblem Zip::open(std::string_view bytes) {
  bytes_ = bytes;
  entries_.clear();
  charged_.clear();
  inflated_ = 0;
  Directory directory;
  if (!find_directory(bytes, directory)) return {ZipStatus::damaged, Defect::no_zip_directory, {}};
  if (directory.count > limits::kZipEntries) return {ZipStatus::too_large, Defect::zip_entries, {}};
  // With junk before the archive the directory stands later than it says, by the junk's length.
  const uint64_t position = directory.end - directory.size;
  const bool as_claimed =
      directory.count == 0 || has_record(bytes, directory.offset, kCentralBytes, kCentralSignature);
  if (!as_claimed && position > directory.offset) {
    const uint64_t junk = position - directory.offset;
    bytes_.remove_prefix(static_cast<size_t>(junk));
  }
  ZipProblem problem = read_directory(directory.offset, directory.size, directory.count);
  if (problem.status != ZipStatus::ok) entries_.clear();
  charged_.resize(entries_.size());
  return problem;
}

ZipProblem Zip::read_directory(uint64_t offset, uint64_t size, uint64_t count) {
  const ZipProblem broken{ZipStatus::damaged, Defect::zip_directory, {}};
  if (offset > bytes_.size()) return broken;
  // The claimed size may be wrong where the records are right; they are bounded by the file alone.
  std::string_view rest = bytes_.substr(static_cast<size_t>(offset));
  entries_.reserve(
      static_cast<size_t>(std::min<uint64_t>(count, std::min<uint64_t>(size, rest.size()) / kCentralBytes)));
  for (uint64_t i = 0; i < count; ++i) {
    if (!has_record(rest, 0, kCentralBytes, kCentralSignature)) return broken;
    const size_t name_length = u16(rest, 28);
    const size_t extra_length = u16(rest, 30);
    const size_t comment_length = u16(rest, 32);
    const size_t record = kCentralBytes + name_length + extra_length + comment_length;
    if (record > rest.size()) return broken;
    ZipEntry entry;
    entry.encrypted = (u16(rest, 8) & kEncryptedFlag) != 0;
    entry.method = u16(rest, 10);
    entry.crc = u32(rest, 16);
    entry.compressed_size = u32(rest, 20);
    entry.size = u32(rest, 24);
    entry.header_offset = u32(rest, 42);
    entry.name = rest.substr(kCentralBytes, name_length);
    if (!read_zip64_extra(rest.substr(kCentralBytes + name_length, extra_length), entry)) return broken;
    entries_.push_back(entry);
    rest.remove_prefix(record);
  }
  return {};
}

const ZipEntry* Zip::find(std::string_view name) const {
  name = without_root(name);
  for (size_t i = entries_.size(); i-- > 0;) {
    if (same_name(without_root(entries_[i].name), name)) return &entries_[i];
  }
  return nullptr;
}

ZipProblem Zip::locate(const ZipEntry& entry, std::string_view& data) const {
  if (!has_record(bytes_, entry.header_offset, kLocalBytes, kLocalSignature)) {
    return problem_of(entry, ZipStatus::damaged, Defect::local_header);
  }
  std::string_view rest = bytes_.substr(static_cast<size_t>(entry.header_offset));
  if (entry.encrypted || (u16(rest, 6) & kEncryptedFlag) != 0) {
    return problem_of(entry, ZipStatus::encrypted, Defect::password);
  }
  const size_t header = kLocalBytes + u16(rest, 26) + u16(rest, 28);
  if (header > rest.size() || entry.compressed_size > rest.size() - header) {
    return problem_of(entry, ZipStatus::damaged, Defect::cut_off);
  }
  data = rest.substr(header, static_cast<size_t>(entry.compressed_size));
  return {};
}

ZipProblem Zip::admit(const ZipEntry& entry) {
  const bool far = entry.size > limits::kInflateRatioFloor;
  if (far && entry.size / limits::kInflateRatio > entry.compressed_size) {
    return problem_of(entry, ZipStatus::bomb, Defect::unpacked_size);
  }
  const auto index = static_cast<size_t>(&entry - entries_.data());
  const uint64_t before = charged_[index] ? inflated_ - entry.size : inflated_;
  if (entry.size > limits::kInflatedBytes - before) {
    return problem_of(entry, ZipStatus::too_large, Defect::archive_size);
  }
  inflated_ = before + entry.size;
  charged_[index] = true;
  return {};
}

ZipProblem Zip::find_data(const ZipEntry& entry, EntrySource& source) {
  if (ZipProblem problem = locate(entry, source.data); problem.status != ZipStatus::ok) return problem;
  if (entry.method != kStored && entry.method != kDeflated) {
    return problem_of(entry, ZipStatus::unsupported, Defect::compression);
  }
  if (ZipProblem problem = admit(entry); problem.status != ZipStatus::ok) return problem;
  source.deflated = entry.method == kDeflated;
  if (!source.deflated && entry.size != entry.compressed_size) {
    return problem_of(entry, ZipStatus::damaged, Defect::size);
  }
  source.size = entry.size;
  source.crc = entry.crc;
  return {};
}

ZipProblem Zip::open_stream(const ZipEntry& entry, EntryStream& stream) {
  EntrySource source;
  ZipProblem problem = find_data(entry, source);
  return problem.status == ZipStatus::ok ? stream_problem(entry, stream.open(source)) : problem;
}

ZipProblem Zip::stream_problem(const ZipEntry& entry, EntryStream::Status status) {
  switch (status) {
    case EntryStream::Status::ok:
      return {};
    case EntryStream::Status::damaged:
      return problem_of(entry, ZipStatus::damaged, Defect::compressed_data);
    case EntryStream::Status::longer:
      return problem_of(entry, ZipStatus::damaged, Defect::longer);
    case EntryStream::Status::checksum:
      return problem_of(entry, ZipStatus::damaged, Defect::checksum);
    case EntryStream::Status::no_memory:
      break;
  }
  return problem_of(entry, ZipStatus::too_large, Defect::memory);
}

ZipProblem Zip::read(const ZipEntry& entry, Buffer& out) {
  EntrySource source;
  if (ZipProblem problem = find_data(entry, source); problem.status != ZipStatus::ok) return problem;
  const auto size = static_cast<size_t>(source.size);  // at most limits::kInflatedBytes
  if (!out.allocate(size + Inflater::kSlack)) return stream_problem(entry, EntryStream::Status::no_memory);
  char* end = out.data();
  if (source.deflated) {
    Inflater inflater;
    Inflater::Status status = inflater.start(source.data);
    if (status == Inflater::Status::more) status = inflater.run(out.data(), end, end + size);
    // Not when it is longer already: each run may write kSlack bytes behind its limit.
    if (status == Inflater::Status::more && static_cast<size_t>(end - out.data()) == size)
      status = inflater.run(out.data(), end, end + 1);
    if (status == Inflater::Status::no_memory) return stream_problem(entry, EntryStream::Status::no_memory);
    if (status == Inflater::Status::damaged) return stream_problem(entry, EntryStream::Status::damaged);
    if (static_cast<size_t>(end - out.data()) > size)
      return stream_problem(entry, EntryStream::Status::longer);
  } else {
    std::memcpy(end, source.data.data(), size);
    end += size;
  }
  out.shrink(static_cast<size_t>(end - out.data()));
  if (crc32(0, out.view()) != entry.crc) return stream_problem(entry, EntryStream::Status::checksum);
  return {};
}

}  // namespace portcheck::archive
