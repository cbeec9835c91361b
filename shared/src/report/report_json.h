// Parts of portcheck.report/1 that portcheck.edit/1 has too.
#pragma once

#include "portcheck/remark.h"
#include "portcheck/report.h"
#include "report/json_encoder.h"

namespace portcheck::report {

// Writes findings of these files, each of them a value. Keeps what a finding mostly shares with the one
// before.
class FindingEncoder {
 public:
  FindingEncoder(Encoder& json, const std::vector<FileReport>& files) : json_(json), files_(files) {}
  void encode(const Finding& finding);

 private:
  void encode_place(const Place& place);
  void encode_file(const Place& place);

  Encoder& json_;
  const std::vector<FileReport>& files_;
  int32_t file_ = -1;  // that was written last, and where its members are
  bool in_sheet_ = false;
  size_t file_begin_ = 0, file_end_ = 0;
  std::string message_;
};

void encode_request(Encoder& json, const RequestReport& request);  // a member
void encode_remark(Encoder& json, const Remark& remark);  // a value: {"code" or "rule", "params", "message"}
void encode_counts(Encoder& json, const std::array<uint64_t, 3>& by_severity,
                   const std::array<uint64_t, kRuleCount>& by_rule);  // a member

}  // namespace portcheck::report
