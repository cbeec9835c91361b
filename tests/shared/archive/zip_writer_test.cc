#include "archive/zip_writer.h"

#include <gtest/gtest.h>

#include "archive/zip.h"
#include "portcheck/limits.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::archive {
namespace {

std::string read(const std::string& bytes, std::string_view name) {
  const ::portcheck::testing::ExactBytes exact(bytes);
  Zip zip;
  const ZipProblem opened = zip.open(exact.view());
  EXPECT_EQ(opened.status, ZipStatus::ok) << ::portcheck::testing::what_of(opened);
  const ZipEntry* entry = zip.find(name);
  if (entry == nullptr) return "not found";
  Buffer out;
  const ZipProblem problem = zip.read(*entry, out);
  EXPECT_EQ(problem.status, ZipStatus::ok) << ::portcheck::testing::what_of(problem);
  return std::string(out.view());
}

std::string sample() {
  ZipWriter zip;
  zip.add("long.txt", std::string(5000, 'a') + "212-736-0143");
  zip.add("short.txt", "x");
  zip.add("empty.txt", "");
  zip.add_in_front("first.txt", "I am the first, the first, the first, the first");
  return zip.finish();
}

TEST(ZipWriter, IsReadBackEqual) {
  const std::string bytes = sample();
  EXPECT_EQ(read(bytes, "long.txt"), std::string(5000, 'a') + "212-736-0143");
  EXPECT_EQ(read(bytes, "short.txt"), "x");
  EXPECT_EQ(read(bytes, "empty.txt"), "");
  EXPECT_EQ(read(bytes, "first.txt"), "I am the first, the first, the first, the first");
  EXPECT_LT(bytes.size(), 700u);
}

TEST(ZipWriter, PutsTheFirstEntryFirst) {
  EXPECT_EQ(sample().substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(sample().substr(30, 9), "first.txt");
}

TEST(ZipWriter, HasNoClock) {
  const std::string bytes = sample();
  EXPECT_EQ(bytes.substr(10, 4), std::string("\0\0\x21\0", 4));
  EXPECT_EQ(bytes, sample());
}

TEST(ZipWriter, StoresWhatWouldPassForABomb) {
  ZipWriter zip;
  const std::string same(3 << 20, 'x');
  EXPECT_TRUE(zip.add("a.txt", same));
  const std::string bytes = zip.finish();
  EXPECT_GT(bytes.size(), same.size());
  EXPECT_EQ(read(bytes, "a.txt"), same);
}

TEST(ZipWriter, OfNothingIsAnEmptyArchive) {
  const std::string bytes = ZipWriter().finish();
  EXPECT_EQ(bytes.size(), 22u);
}

TEST(ZipWriter, RefusesMoreThanIsReadAgain) {
  ZipWriter zip;
  EXPECT_TRUE(zip.add("a.txt", "small"));
  const std::string_view claimed("x", limits::kInflatedBytes);  // refused before it is looked at
  EXPECT_FALSE(zip.add("b.txt", claimed));
}

}  // namespace
}  // namespace portcheck::archive
