// The words of the rules in one language, as a block of UTF-8: portcheck.texts/1. One line for each rule, in
// the order of rules.json, every line ended by \n; \t stands between the fields:
//   portcheck.texts/1 en 108 43                     language, number of rules and of the words behind them
//   TKT-002  No spreadsheet  (empty)  No spreadsheet with …   id, title, then reason and sentence by turns;
// the first sentence is the one for a reason that has none. Placeholders: {name}, {n|one|many},
// {?n|one|many}, {name@list}: what the parameter's codes stand for. Behind the rules come these words:
//   country  JM  Jamaica                            list, code, word; at most 32 lists, each in one piece
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "portcheck/rule_ids.h"

namespace portcheck {

class Texts {
 public:
  Texts() = default;  // none

  // Nothing when the block is no portcheck.texts/1 or is made for other rules. It is borrowed, and must
  // outlive the object and its copies.
  static std::optional<Texts> read(std::string_view block);

  bool empty() const { return block_.empty(); }
  // Both are the rule's id when there are no texts.
  std::string_view title(RuleId rule) const;
  std::string_view sentence(RuleId rule, std::string_view reason) const;
  std::string_view word(std::string_view list, std::string_view code) const;  // the code where it has none

 private:
  std::string_view fields(RuleId rule) const;

  std::string_view block_, words_;
  static constexpr size_t kLists = 32;
  std::array<uint32_t, kRuleCount> lines_{};  // where each rule's line starts
  std::array<uint32_t, kLists> lists_{};      // and each list's first one
  size_t list_count_ = 0;
};

// Those that this program speaks: English natively; in the browser what the page has loaded.
const Texts& texts();

}  // namespace portcheck
