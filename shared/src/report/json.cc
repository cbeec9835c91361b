// The one encoder of portcheck.report/1; shared/report.schema.json describes what comes out.
#include "portcheck/report.h"
#include "report/letter_json.h"
#include "report/report_json.h"
#include "text/decimal.h"

namespace portcheck {
namespace {

using report::Encoder;

}  // namespace

void report::encode_request(Encoder& json, const RequestReport& request) {
  json.name("request");
  json.open('{');
  json.member("kind", to_string(request.kind));
  json.member("numbers", request.numbers);
  json.member("unique", request.unique);
  json.member("local", request.local);
  json.member("toll_free", request.toll_free);
  json.name("countries");
  json.open('{');
  for (const auto& [country, count] : request.countries) json.member(country, count);
  json.close('}');
  json.close('}');
}

namespace {

void encode_sheet(Encoder& json, const SheetReport& sheet) {
  json.name("sheet");
  json.open('{');
  json.member("name", std::string_view(sheet.name));
  json.member("header_row", uint64_t{sheet.header_row});
  json.name("columns");
  json.open('[');
  for (const ColumnReport& column : sheet.columns) {
    json.open('{');
    json.member("column", std::string_view(column_letters(column.column)));
    json.member("header", std::string_view(column.header));
    json.member("field", to_string(column.field));
    json.member("match", to_string(column.match));
    json.close('}');
  }
  json.close(']');
  json.member("data_rows", uint64_t{sheet.data_rows});
  if (!sheet.encoding.empty()) json.member("encoding", std::string_view(sheet.encoding));
  if (!sheet.delimiter.empty()) json.member("delimiter", std::string_view(sheet.delimiter));
  json.close('}');
}

void encode_file(Encoder& json, const FileReport& file) {
  json.open('{');
  json.member("name", std::string_view(file.name));
  json.member("role", to_string(file.role));
  json.member("type", std::string_view(file.type));
  json.member("size", file.size);
  json.member("sha256", std::string_view(file.sha256));
  if (file.has_sheet) encode_sheet(json, file.sheet);
  if (file.letter) report::encode_letter(json, *file.letter);
  json.close('}');
}

void encode_params(Encoder& json, const std::vector<Param>& params) {
  json.name("params");
  json.open('{');
  for (const Param& param : params) {
    json.name(param.name);
    if (const int64_t* number = std::get_if<int64_t>(&param.value)) {
      json.value(*number);
    } else if (const std::string* text = std::get_if<std::string>(&param.value)) {
      json.value(std::string_view(*text));
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&param.value)) {
      json.open('[');
      for (const std::string& item : *list) json.value(std::string_view(item));
      json.close(']');
    }
  }
  json.close('}');
}

}  // namespace

void report::encode_finding(Encoder& json, const Finding& finding, const std::vector<FileReport>& files) {
  const Place& place = finding.place;
  json.open('{');
  json.member("rule", to_string(finding.rule));
  json.member("severity", to_string(finding.severity));
  if (place.file >= 0) {
    json.member("file", std::string_view(files[static_cast<size_t>(place.file)].name));
    json.member("file_index", int64_t{place.file});
  }
  if (!place.sheet.empty()) json.member("sheet", std::string_view(place.sheet));
  if (place.row != kNone) json.member("row", uint64_t{place.row});
  if (place.column != kNone) json.member("column", std::string_view(column_letters(place.column)));
  if (place.row != kNone && place.column != kNone) {
    json.member("cell", std::string_view(column_letters(place.column) + text::decimal(place.row)));
  }
  if (place.page != kNone) report::encode_page(json, place);
  if (!finding.value.empty()) json.member("value", std::string_view(finding.value));
  if (!finding.params.empty()) encode_params(json, finding.params);
  if (finding.fix) {
    json.name("fix");
    json.open('{');
    json.member("value", std::string_view(finding.fix->value));
    json.member("certain", finding.fix->certain);
    json.close('}');
  }
  json.member("message", std::string_view(message(finding)));
  json.close('}');
}

void report::encode_remark(Encoder& json, const Remark& remark) {
  json.open('{');
  if (remark.rule) {
    json.member("rule", to_string(*remark.rule));
  } else {
    json.member("code", to_string(remark.id));
  }
  if (!remark.params.empty()) encode_params(json, remark.params);
  json.member("message", std::string_view(message(remark)));
  json.close('}');
}

void report::encode_counts(Encoder& json, const std::array<uint64_t, 3>& by_severity,
                           const std::array<uint64_t, kRuleCount>& by_rule) {
  json.name("counts");
  json.open('{');
  for (Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    json.member(to_string(severity), by_severity[static_cast<size_t>(severity)]);
  }
  json.name("by_rule");
  json.open('{');
  for (size_t i = 0; i < kRuleCount; ++i) {
    if (by_rule[i] != 0) json.member(to_string(static_cast<RuleId>(i)), by_rule[i]);
  }
  json.close('}');
  json.close('}');
}

std::string to_json(const Report& made) {
  constexpr size_t kUsualFinding = 320, kUsualReport = 4096;  // bytes
  Encoder json(kUsualReport + made.findings.size() * kUsualFinding);
  json.open('{');
  json.member("schema", std::string_view("portcheck.report/1"));
  json.member("rules_version", kRulesVersion);
  json.member("checked_on", std::string_view(format_iso(made.checked_on)));
  json.member("verdict", to_string(made.verdict));
  report::encode_request(json, made.request);
  json.name("files");
  json.open('[');
  for (const FileReport& file : made.files) encode_file(json, file);
  json.close(']');
  json.name("findings");
  json.open('[');
  for (const Finding& finding : made.findings) report::encode_finding(json, finding, made.files);
  json.close(']');
  report::encode_counts(json, made.by_severity, made.by_rule);
  json.member("truncated", made.truncated);
  json.close('}');
  return json.take();
}

std::string to_json(const RequestError& error) {
  Encoder json;
  json.open('{');
  json.name("error");
  json.open('{');
  json.member("where", std::string_view(error.where));
  json.member("reason", std::string_view(error.reason));
  json.close('}');
  json.close('}');
  return json.take();
}

}  // namespace portcheck
