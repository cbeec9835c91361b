// Parts of portcheck.report/1 that portcheck.edit/1 has too.
#pragma once

#include "portcheck/remark.h"
#include "portcheck/report.h"
#include "report/json_encoder.h"

namespace portcheck::report {

void encode_request(Encoder& json, const RequestReport& request);                                  // a member
void encode_finding(Encoder& json, const Finding& finding, const std::vector<FileReport>& files);  // a value
void encode_remark(Encoder& json, const Remark& remark);  // a value: {"code" or "rule", "params", "message"}
void encode_counts(Encoder& json, const std::array<uint64_t, 3>& by_severity,
                   const std::array<uint64_t, kRuleCount>& by_rule);  // a member

}  // namespace portcheck::report
