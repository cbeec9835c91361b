// Any bytes as raw DEFLATE: our inflater and zlib give the same, whatever the pieces, or both refuse.
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "archive/inflater.h"
#include "fuzz_check.h"

namespace portcheck::fuzz {
namespace {

using archive::Inflater;

constexpr size_t kMost = size_t{1} << 17;  // more output teaches nothing more

struct Inflated {
  bool done = false;
  bool damaged = false;
  std::string text;
};

// In pieces of `step` bytes, in a buffer that keeps only what a match may reach.
Inflated by_us(std::string_view bytes, size_t step) {
  std::vector<char> buffer(Inflater::kHistory + step + Inflater::kSlack);
  Inflater inflater;
  Inflated out;
  char* end = buffer.data();
  Inflater::Status status = inflater.start(bytes);
  while (status == Inflater::Status::more && out.text.size() <= kMost) {
    const auto held = static_cast<size_t>(end - buffer.data());
    if (held > Inflater::kHistory) {
      std::memmove(buffer.data(), end - Inflater::kHistory, Inflater::kHistory);
      end = buffer.data() + Inflater::kHistory;
    }
    char* const from = end;
    status = inflater.run(buffer.data(), end, end + step);
    PORTCHECK_FUZZ_REQUIRE(end >= from && static_cast<size_t>(end - from) <= step + Inflater::kSlack);
    PORTCHECK_FUZZ_REQUIRE(status != Inflater::Status::more || static_cast<size_t>(end - from) >= step);
    out.text.append(from, end);
  }
  out.done = status == Inflater::Status::done;
  out.damaged = status == Inflater::Status::damaged;
  return out;
}

Inflated by_zlib(std::string_view bytes) {
  Inflated out;
  z_stream stream{};
  PORTCHECK_FUZZ_REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int status = Z_OK;
  char piece[4096];
  while (status == Z_OK && out.text.size() <= kMost) {
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    status = inflate(&stream, Z_NO_FLUSH);
    out.text.append(piece, sizeof piece - stream.avail_out);
  }
  // zlib alone refuses codes for the distances 30 and 31, which no stream may use.
  if (status == Z_DATA_ERROR && stream.msg != nullptr &&
      std::strcmp(stream.msg, "too many length or distance symbols") == 0) {
    status = Z_NEED_DICT;
  }
  inflateEnd(&stream);
  out.done = status == Z_STREAM_END;
  out.damaged = status == Z_DATA_ERROR || status == Z_BUF_ERROR;
  return out;
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  const size_t step = size_t{1} << (bytes[0] & 15);
  bytes.remove_prefix(1);
  const Inflated ours = by_us(bytes, step);
  const Inflated whole = by_us(bytes, kMost);
  PORTCHECK_FUZZ_REQUIRE(ours.done == whole.done && ours.damaged == whole.damaged);
  const size_t common = std::min({ours.text.size(), whole.text.size(), kMost});
  PORTCHECK_FUZZ_REQUIRE(!ours.done || ours.text.size() == whole.text.size());
  PORTCHECK_FUZZ_REQUIRE(std::memcmp(ours.text.data(), whole.text.data(), common) == 0);

  const Inflated theirs = by_zlib(bytes);
  if (!theirs.done && !theirs.damaged) return;
  PORTCHECK_FUZZ_REQUIRE(ours.done == theirs.done && ours.damaged == theirs.damaged);
  if (theirs.done) PORTCHECK_FUZZ_REQUIRE(ours.text == theirs.text);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
