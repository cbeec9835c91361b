#include "document/mail.h"

#include <gtest/gtest.h>

#include "tests/shared/exact_bytes.h"

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
