#include "archive/inflate.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::archive {
namespace {

using ::portcheck::testing::deflated;
using ::portcheck::testing::ExactBytes;

InflateStatus inflate_to(std::string_view compressed, std::string& out) {
  const ExactBytes input(compressed);
  size_t written = 0;
  const InflateStatus status = inflate(input.view(), out.data(), out.size(), written);
  if (status == InflateStatus::ok) out.resize(written);
  return status;
}

TEST(Inflate, GivesBackWhatWasDeflated) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919) + ",";
  std::string out(text.size(), '\0');
  EXPECT_EQ(inflate_to(deflated(text), out), InflateStatus::ok);
  EXPECT_EQ(out, text);
}

TEST(Inflate, NeverWritesBehindItsCapacity) {
  const std::string text(1000, 'x');
  for (const size_t capacity : {size_t{0}, size_t{1}, size_t{999}}) {
    std::string out(capacity, '\0');
    EXPECT_EQ(inflate_to(deflated(text), out), InflateStatus::overflows) << capacity;
  }
}

TEST(Inflate, CutStreamsAreDamaged) {
  const std::string whole = deflated("212-736-5014,https://www1.ringrevenue.com/c/4301");
  for (size_t size = 0; size < whole.size(); ++size) {
    std::string out(100, '\0');
    EXPECT_EQ(inflate_to(whole.substr(0, size), out), InflateStatus::damaged) << size;
  }
}

TEST(Inflate, ChecksumIsThatOfZip) {
  EXPECT_EQ(crc32("123456789"), 0xCBF43926u);
}

}  // namespace
}  // namespace portcheck::archive
