#include "portcheck/edit_session.h"
#include "report/report_json.h"

namespace portcheck {
namespace {

using report::Encoder;

void encode_rows(Encoder& json, const std::vector<RowFindings>& rows, const std::vector<FileReport>& files) {
  json.name("rows");
  json.open('[');
  report::FindingEncoder findings(json, files);
  for (const RowFindings& row : rows) {
    json.open('{');
    json.member("file_index", int64_t{row.file});
    json.member("row", uint64_t{row.row});
    json.name("findings");
    json.open('[');
    for (const Finding& finding : row.findings) findings.encode(finding);
    json.close(']');
    json.close('}');
  }
  json.close(']');
}

}  // namespace

std::string to_json(const EditResult& result, const std::vector<FileReport>& files) {
  Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.edit/1"));
  if (!result.refused.empty()) {
    json.name("refused");
    report::encode_remark(json, result.refused);
  }
  json.member("verdict", to_string(result.verdict));
  report::encode_request(json, result.request);
  report::encode_counts(json, result.by_severity, result.by_rule);
  json.name("summary");
  json.open('[');
  report::FindingEncoder findings(json, files);
  for (const Finding& finding : result.summary) findings.encode(finding);
  json.close(']');
  encode_rows(json, result.rows, files);
  json.member("more_rows", result.more_rows);
  json.member("kind_changed", result.kind_changed);
  json.member("all_rows", result.all_rows);
  json.close('}');
  return json.take();
}

std::string to_json(const std::vector<RowFindings>& rows, const std::vector<FileReport>& files) {
  Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.edit/1"));
  encode_rows(json, rows, files);
  json.close('}');
  return json.take();
}

}  // namespace portcheck
