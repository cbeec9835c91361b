#include "server/engine/reply.h"

#include <gmock/gmock.h>

namespace portcheck::server {
namespace {

using testing::HasSubstr;
using testing::Not;

Report report_with(std::initializer_list<RuleId> rules, Verdict verdict) {
  Report report;
  report.verdict = verdict;
  for (const RuleId rule : rules) {
    ++report.by_rule[static_cast<size_t>(rule)];
    report.findings.push_back({.rule = rule, .severity = Severity::error, .place = {}, .details = {}});
    report.findings.back().details.set_value("(212) 736-0143");
  }
  return report;
}

TEST(Reply, AsksForWhatIsMissingInThreeLanguages) {
  const Report report = report_with({RuleId::TKT_001, RuleId::NUM_001}, Verdict::blocked);
  EXPECT_THAT(
      draft_reply(report, "en"),
      HasSubstr(
          "- the Letter of Authorization (LOA), filled in and signed, as a PDF\n- a corrected spreadsheet"));
  EXPECT_THAT(
      draft_reply(report, "es"),
      HasSubstr(
          "- la carta de autorización (LOA), completada y firmada, en PDF\n- una hoja de cálculo corregida"));
  EXPECT_THAT(draft_reply(report, "fr"),
              HasSubstr("- la lettre d'autorisation (LOA), remplie et signée, en PDF\n- un tableur corrigé"));
  EXPECT_EQ(draft_reply(report, "de"), draft_reply(report, "en"));
  EXPECT_THAT(draft_reply(report, "en"), Not(HasSubstr("736"))) << "no evidence goes to the customer";
}

TEST(Reply, SaysThatAllIsWellAndOtherwiseNothing) {
  EXPECT_THAT(draft_reply(report_with({}, Verdict::ready), "en"), HasSubstr("Your files are complete"));
  EXPECT_EQ(draft_reply(report_with({}, Verdict::needs_attention), "en"), "");
}

TEST(Reply, TakesTheDesksLanguageOrGuessesFromTheCustomersWords) {
  EXPECT_EQ(reply_language("es-419", "Hello, please port the numbers"), "es");
  EXPECT_EQ(reply_language("fr_CA", ""), "fr");
  EXPECT_EQ(reply_language("en-US", "Hola, gracias"), "en");
  EXPECT_EQ(reply_language("", "Hola, adjunto los números para la portabilidad. Gracias."), "es");
  EXPECT_EQ(reply_language("de", "Bonjour, veuillez transférer les numéros ci-joint pour nous, merci"), "fr");
  EXPECT_EQ(reply_language("", "Hello, please port the attached numbers"), "en");
  EXPECT_EQ(reply_language("", "El Paso office, los gatos: the numbers are attached and we need them"), "en");
  EXPECT_EQ(reply_language("", ""), "en");
}

}  // namespace
}  // namespace portcheck::server
