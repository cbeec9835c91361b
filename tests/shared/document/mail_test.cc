#include "document/mail.h"

#include <gtest/gtest.h>

#include "tests/shared/exact_bytes.h"
#include "tests/shared/sheet/xls_builder.h"

namespace portcheck::document {
namespace {

using testing::ExactBytes;
using Names = std::vector<std::string>;

Names attached(std::string_view mail) {
  const Document letter = read_mail(ExactBytes(mail).view(), FileType::eml);
  EXPECT_EQ(letter.status, DocumentStatus::unsupported);
  return letter.attachments;
}

TEST(Mail, NamesWhatIsAttached) {
  EXPECT_EQ(
      attached("From: a@b\r\nSubject: name=no.pdf\r\n\r\n--x\r\nContent-Type: "
               "application/pdf;\r\n\tname=\"LOA signed.pdf\"\r\n"
               "Content-Disposition: attachment; filename=\"LOA signed.pdf\"; "
               "size=5\r\n\r\nname=\"body.txt\"\r\n--x\r\n"
               "content-disposition: attachment;\r\n filename*=UTF-8''n%C3%BAmeros%20a.xlsx\r\n\r\n--x\r\n"
               "Content-Type: text/csv; name=numbers.csv; charset=utf-8\r\n"),
      (Names{"LOA signed.pdf", "n\xC3\xBAmeros a.xlsx", "numbers.csv"}));
}

// Four sectors: the table, the directory, the table of small blocks, and those blocks, one for each name.
std::string outlook(const std::vector<std::string>& names) {
  using sheet::little;
  using sheet::OleBuilder;
  std::string header = OleBuilder().build().substr(0, 512);
  header.replace(44, 8, little(1, 4) + little(1, 4));
  header.replace(60, 8, little(2, 4) + little(1, 4));
  header.replace(76, 4, little(0, 4));
  std::string fat, table, blocks;
  for (const uint32_t next : {0xFFFFFFFDu, 0xFFFFFFFEu, 0xFFFFFFFEu, 0xFFFFFFFEu}) fat += little(next, 4);
  std::string directory = OleBuilder::entry("Root Entry", 5, 3, 64 * names.size(), 1, ~0u) +
                          OleBuilder::entry("__properties_version1.0", 2, 0, 0, ~0u, ~0u);
  for (size_t i = 0; i < names.size(); ++i) {
    std::string wide;
    for (const char c : names[i]) wide += {c, '\0'};
    directory +=
        OleBuilder::entry("__substg1.0_3707001F", 2, static_cast<uint32_t>(i), wide.size(), ~0u, ~0u);
    table += little(0xFFFFFFFE, 4);
    wide.resize(64);
    blocks += wide;
  }
  for (std::string* sector : {&fat, &directory, &table, &blocks}) sector->resize(512, '\xFF');
  return header + fat + directory + table + blocks;
}

TEST(Mail, NamesWhatAnOutlookMessageHas) {
  const std::string message = outlook({"signed loa.pdf", "numbers.xlsx"});
  EXPECT_EQ(detect_file_type(message, "Fwd port.msg"), FileType::msg);
  EXPECT_EQ(read_mail(ExactBytes(message).view(), FileType::msg).attachments,
            (Names{"signed loa.pdf", "numbers.xlsx"}));
  for (size_t size = 0; size < message.size(); size += 13) {
    const ExactBytes cut(std::string_view(message).substr(0, size));
    EXPECT_LE(read_mail(cut.view(), FileType::msg).attachments.size(), 2u);
  }
}

TEST(Mail, BrokenHeaders) {
  for (const char* mail :
       {"", "Content-Type:", "Content-Type: name", "Content-Type: name=", "Content-Type: name=\"",
        "Content-Type: x;\n ", "Content-Type: name=\n name=\"\"\n"})
    EXPECT_EQ(attached(mail), Names()) << mail;
  EXPECT_EQ(attached("Content-Type: name*=UTF-8''%41%4%zz%"), Names{"A%4%zz%"});  // what is no escape stays
  EXPECT_EQ(attached("Content-Type: name=\"a\xFF.pdf"), Names{"a\xEF\xBF\xBD.pdf"});
}

TEST(Mail, NamesAreBounded) {
  std::string mail;
  for (int i = 0; i < 10'000; ++i) mail += "Content-Type: x; name=" + std::to_string(i) + ".pdf\n";
  EXPECT_EQ(attached(mail).size(), 200u);
  EXPECT_LE(attached("Content-Type: x; name=" + std::string(100'000, 'a')).at(0).size(), 1024u);
}

}  // namespace
}  // namespace portcheck::document
