// What holds for any sheet, tried on thousands that are put together from pieces people and attackers type.
#include <gtest/gtest.h>

#include <cstring>

#include "portcheck/check.h"
#include "sheet/formula_text.h"
#include "tests/shared/hand_back/hand_back_support.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck {
namespace {

using sheet::ReadSheet;
using testing::changes_of;
using testing::fixed;
using testing::request_of;

class Dice {
 public:
  explicit Dice(uint32_t seed) : state_(seed * 2654435761U + 1) {}
  size_t roll(size_t sides) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % sides;
  }
  template <size_t N>
  const char* one_of(const char* const (&of)[N]) {
    return of[roll(N)];
  }

 private:
  uint32_t state_;
};

constexpr const char* kNumbers[] = {"212-736-0143",
                                    "2127360143",
                                    "(212) 736-0144",
                                    "+12127360145",
                                    "'2127360143",
                                    "2127360143.0",
                                    "2.127360143E9",
                                    "212736014",
                                    "1-800-FLOWERS",
                                    "8.01E+09",
                                    "",
                                    "\xC2\xA0",
                                    "800-736-0143",
                                    "416-736-0143",
                                    "212*736*0143",
                                    "-2127360143",
                                    "=2127360143",
                                    "212-736-0143 x1",
                                    "+44 20 7946 0958",
                                    "\"212\n7360143\"",
                                    "\xEF\xBC\x92\xEF\xBC\x91\xEF\xBC\x92 736 0143",
                                    " 2127360143 ",
                                    "'=1",
                                    "911",
                                    "2127360143,2127360144"};
constexpr const char* kUrls[] = {"https://acme.invoca.net/a_campaigns/terms/11",
                                 "acme.invoca.net/a_campaigns/terms/11",
                                 "",
                                 "tbd",
                                 "=1",
                                 " https://acme.invoca.net/a_campaigns/terms/11",
                                 "https://acme.invoca.net/a_campaigns/terms/\xE2\x80\x8B"
                                 "11",
                                 "http:/acme.invoca.net/a",
                                 "javascript:alert(1)",
                                 "\xC2\xA0"
                                 "acme.invoca.net/x\xC2\xA0",
                                 "HTTPS://ACME.INVOCA.NET/A"};
constexpr const char* kTexts[] = {"",
                                  "",
                                  "a",
                                  " b ",
                                  "=cmd|' /C calc'!A0",
                                  "-5",
                                  "- x",
                                  "\"say \"\"hi\"\"\"",
                                  "\"two\nlines\"",
                                  "'=1",
                                  "''-",
                                  "\xC2\xA0",
                                  "x\xE2\x80\x8By",
                                  "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
                                  "\x01\x02",
                                  "sep=;",
                                  "_x000D_",
                                  "\"a;b;c\"",
                                  "|",
                                  "@",
                                  "Online: Display",
                                  "online:display",
                                  "Google Call Extension",
                                  "212-736-0199",
                                  "2127360199,,12#",
                                  "'",
                                  "\"\"",
                                  "\t"};
constexpr const char* kHeaders[] = {
    "Number to Port,Campaign_url,media_type,description,detected destination,Note",
    "Phone,Campaign URL,Media Type,descripton,Destination,",
    "Phone,Telephone,Campaign_url,x,y,z",
    "a title,,,,,",
    "\xC2\xA0Number to Port ,campaign-url,media,description,note,note",
    "Campaign_url,Number_to_Port,'=1,media_type,media type,\xE2\x80\x8B"};

std::string sheet_of(Dice& dice) {
  std::string text;
  for (size_t i = dice.roll(3); i > 0; --i) text += dice.roll(2) ? "Acme porting list\n" : "\n";
  if (dice.roll(8) != 0) text += std::string(dice.one_of(kHeaders)) + "\n";
  for (size_t rows = dice.roll(12); rows > 0; --rows) {
    if (dice.roll(8) == 0) {
      text += dice.roll(2) ? "\n" : ",,,\n";
      continue;
    }
    text += std::string(dice.one_of(kNumbers)) + "," + dice.one_of(kUrls);
    for (size_t i = dice.roll(6); i > 0; --i) text += std::string(",") + dice.one_of(kTexts);
    text += "\n";
  }
  return text;
}

// Row and column by the cells' own order: blank rows do not count.
std::string content_of(std::string_view bytes, document::FileType type) {
  ReadSheet sheet = sheet::read_sheet(bytes, type);
  EXPECT_EQ(sheet.problem.status, sheet::Status::ok);
  for (sheet::ReadCell& cell : sheet.cells) {
    if (type == document::FileType::csv) cell.text = sheet::without_shield(cell.text);
  }
  return sheet.text();
}

TEST(HandBackProperties, HoldForManySheets) {
  uint64_t changes = 0, refused = 0;
  for (uint32_t seed = 1; seed <= 1000; ++seed) {
    Dice dice(seed);
    const std::string text = sheet_of(dice);
    const HandBackOptions options{SheetFormat::csv, static_cast<NumberStyle>(dice.roll(5))};
    const HandBack once = fixed(text, options);
    refused += !once.refused.empty();
    if (!once.refused.empty()) continue;
    changes += once.change_count;
    const std::string& out = once.files.at(0).bytes;
    SCOPED_TRACE(std::to_string(seed) + ":\n" + text + "\n" + changes_of(once) + "\n" + out);
    if (out.size() == 3) continue;  // nothing but blank rows

    Request request = request_of("numbers.csv", out);
    request.options.max_findings = 0;
    for (const Finding& finding : check(request).findings) {
      for (const Change& change : once.changes) {
        ASSERT_FALSE(change.rule && *change.rule == finding.rule && change.now_row == finding.place.row &&
                     change.column == finding.place.column && change.now_row != kNone)
            << message(finding);
      }
    }
    const HandBack twice = fixed(out, options);
    ASSERT_EQ(changes_of(twice), "");
    ASSERT_EQ(twice.files.at(0).bytes, out);

    const HandBack workbook = fixed(text, {SheetFormat::xlsx, options.numbers});
    ASSERT_EQ(content_of(workbook.files.at(0).bytes, document::FileType::xlsx),
              content_of(out, document::FileType::csv));

    size_t parted = 0;
    for (const OutputFile& file : split(request_of("n.csv", text), options).files) parted += file.rows;
    const ReadSheet kept = sheet::read_csv(out);
    const bool header = once.files[0].rows != kept.rows.size();
    ASSERT_LE(kept.rows.size() - parted, 1u) << "rows were lost: " << parted << " of " << kept.rows.size();
    ASSERT_TRUE(header || kept.rows.size() == parted);
  }
  EXPECT_GT(changes, 3000u);
  EXPECT_LT(refused, 100u);
}

}  // namespace
}  // namespace portcheck
