// What was changed, for machines and for people.
#include "portcheck/hand_back.h"
#include "portcheck/report.h"
#include "report/report_json.h"
#include "text/clean.h"
#include "text/decimal.h"

namespace portcheck {
namespace {

constexpr size_t kShownChanges = 40;
constexpr size_t kShownCharacters = 40;

std::string_view to_string(Repair repair) {
  constexpr std::string_view kNames[] = {"cell", "header", "repeat", "blank_rows"};
  return kNames[static_cast<size_t>(repair)];
}

// File content must not steer the terminal.
std::string tame(std::string_view text, size_t longest = kShownCharacters) {
  std::string scratch, out;
  const std::string_view clean = text::clean(text, scratch, false).text;
  size_t characters = 0;
  for (const char c : clean) {
    characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (characters > longest) return out + "…";
    out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
  return out;
}

std::string padded(std::string text, size_t width) {
  const size_t characters = text::count_characters(text);
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

std::string counted(uint64_t count, std::string_view one, std::string_view many) {
  return text::decimal(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

std::string place(const Change& change) {
  if (change.column != kNone) return column_letters(change.column) + text::decimal(change.row);
  if (change.repair == Repair::repeat || change.other_row == change.row)
    return message(Remark{RemarkId::change_row, {{"row", text::decimal(change.row)}}});
  return message(Remark{RemarkId::change_rows,
                        {{"from", text::decimal(change.row)}, {"to", text::decimal(change.other_row)}}});
}

std::string why(const Change& change) {
  if (change.repair == Repair::repeat)
    return message(Remark{RemarkId::change_repeat, {{"row", text::decimal(change.other_row)}}});
  if (change.repair == Repair::blank_rows) return message(Remark{RemarkId::change_blank});
  if (change.rule) return std::string(title(*change.rule));
  if (text::trim(change.before) == change.after) return message(Remark{RemarkId::change_spaces});
  return message(
      Remark{change.repair == Repair::header ? RemarkId::change_header : RemarkId::change_numbers});
}

std::string to_json(const HandBack& done) {
  report::Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.changes/1"));
  json.member("rules_version", kRulesVersion);
  json.member("source", std::string_view(done.source));
  if (!done.refused.empty()) {
    json.name("refused");
    report::encode_remark(json, done.refused);
  }
  json.name("files");
  json.open('[');
  for (const OutputFile& file : done.files) {
    json.open('{');
    json.member("name", std::string_view(file.name));
    json.member("rows", uint64_t{file.rows});
    json.member("size", uint64_t{file.bytes.size()});
    json.close('}');
  }
  json.close(']');
  json.member("change_count", done.change_count);
  json.name("changes");
  json.open('[');
  for (const Change& change : done.changes) {
    json.open('{');
    json.member("repair", to_string(change.repair));
    json.member("place", std::string_view(place(change)));
    json.member("row", uint64_t{change.row});
    if (change.column != kNone) json.member("column", std::string_view(column_letters(change.column)));
    if (change.other_row != kNone) json.member("other_row", uint64_t{change.other_row});
    if (change.now_row != kNone) json.member("now_row", uint64_t{change.now_row});
    if (change.rule) json.member("rule", to_string(*change.rule));
    if (change.repair != Repair::blank_rows) json.member("before", std::string_view(change.before));
    if (change.column != kNone) json.member("after", std::string_view(change.after));
    json.member("why", std::string_view(why(change)));
    json.close('}');
  }
  json.close(']');
  json.name("notes");
  json.open('[');
  for (const Remark& note : done.notes) report::encode_remark(json, note);
  json.close(']');
  json.close('}');
  return json.take();
}

std::string to_terminal(const HandBack& done) {
  if (!done.refused.empty()) return tame(done.source) + ": " + message(done.refused) + "\n";
  std::string out;
  if (!done.source.empty()) {
    out += done.change_count == 0 ? "nothing to repair" : counted(done.change_count, "repair", "repairs");
    out += " in " + tame(done.source) + "\n";
  }
  for (size_t i = 0; i < done.changes.size() && i < kShownChanges; ++i) {
    const Change& change = done.changes[i];
    out += "  " + padded(place(change), 8) + "  ";
    if (change.repair != Repair::blank_rows) out += "\"" + tame(change.before) + "\"";
    if (change.column != kNone) out += " → \"" + tame(change.after) + "\"";
    out += std::string(change.repair == Repair::blank_rows ? "" : "  ") + why(change);
    if (change.rule) out += " [" + std::string(portcheck::to_string(*change.rule)) + "]";
    out += "\n";
  }
  if (done.change_count > kShownChanges)
    out += "  … and " + text::decimal(done.change_count - kShownChanges) + " more\n";
  for (const Remark& note : done.notes) out += "  note: " + tame(message(note), 1000) + "\n";
  return out;
}

}  // namespace portcheck
