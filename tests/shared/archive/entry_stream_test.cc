#include "archive/entry_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "archive/zip.h"
#include "portcheck/limits.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::archive {
namespace {

using ::portcheck::testing::ExactBytes;
using ::portcheck::testing::ZipBuilder;
using ::portcheck::testing::ZipPart;
using Status = EntryStream::Status;

constexpr size_t kSteps[] = {1, 7, 100, 4096, EntryStream::kStep};

struct Windows {
  Status status = Status::ok;
  std::vector<std::string> all;
  bool last = false;
  std::string joined() const {
    std::string out;
    for (const std::string& window : all) out += window;
    return out;
  }
};

// As a reader does it: each window is overwritten before the next one. With `most`, finish() does the rest.
Windows read(const ZipPart& part, size_t step, size_t most = SIZE_MAX) {
  const ExactBytes bytes(ZipBuilder::build({part}));
  Zip zip;
  EXPECT_EQ(zip.open(bytes.view()).status, ZipStatus::ok);
  EntryStream stream(step);
  Windows out;
  EXPECT_EQ(zip.open_stream(zip.entries().at(0), stream).status, ZipStatus::ok);
  size_t offset = 0;
  while (!stream.last() && out.all.size() < most) {
    out.status = stream.next("row");
    if (out.status != Status::ok) return out;
    EXPECT_EQ(stream.offset(), offset);
    offset += stream.size();
    out.all.emplace_back(stream.data(), stream.size());
    std::memset(stream.data(), '#', stream.size());
  }
  out.last = stream.last();
  if (!out.last) out.status = stream.finish();
  return out;
}

std::string rows(size_t count) {
  std::string text = "<sheetData>";
  for (size_t i = 1; i <= count; ++i) {
    text +=
        "<row r=\"" + std::to_string(i) + "\"><c><v>" + std::to_string(i * 7919 % 100'003) + "</v></c></row>";
  }
  return text + "</sheetData>";
}

TEST(EntryStream, WindowsJoinedAreTheEntryWhateverTheStep) {
  const std::string text = rows(20'000);
  for (const bool stored : {false, true}) {
    for (const size_t step : kSteps) {
      const Windows windows = read({"a", text, stored}, step);
      EXPECT_EQ(windows.status, Status::ok) << step;
      EXPECT_TRUE(windows.joined() == text) << step << stored;
      EXPECT_TRUE(windows.last);
      EXPECT_GE(windows.all.size(), text.size() / (step + 100) / 2) << step;
      for (size_t i = 0; i + 1 < windows.all.size(); ++i)
        ASSERT_TRUE(windows.all[i].ends_with("</row>")) << step;
    }
  }
}

TEST(EntryStream, WindowsAreAsLargeAsTheStep) {
  const Windows windows = read({"a", rows(30'000)}, 4096);
  for (const std::string& window : windows.all) ASSERT_LT(window.size(), 4096u + Inflater::kSlack + 100);
}

TEST(EntryStream, AnElementMayHaveAnyPrefix) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "<x:row>1</x:row>";
  const Windows windows = read({"a", text}, 50);
  EXPECT_GT(windows.all.size(), 4u);
  for (size_t i = 0; i + 1 < windows.all.size(); ++i) EXPECT_TRUE(windows.all[i].ends_with("</x:row>"));
  EXPECT_TRUE(windows.joined() == text);
}

TEST(EntryStream, NamesThatOnlyEndLikeTheElementAreOthers) {
  for (const char* other :
       {"<narrow>1</narrow>", "<rows>1</rows>", "<row/>", "<x row>", "/row>", "row>", ":row>", "<:row>"}) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += other;
    const Windows windows = read({"a", text}, 50);
    EXPECT_EQ(windows.all.size(), 1u) << other;
    EXPECT_TRUE(windows.joined() == text) << other;
  }
}

TEST(EntryStream, AWindowGrowsUntilARowFits) {
  const std::string large = "<row>" + std::string(300'000, 'x') + "</row>";
  const std::string text = rows(10) + large + large + rows(10);
  for (const size_t step : kSteps) {
    const Windows windows = read({"a", text}, step);
    EXPECT_EQ(windows.status, Status::ok);
    EXPECT_TRUE(windows.joined() == text) << step;
    EXPECT_GE(windows.all.size(), 2u) << step;
  }
}

TEST(EntryStream, AnEmptyEntryIsOneEmptyWindow) {
  for (const bool stored : {false, true}) {
    const Windows windows = read({"a", "", stored}, 10);
    EXPECT_EQ(windows.status, Status::ok);
    EXPECT_EQ(windows.all, std::vector<std::string>{""});
    EXPECT_TRUE(windows.last);
  }
}

TEST(EntryStream, MatchesReachIntoWindowsThatWereOverwritten) {
  std::string once;
  for (int i = 0; i < 1000; ++i) once += std::to_string(i * 7919 % 9973) + (i % 50 == 0 ? "</row>" : ",");
  std::string text;
  while (text.size() < 500'000) text += once;  // as far back as a match can reach, again and again
  for (const size_t step : kSteps) EXPECT_TRUE(read({"a", text}, step).joined() == text) << step;
}

TEST(EntryStream, LiesAboutTheSizeShowAtTheEnd) {
  const std::string text = rows(20'000);
  for (const size_t most : {size_t{1}, SIZE_MAX}) {  // read to the end, or left to finish()
    for (const size_t step : {size_t{4096}, EntryStream::kStep}) {
      ZipPart part{"a", text};
      part.claimed_size = text.size() - 1;
      Windows windows = read(part, step, most);
      EXPECT_EQ(windows.status, Status::longer);
      EXPECT_GE(windows.all.size(), 1u);
      part.claimed_size = text.size() + 1;  // whole by its checksum: harmless, as in Zip::read()
      windows = read(part, step, most);
      EXPECT_EQ(windows.status, Status::ok);
      EXPECT_GE(windows.all.size(), 1u);
    }
  }
}

TEST(EntryStream, AWrongChecksumShowsAtTheEnd) {
  const std::string text = rows(20'000);
  for (const bool stored : {false, true}) {
    for (const size_t most : {size_t{1}, SIZE_MAX}) {
      ZipPart part{"a", text, stored};
      part.wrong_crc = true;
      const Windows windows = read(part, 4096, most);
      EXPECT_EQ(windows.status, Status::checksum);
      EXPECT_GE(windows.all.size(), 1u);
    }
  }
}

TEST(EntryStream, CutDataIsDamagedWhereItEnds) {
  const std::string text = rows(20'000);
  ZipPart part{"a", text};
  part.claimed_compressed_size = testing::deflated(text).size() / 2;
  const Windows windows = read(part, 4096);
  EXPECT_EQ(windows.status, Status::damaged);
  EXPECT_GT(windows.all.size(), 10u);
  EXPECT_TRUE(text.starts_with(windows.joined()));
}

TEST(EntryStream, ABombIsLeftAsSoonAsItIsLongerThanItSays) {
  ZipPart part{"a", std::string(64 << 20, 'x')};
  part.claimed_size = 1 << 20;
  const ExactBytes bytes(ZipBuilder::build({part}));
  Zip zip;
  ASSERT_EQ(zip.open(bytes.view()).status, ZipStatus::ok);
  EntryStream stream;
  ASSERT_EQ(zip.open_stream(zip.entries()[0], stream).status, ZipStatus::ok);
  EXPECT_EQ(stream.next("row"), Status::longer);
  EXPECT_LT(stream.offset(), 4u << 20);
}

TEST(EntryStream, ABombThatSaysWhatItIsIsNotOpened) {
  const ExactBytes bytes(ZipBuilder::build({{"a", std::string(64 << 20, 'x')}}));
  Zip zip;
  ASSERT_EQ(zip.open(bytes.view()).status, ZipStatus::ok);
  EntryStream stream;
  EXPECT_EQ(zip.open_stream(zip.entries()[0], stream).status, ZipStatus::bomb);
}

TEST(EntryStream, IsUsedAgain) {
  const ExactBytes bytes(ZipBuilder::build({{"a", rows(2000)}, {"b", rows(3), true}}));
  Zip zip;
  ASSERT_EQ(zip.open(bytes.view()).status, ZipStatus::ok);
  EntryStream stream(1000);
  for (const size_t index : {size_t{0}, size_t{1}, size_t{0}}) {
    ASSERT_EQ(zip.open_stream(zip.entries()[index], stream).status, ZipStatus::ok);
    ASSERT_EQ(stream.next("row"), Status::ok);
    EXPECT_EQ(stream.offset(), 0u);
    EXPECT_TRUE(std::string_view(stream.data(), stream.size()).starts_with("<sheetData>"));
  }
}

}  // namespace
}  // namespace portcheck::archive
