// TKT-001 … TKT-022 but for those of wording.cc and rejection.cc: the request as a whole, judged when all
// files have been read.
#include "rules/families.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

constexpr size_t kExamples = 3;

std::vector<std::string> names_of(const RequestState& state, Role role) {
  std::vector<std::string> names;
  for (const FileReport& file : state.report.files) {
    if (file.role == role) names.push_back(file.name);
  }
  return names;
}

void missing_files(RequestState& state, const Ticket& ticket) {
  if (!ticket.complete) return;
  if (names_of(state, Role::loa).empty()) state.findings.add(RuleId::TKT_001, {});
  if (names_of(state, Role::sheet).empty()) state.findings.add(RuleId::TKT_002, {});
}

void category(RequestState& state, const Ticket& ticket) {
  std::string reason = text::fold_name(ticket.reason), sub_category = text::fold_name(ticket.sub_category);
  if (reason == "numbermanagement" && sub_category == "portingnumbers") return;
  bool empty = reason.empty() || sub_category.empty();
  if (Finding* finding = state.findings.add(RuleId::TKT_004, {})) {
    set_reason(*finding, empty ? "empty" : "other");
    set_param(*finding, "case_reason", ticket.reason);
    set_param(*finding, "sub_category", ticket.sub_category);
  }
}

void several_files(RequestState& state, Role role, const char* reason) {
  std::vector<std::string> names = names_of(state, role);
  if (names.size() < 2) return;
  if (Finding* finding = state.findings.add(RuleId::TKT_014, {})) {
    set_reason(*finding, reason);
    set_param(*finding, "count", static_cast<int64_t>(names.size()));
    set_param(*finding, "files", std::move(names));
  }
}

void mixed_kinds(RequestState& state) {
  if (state.rows[0] == 0 || state.rows[1] == 0) return;
  bool minority_toll_free = state.report.request.kind == Kind::local;
  Finding* finding = state.findings.add(RuleId::TKT_003, {});
  if (!finding) return;
  std::vector<std::string> examples;
  for (const KindCandidate& candidate : state.candidates[minority_toll_free]) {
    if (examples.size() < kExamples) examples.push_back(candidate.value);
  }
  if (state.rows[minority_toll_free] > examples.size()) examples.push_back("…");
  set_reason(*finding, minority_toll_free ? "toll_free_minority" : "local_minority");
  set_param(*finding, "local", static_cast<int64_t>(state.unique[0]));
  set_param(*finding, "toll_free", static_cast<int64_t>(state.unique[1]));
  set_param(*finding, "examples", std::move(examples));
}

void countries(RequestState& state) {
  uint64_t american = 0, canadian = 0;
  for (const CountryCount& count : state.report.request.countries) {
    if (count.country == "US") american = count.numbers;
    if (count.country == "CA") canadian = count.numbers;
  }
  if (american != 0 && canadian != 0) {
    if (Finding* finding = state.findings.add(RuleId::TKT_008, {})) {
      set_param(*finding, "us", static_cast<int64_t>(american));
      set_param(*finding, "canada", static_cast<int64_t>(canadian));
    }
  }
  if (state.british != 0) {
    if (Finding* finding = state.findings.add(RuleId::TKT_009, {})) {
      set_reason(*finding, "uk");
      set_param(*finding, "count", static_cast<int64_t>(state.british));
    }
  }
  if (state.foreign != 0) {
    if (Finding* finding = state.findings.add(RuleId::TKT_009, {})) {
      set_reason(*finding, "other");
      set_param(*finding, "count", static_cast<int64_t>(state.foreign));
      set_param(*finding, "codes", state.foreign_codes);
    }
  }
}

void allotment(RequestState& state) {
  const std::optional<Allotment>& known = state.request.options.allotment;
  if (!known && !state.request.ticket) return;
  uint64_t numbers = state.report.request.unique;
  uint64_t after = known ? known->used + numbers : 0;
  bool over = known && after > known->total;
  Finding* finding = state.findings.add(RuleId::TKT_007, over ? Severity::warning : Severity::info, {});
  if (!finding) return;
  set_reason(*finding, over ? "over" : known ? "within" : "unknown");
  set_param(*finding, "numbers", static_cast<int64_t>(numbers));
  if (!known) return;
  set_param(*finding, "after", static_cast<int64_t>(after));
  set_param(*finding, "total", static_cast<int64_t>(known->total));
  set_param(*finding, "percent", static_cast<int64_t>(after * 100 / known->total));
  if (over) set_param(*finding, "over", static_cast<int64_t>(after - known->total));
}

}  // namespace

void ticket_request(RequestState& state) {
  const std::optional<Ticket>& ticket = state.request.ticket;
  if (ticket) {
    missing_files(state, *ticket);
    category(state, *ticket);
  }
  several_files(state, Role::sheet, "sheets");
  several_files(state, Role::loa, "letters");
  mixed_kinds(state);
  countries(state);
  uint64_t unique = state.report.request.unique, most = state.request.options.max_numbers;
  if (unique == 0) return;
  for (RuleId rule : {RuleId::TKT_005, RuleId::TKT_021}) {
    uint64_t limit = rule == RuleId::TKT_005 ? limits::kSlowNumbers : most;
    if (limit == 0 || unique <= limit) continue;
    if (Finding* finding = state.findings.add(rule, {})) {
      set_param(*finding, "numbers", static_cast<int64_t>(unique));
      if (rule == RuleId::TKT_021) set_param(*finding, "limit", static_cast<int64_t>(limit));
    }
  }
  allotment(state);
  if (!ticket) return;
  state.findings.add(RuleId::TKT_006, {});
  state.findings.add(RuleId::TKT_011, {});
}

}  // namespace portcheck::rules
