// TKT-016 … TKT-019: a carrier has refused an earlier try.
#include "portcheck/rejection.h"
#include "rules/desk.h"
#include "text/business_days.h"

namespace portcheck::rules {
namespace {

constexpr int kDaysToAnswer = 10;

void explain(RequestState& state, const std::string& text) {
  if (!state.request.explain_rejection || text.empty()) return;
  std::vector<RejectionReason> reasons = state.request.explain_rejection(text);
  if (reasons.empty()) reasons.emplace_back();
  for (const RejectionReason& reason : reasons) {
    Finding* finding = state.findings.add(RuleId::TKT_018, {});
    if (!finding) continue;
    set_reason(*finding, reason.cause.empty() ? "unknown" : reason.code.empty() ? "words" : "code");
    if (!reason.code.empty()) set_param(*finding, "code", reason.code);
    if (!reason.cause.empty()) set_param(*finding, "cause", reason.cause);
  }
}

}  // namespace

void judge_rejection(RequestState& state) {
  if (!state.request.ticket || !state.request.ticket->rejection) return;
  const Rejection& rejection = *state.request.ticket->rejection;
  int32_t due = text::add_business_days(to_days(rejection.date), kDaysToAnswer);
  bool late = to_days(state.request.today) > due;
  if (Finding* finding = state.findings.add(late ? RuleId::TKT_017 : RuleId::TKT_016, {})) {
    set_param(*finding, "rejected", format_iso(rejection.date));
    set_param(*finding, "due", format_iso(from_days(due)));
  }
  explain(state, rejection.text);
  if (!late) state.findings.add(RuleId::TKT_019, {});
}

}  // namespace portcheck::rules
