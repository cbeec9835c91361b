#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "portcheck/check.h"
#include "portcheck/hand_back.h"
#include "rules/number_set.h"

namespace portcheck {
namespace {

Report check_text(const std::string& csv, uint32_t max_findings) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.options.max_findings = max_findings;
  request.files.push_back({"numbers.csv", csv, ""});
  return check(request);
}

std::string bad_rows(int count) {
  std::string csv = "Number to Port,Campaign_url\n";
  for (int i = 0; i < count; ++i) csv += "212-736-01,TBD\n";
  return csv + "(212) 736-0143,\n";
}

TEST(Findings, CountsStayExactWhenTheListIsCut) {
  Report report = check_text(bad_rows(500), 20);
  EXPECT_TRUE(report.truncated);
  EXPECT_LE(report.findings.size(), 20U);
  EXPECT_EQ(report.by_rule[static_cast<size_t>(RuleId::NUM_001)], 500U);
  EXPECT_EQ(report.by_rule[static_cast<size_t>(RuleId::URL_006)], 500U);
}

// A file that nobody could read safely, such as one that killed its reader: named, counted, never looked at.
TEST(Findings, AFileThatIsRefusedIsNamedAndNotLookedAt) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  const std::string broken = bad_rows(3), good = bad_rows(2);
  request.files.push_back({"broken.xlsx", broken, ""});
  request.files.push_back({"letter.pdf", "%PDF-", ""});
  request.files.push_back({"numbers.csv", good, ""});
  for (size_t i : {0U, 1U}) request.files[i].refused = Defect::reader_time;
  const Report report = check(request);
  EXPECT_EQ(report.by_rule[static_cast<size_t>(RuleId::FIL_012)], 2U);
  EXPECT_EQ(report.by_rule[static_cast<size_t>(RuleId::NUM_001)], 2U);
  EXPECT_EQ(report.files[0].role, Role::sheet);
  EXPECT_EQ(report.files[1].role, Role::loa);
  EXPECT_EQ(report.files[0].size, broken.size());
  const auto told = std::find_if(report.findings.begin(), report.findings.end(),
                                 [](const Finding& finding) { return finding.rule == RuleId::FIL_012; });
  ASSERT_NE(told, report.findings.end());
  EXPECT_EQ(
      message(*told),
      "This file could not be read safely (reading it took too long), so it was not checked. Open it in the "
      "program that made it, save it again and attach the new copy.");
  EXPECT_EQ(fix(request, {}).source, "numbers.csv");
}

TEST(Findings, ARuleThatFloodsDoesNotHideTheOthers) {
  Report report = check_text(bad_rows(500), 20);
  bool seen = false;
  for (const Finding& finding : report.findings) seen = seen || finding.rule == RuleId::ROW_002;
  EXPECT_TRUE(seen);
}

// 2,000 warnings of media types hid most of the numbers that nobody can port.
TEST(Findings, WarningsDoNotHideErrors) {
  std::string csv = "Number to Port,Campaign_url,media_type\n";
  for (int i = 2000; i < 4000; ++i)
    csv += "(212) 736-" + std::to_string(i % 3 == 0 ? i / 10 : i) + ",https://numbers.net/a,Radios\n";
  const Report report = check_text(csv, limits::kMaxFindings);
  std::map<RuleId, uint64_t> listed;
  for (const Finding& finding : report.findings) ++listed[finding.rule];
  EXPECT_EQ(listed[RuleId::NUM_001], 667U);
  EXPECT_GT(listed[RuleId::MKT_001], 50U);
  EXPECT_LE(report.findings.size(), size_t{limits::kMaxFindings});
}

TEST(Findings, ZeroMeansAll) {
  Report report = check_text(bad_rows(5000), 0);
  EXPECT_FALSE(report.truncated);
  EXPECT_GE(report.findings.size(), 10'001U);
}

TEST(Findings, OneIsEnoughToBeTold) {
  Report report = check_text(bad_rows(3), 1);
  EXPECT_TRUE(report.truncated);
  EXPECT_LE(report.findings.size(), 1U);
  EXPECT_EQ(report.verdict, Verdict::blocked);
}

std::string said(const Finding& finding) {
  return message(finding) + std::to_string(finding.place.row) + ":" + std::to_string(finding.place.column);
}

// What is kept of a flood does not depend on when it came: the first ones of each rule, errors before all
// else.
TEST(Findings, TheSharesAreThoseOfTheWholeSheet) {
  std::string csv = "Number to Port,Campaign_url,media_type,detected destination\n";
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) {
    const auto pick = [&](std::initializer_list<const char*> texts) {
      return texts.begin()[random() % texts.size()];
    };
    csv += std::string(
               pick({"212-736-01", "(212) 736-0143", "416-736-0143", i < 1500 ? "212-736-0144" : "TBD"})) +
           "," + pick({"TBD", "", "https://acme.invoca.net/", "http:/x.com"}) + "," +
           pick({"Radio", "radio", "Raido", "?"}) + "," + pick({"911", "(212) 736-0143", "", "x"}) + "\n";
  }
  const Report whole = check_text(csv, 0);
  const auto kept = [&whole](bool errors, uint64_t share) {
    uint64_t sum = 0;
    for (size_t rule = 0; rule < kRuleCount; ++rule) {
      const bool is_error = default_severity(static_cast<RuleId>(rule)) == Severity::error;
      sum += is_error == errors ? std::min(whole.by_rule[rule], share) : 0;
    }
    return sum;
  };
  for (uint32_t most : {1U, 7U, 60U, 900U, 2500U, 5000U}) {
    // Errors may take three quarters, and what all else leaves.
    const uint64_t for_errors = most - std::min<uint64_t>(kept(false, most), most / 4);
    const uint64_t for_others = most - std::min(kept(true, most), for_errors);
    uint64_t errors = 0, others = 0;
    while (errors < most && kept(true, errors + 1) <= for_errors) ++errors;
    while (others < most && kept(false, others + 1) <= for_others) ++others;
    std::vector<std::string> expected, listed;
    std::map<RuleId, uint64_t> seen;
    for (const Finding& finding : whole.findings) {
      const bool is_error = default_severity(finding.rule) == Severity::error;
      if (++seen[finding.rule] <= (is_error ? errors : others)) expected.push_back(said(finding));
    }
    const Report report = check_text(csv, most);
    for (const Finding& finding : report.findings) listed.push_back(said(finding));
    EXPECT_EQ(listed, expected) << most;
    EXPECT_EQ(report.by_rule, whole.by_rule);
  }
}

TEST(Findings, ComeInTheOrderOfTheSheet) {
  Report report = check_text(bad_rows(50), 1000);
  for (size_t i = 1; i < report.findings.size(); ++i) {
    const Place &a = report.findings[i - 1].place, &b = report.findings[i].place;
    EXPECT_LE(std::tie(a.file, a.row, a.column), std::tie(b.file, b.row, b.column));
  }
}

TEST(NumberSet, FindsWhatWasInsertedOnceAmongAMillion) {
  rules::NumberSet set;
  for (uint32_t i = 0; i < 1'000'000; ++i)
    ASSERT_EQ(set.insert(2'000'000'000 + uint64_t{i} * 7919, i % 64, i + 1, ~i), nullptr);
  for (uint32_t i = 0; i < 1'000'000; i += 997) {
    const rules::NumberSet::Entry* entry = set.insert(2'000'000'000 + uint64_t{i} * 7919, 1, 1, 1);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry, set.find(2'000'000'000 + uint64_t{i} * 7919));
    EXPECT_EQ(entry->row(), i + 1);
    EXPECT_EQ(entry->file(), i % 64);
    EXPECT_EQ(entry->note(), ~i);
  }
  EXPECT_EQ(set.find(1), nullptr);
  EXPECT_EQ(set.size(), 1'000'000U);
}

TEST(NumberSet, AnswersLikeAMapWhateverRepeats) {
  std::mt19937_64 random(5);
  for (uint64_t range : {10U, 3'000U, 1U << 20}) {
    rules::NumberSet set;
    std::map<uint64_t, uint32_t> rows;
    for (uint32_t row = 1; row <= 20'000; ++row) {
      const uint64_t key = random() % range + 1;
      const auto [known, fresh] = rows.insert({key, row});
      const rules::NumberSet::Entry* entry = set.insert(key, 0, row, static_cast<uint32_t>(random() % 3));
      ASSERT_EQ(entry == nullptr, fresh);
      EXPECT_TRUE(!entry || entry->row() == known->second);
      if (row % 16 != 0) continue;
      const uint64_t sought = random() % range + 1;
      const rules::NumberSet::Entry* found = set.find(sought);
      ASSERT_EQ(found != nullptr, rows.count(sought) != 0);
      EXPECT_TRUE(!found || found->key() == sought);
    }
    EXPECT_EQ(set.size(), rows.size());
  }
}

TEST(NumberSet, TakesTheLargestKeyAndPlace) {
  rules::NumberSet set;
  EXPECT_EQ(set.insert(9'999'999'999, limits::kFiles - 1, limits::kRows, 0), nullptr);
  const rules::NumberSet::Entry* entry = set.find(9'999'999'999);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->key(), 9'999'999'999U);
  EXPECT_EQ(entry->file(), limits::kFiles - 1);
  EXPECT_EQ(entry->row(), limits::kRows);
}

}  // namespace
}  // namespace portcheck
