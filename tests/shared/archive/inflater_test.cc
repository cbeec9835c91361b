#include "archive/inflater.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "archive/crc32.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::archive {
namespace {

using ::portcheck::testing::deflated;
using ::portcheck::testing::ExactBytes;

struct Inflated {
  Inflater::Status status;
  std::string text;
};

// Takes the output `step` bytes at a time, as much as `bound`.
Inflated inflate(std::string_view compressed, size_t step, size_t bound = size_t{1} << 20) {
  const ExactBytes input(compressed);
  std::string room(bound + step + Inflater::kSlack, '\0');
  Inflater inflater;
  Inflated out{inflater.start(input.view()), {}};
  char* end = room.data();
  while (out.status == Inflater::Status::more && static_cast<size_t>(end - room.data()) < bound)
    out.status = inflater.run(room.data(), end, end + step);
  out.text.assign(room.data(), end);
  return out;
}

std::string deflated_as(const std::string& text, int level, int strategy) {
  z_stream stream{};
  deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, strategy);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string lines(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += std::to_string(i * 7919) + (i % 3 == 0 ? "," : "<c r=\"A1\">");
  return text;
}

TEST(Inflater, GivesBackWhatWasDeflatedWhateverTheStep) {
  const std::string text = lines(5000);
  for (const size_t step : {size_t{1}, size_t{100}, size_t{4096}, size_t{1} << 20}) {
    const Inflated out = inflate(deflated(text), step);
    EXPECT_EQ(out.status, Inflater::Status::done) << step;
    EXPECT_EQ(out.text, text) << step;
  }
}

TEST(Inflater, TakesStoredFixedAndDynamicBlocks) {
  const std::string text = lines(3000);
  for (const int level : {0, 1, 9}) {
    for (const int strategy : {Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE}) {
      const Inflated out = inflate(deflated_as(text, level, strategy), 1000);
      EXPECT_EQ(out.status, Inflater::Status::done) << level << ' ' << strategy;
      EXPECT_EQ(out.text, text) << level << ' ' << strategy;
    }
  }
}

TEST(Inflater, StopsSoonBehindItsLimit) {
  const std::string compressed = deflated(std::string(100'000, 'x'));
  std::string room(1000 + Inflater::kSlack, '\0');
  Inflater inflater;
  ASSERT_EQ(inflater.start(compressed), Inflater::Status::more);
  char* end = room.data();
  EXPECT_EQ(inflater.run(room.data(), end, end + 1000), Inflater::Status::more);
  EXPECT_GE(end - room.data(), 1000);
  EXPECT_LE(static_cast<size_t>(end - room.data()), 1000 + Inflater::kSlack);
}

TEST(Inflater, CutStreamsAreDamaged) {
  const std::string whole = deflated("212-736-5014,https://www1.ringrevenue.com/c/4301");
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(inflate(whole.substr(0, size), 100).status, Inflater::Status::damaged) << size;
}

TEST(Inflater, RefusesMatchesFromBeforeTheBeginning) {
  // A fixed block whose first symbol is a match: length 3, distance 1.
  EXPECT_EQ(inflate(std::string_view("\x03\x02\x00", 3), 100).status, Inflater::Status::damaged);
}

TEST(Inflater, AgreesWithZlibOnDamagedStreams) {
  const std::string whole = deflated(lines(300));
  int sound = 0;
  for (size_t i = 0; i < whole.size() * 8; i += 3) {
    std::string broken = whole;
    broken[i / 8] = static_cast<char>(broken[i / 8] ^ (1 << i % 8));
    const Inflated out = inflate(broken, 512, 100'000);
    std::string other(200'000, '\0');
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    stream.next_in = reinterpret_cast<Bytef*>(broken.data());
    stream.avail_in = static_cast<uInt>(broken.size());
    stream.next_out = reinterpret_cast<Bytef*>(other.data());
    stream.avail_out = static_cast<uInt>(other.size());
    const bool ends = ::inflate(&stream, Z_FINISH) == Z_STREAM_END;
    other.resize(stream.total_out);
    inflateEnd(&stream);
    EXPECT_EQ(out.status == Inflater::Status::done, ends) << i;
    if (ends) {
      EXPECT_EQ(out.text, other) << i;
    }
    sound += ends;
  }
  EXPECT_GT(sound, 0);
}

TEST(Crc32, IsThatOfZipAlsoInPieces) {
  EXPECT_EQ(crc32(0, "123456789"), 0xCBF43926u);
  EXPECT_EQ(crc32(crc32(0, "1234"), "56789"), 0xCBF43926u);
}

}  // namespace
}  // namespace portcheck::archive
