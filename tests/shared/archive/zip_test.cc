#include "archive/zip.h"

#include <gtest/gtest.h>

#include "portcheck/limits.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::archive {
namespace {

using ::portcheck::testing::ExactBytes;
using ::portcheck::testing::ZipBuilder;
using ::portcheck::testing::ZipPart;
using ::portcheck::testing::ZipShape;

const std::string kText = "212-736-5014 212-736-5014 212-736-5014 212-736-5014";

struct Read {
  ZipStatus status;
  std::string what;
  std::string data;
};

Read read_one(const std::string& file, std::string_view name = "a.txt") {
  const ExactBytes bytes(file);
  Zip zip;
  if (const ZipProblem problem = zip.open(bytes.view()); problem.status != ZipStatus::ok) {
    return {problem.status, ::portcheck::testing::what_of(problem), ""};
  }
  const ZipEntry* entry = zip.find(name);
  if (entry == nullptr) return {ZipStatus::ok, "not found", ""};
  Buffer buffer;
  const ZipProblem problem = zip.read(*entry, buffer);
  return {problem.status, ::portcheck::testing::what_of(problem),
          problem.status == ZipStatus::ok ? std::string(buffer.view()) : ""};
}

TEST(Zip, ReadsStoredAndDeflatedEntries) {
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText, true}})).data, kText);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}})).data, kText);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", ""}})).status, ZipStatus::ok);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", "", true}})).status, ZipStatus::ok);
}

// A match behind the claimed size once wrote behind the buffer; the fuzzer saw it.
TEST(Zip, LiesAboutTheSizeAreNotWrittenBehindTheBuffer) {
  const std::string text(5000, 'x');  // matches of 258 bytes, one behind the other
  for (size_t size = 0; size < 600; ++size) {
    ZipPart part{"a.txt", text};
    part.claimed_size = size;
    ASSERT_EQ(read_one(ZipBuilder::build({part})).what, "a.txt: more data than its size says") << size;
  }
}

TEST(Zip, ReadsWhatIsWrittenAsAStream) {
  ZipPart part{"a.txt", kText};
  part.descriptor = true;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).data, kText);
}

TEST(Zip, ReadsZip64) {
  ZipPart part{"a.txt", kText};
  part.zip64 = true;
  ZipShape shape;
  shape.zip64_end = true;
  EXPECT_EQ(read_one(ZipBuilder::build({part}, shape)).data, kText);
  shape.before = "junk that moves every offset";
  EXPECT_EQ(read_one(ZipBuilder::build({part}, shape)).data, kText);
}

TEST(Zip, JunkAndCommentsAroundAreNoHarm) {
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, {"MZ junk", "", ""})).data, kText);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, {"", "mail footer", ""})).data, kText);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, {"", "", "PK\5\6 in a comment"})).data, kText);
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, {"PK\5\6", "PK", std::string(65535, 'c')})).status,
            ZipStatus::damaged)
      << "the end record is out of reach";
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, {"PK\5\6", "", std::string(65535, 'c')})).data,
            kText);
}

TEST(Zip, NamesAreFoundWithoutCaseOrSlashes) {
  const std::string file = ZipBuilder::build({{"XL\\WorkBook.xml", "w"}, {"/xl/styles.xml", "s"}});
  EXPECT_EQ(read_one(file, "xl/workbook.xml").data, "w");
  EXPECT_EQ(read_one(file, "xl/styles.xml").data, "s");
  EXPECT_EQ(read_one(file, "xl/workbook.xm").what, "not found");
}

TEST(Zip, OfRepeatedNamesTheLastIsMeant) {
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", "old"}, {"b.txt", "-"}, {"a.txt", "new"}})).data, "new");
}

TEST(Zip, EncryptedEntriesAreNamed) {
  ZipPart part{"a.txt", kText};
  part.encrypted = true;
  const Read read = read_one(ZipBuilder::build({part}));
  EXPECT_EQ(read.status, ZipStatus::encrypted);
  EXPECT_EQ(read.what, "a.txt: it is protected with a password");
}

TEST(Zip, OtherCompressionMethodsAreNamed) {
  ZipPart part{"a.txt", kText};
  part.method = 12;
  const Read read = read_one(ZipBuilder::build({part}));
  EXPECT_EQ(read.status, ZipStatus::unsupported);
  EXPECT_EQ(read.what, "a.txt: its compression method");
}

TEST(Zip, DataThatIsNotWhatWasPackedIsDamaged) {
  ZipPart part{"a.txt", kText};
  part.wrong_crc = true;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).what, "a.txt: its checksum");
  part.stored = true;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).what, "a.txt: its checksum");

  ZipPart cut{"a.txt", kText};
  cut.claimed_compressed_size = 5;
  EXPECT_EQ(read_one(ZipBuilder::build({cut})).what, "a.txt: its compressed data");
  cut.claimed_compressed_size = 100'000;
  EXPECT_EQ(read_one(ZipBuilder::build({cut})).what, "a.txt: its data is cut off");
}

TEST(Zip, SizesThatAreNotTrueAreDamaged) {
  ZipPart small{"a.txt", kText};
  small.claimed_size = 10;
  EXPECT_EQ(read_one(ZipBuilder::build({small})).what, "a.txt: more data than its size says");
  small.stored = true;
  EXPECT_EQ(read_one(ZipBuilder::build({small})).what, "a.txt: its size");
  // Less than claimed, but whole by its checksum: harmless, and some programs write such files.
  ZipPart large{"a.txt", kText};
  large.claimed_size = 1000;
  EXPECT_EQ(read_one(ZipBuilder::build({large})).data, kText);
}

TEST(Zip, AClaimOfFiveGigabytesIsRefusedWithoutTheMemory) {
  ZipPart part{"a.txt", kText};
  part.zip64 = true;
  part.claimed_size = uint64_t{5} << 30;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).status, ZipStatus::bomb);
  part.claimed_size = UINT64_MAX - 1;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).status, ZipStatus::bomb);
  part.claimed_compressed_size = UINT64_MAX - 1;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).status, ZipStatus::damaged);
  part.claimed_compressed_size = 10;
  part.claimed_offset = UINT64_MAX - 20;
  EXPECT_EQ(read_one(ZipBuilder::build({part})).status, ZipStatus::damaged);
}

TEST(Zip, ABombIsKnownByItsRatio) {
  const std::string blanks(limits::kInflateRatioFloor + 1, ' ');
  const Read read = read_one(ZipBuilder::build({{"a.txt", blanks}}));
  EXPECT_EQ(read.status, ZipStatus::bomb);
  EXPECT_EQ(read.what, "a.txt: its size when unpacked");
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", blanks.substr(1)}})).status, ZipStatus::ok)
      << "small parts may";
}

TEST(Zip, EntriesTogetherStayWithinTheBound) {
  // Each entry points at the same stored data, so that the file stays small; every claim alone is allowed.
  const std::string data(1 << 20, 'x');
  std::vector<ZipPart> parts{{"0", data, true}};
  const uint64_t most = limits::kInflatedBytes >> 20;
  for (uint64_t i = 1; i <= most; ++i) {
    ZipPart copy{std::to_string(i), "", true};
    copy.claimed_size = copy.claimed_compressed_size = data.size();
    copy.claimed_offset = 0;
    parts.push_back(copy);
  }
  const ExactBytes bytes(ZipBuilder::build(parts));
  Zip zip;
  ASSERT_EQ(zip.open(bytes.view()).status, ZipStatus::ok);
  Buffer buffer;
  for (uint64_t i = 0; i < most; ++i)
    ASSERT_NE(zip.read(zip.entries()[i], buffer).status, ZipStatus::too_large) << i;
  EXPECT_EQ(zip.read(zip.entries()[0], buffer).status, ZipStatus::ok) << "again costs nothing";
  EXPECT_EQ(zip.read(zip.entries()[most], buffer).status, ZipStatus::too_large);
}

TEST(Zip, TooManyEntriesAreRefusedAtTheCount) {
  ZipShape shape;
  shape.claimed_count = limits::kZipEntries + 1;
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, shape)).status, ZipStatus::too_large);
  shape.claimed_count = limits::kZipEntries;
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, shape)).status, ZipStatus::damaged);
  shape.zip64_end = true;
  shape.claimed_count = UINT64_MAX - 1;
  EXPECT_EQ(read_one(ZipBuilder::build({{"a.txt", kText}}, shape)).status, ZipStatus::too_large);
}

TEST(Zip, CutAnywhereItIsAnErrorNeverACrash) {
  const std::string file = ZipBuilder::build({{"a.txt", kText}, {"b.txt", kText, true}});
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_EQ(read_one(file.substr(0, size)).status, ZipStatus::damaged) << size;
  }
}

TEST(Zip, AnyOneByteWrongIsNeverACrash) {
  ZipPart wide{"c.txt", kText};
  wide.zip64 = true;
  ZipShape shape;
  shape.zip64_end = true;
  const std::string file = ZipBuilder::build({{"a.txt", kText}, {"b.txt", kText, true}, wide}, shape);
  for (size_t at = 0; at < file.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xFF}) {
      std::string damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ change);
      for (const char* name : {"a.txt", "b.txt", "c.txt"}) {
        const Read read = read_one(damaged, name);
        EXPECT_TRUE(read.data.empty() || read.data == kText);
      }
    }
  }
}

}  // namespace
}  // namespace portcheck::archive
