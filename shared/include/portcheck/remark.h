// What the engine says beside its findings: why it did not do what was asked, and what else has changed. The
// sentences are in rules.json ("remarks") and its languages, like those of findings (report.h), by code and
// params.
#pragma once

#include <optional>
#include <string>

#include "portcheck/finding.h"

namespace portcheck {

struct Remark {
  RemarkId id = RemarkId::none;
  Details details = {};             // its params
  std::optional<RuleId> rule = {};  // in place of an id: it is what this rule says

  bool empty() const { return id == RemarkId::none && !rule; }
};

std::string message(const Remark& remark);

}  // namespace portcheck
