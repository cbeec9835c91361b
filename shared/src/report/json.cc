// The one encoder of portcheck.report/1; shared/report.schema.json describes what comes out.
#include "portcheck/report.h"
#include "report/column_letters.h"
#include "report/letter_json.h"
#include "report/message.h"
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

void encode_params(Encoder& json, const Details& details) {
  if (details.empty()) return;
  json.name("params");
  json.open('{');
  for (const Param param : details) {
    json.name(param.name);
    if (const int64_t* number = std::get_if<int64_t>(&param.value)) {
      json.value(*number);
    } else if (const auto* text = std::get_if<std::string_view>(&param.value)) {
      json.value(*text);
    } else if (const auto* list = std::get_if<ParamList>(&param.value)) {
      json.open('[');
      for (const std::string_view item : *list) json.value(item);
      json.close(']');
    }
  }
  json.close('}');
}

}  // namespace

void report::FindingEncoder::encode_file(const Place& place) {
  if (place.file == file_ && place.in_sheet == in_sheet_) return json_.repeat(file_begin_, file_end_);
  file_ = place.file;
  in_sheet_ = place.in_sheet;
  const FileReport& file = files_[static_cast<size_t>(file_)];
  file_begin_ = json_.written();
  json_.member("file", std::string_view(file.name));
  json_.member("file_index", int64_t{file_});
  if (in_sheet_) json_.member("sheet", std::string_view(file.sheet.name));
  file_end_ = json_.written();
}

void report::FindingEncoder::encode_place(const Place& place) {
  if (place.file >= 0) encode_file(place);
  char digits[text::kDecimalBytes], room[kColumnLetters];
  const std::string_view row = text::decimal_in(digits, place.row);
  const std::string_view column = column_letters_in(room, place.column);
  if (place.row != kNone) {
    json_.raw(",\"row\":");
    json_.raw(row);
  }
  if (place.column != kNone) {
    json_.raw(",\"column\":\"");
    json_.raw(column);
    if (place.row != kNone) {
      json_.raw("\",\"cell\":\"");
      json_.raw(column);
      json_.raw(row);
    }
    json_.raw("\"");
  }
  if (place.page != kNone) encode_page(json_, place);
}

void report::FindingEncoder::encode(const Finding& finding) {
  json_.open('{');
  json_.raw("\"rule\":\"");
  json_.raw(to_string(finding.rule));
  json_.raw("\",\"severity\":\"");
  json_.raw(to_string(finding.severity));
  json_.raw("\"");
  encode_place(finding.place);
  if (const std::string_view value = finding.value(); !value.empty()) {
    json_.raw(",\"value\":");
    json_.value(value);
  }
  encode_params(json_, finding.details);
  if (const std::optional<Fix> fix = finding.fix()) {
    json_.raw(",\"fix\":{\"value\":");
    json_.value(fix->value);
    json_.raw(fix->certain ? ",\"certain\":true}" : ",\"certain\":false}");
  }
  message_.clear();
  append_message(message_, finding);
  json_.raw(",\"message\":");
  json_.value(std::string_view(message_));
  json_.close('}');
}

void report::encode_remark(Encoder& json, const Remark& remark) {
  json.open('{');
  if (remark.rule) {
    json.member("rule", to_string(*remark.rule));
  } else {
    json.member("code", to_string(remark.id));
  }
  encode_params(json, remark.details);
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
  report::FindingEncoder findings(json, made.files);
  for (const Finding& finding : made.findings) findings.encode(finding);
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
