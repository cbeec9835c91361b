// portcheck.letter/1 -> LetterForm, MadeLetter -> portcheck.made_letter/1; described in
// portcheck/letter_form.h.
#include "letter/form_texts.h"
#include "portcheck/letter_form.h"
#include "report/report_json.h"
#include "text/json_members.h"

namespace portcheck {
namespace {

using text::JsonMembers;
using text::JsonValue;

constexpr char kMembers[] =
    "kind|company|service_address|billing_address|carrier|account|btn|resporg|new_provider|name|title|"
    "numbers|"
    "signed_on|today";

void read_kind(JsonMembers& reader, const JsonValue& root, Kind& out) {
  std::string kind;
  reader.text(root, "kind", kind);
  const size_t mark = reader.enter("kind");
  if (kind != "local" && kind != "toll-free") reader.fail("must be local or toll-free");
  out = kind == "local" ? Kind::local : Kind::toll_free;
  reader.leave(mark);
}

void read_root(JsonMembers& reader, const JsonValue& root, LetterForm& out) {
  if (!reader.object(root, kMembers)) return;
  read_kind(reader, root, out.kind);
  for (const letter::FormText& text : letter::kFormTexts) reader.text(root, text.name, out.*text.member);
  reader.list(root, "numbers", limits::kRows,
              [&](const JsonValue& number) { out.numbers.push_back(reader.ten_digits(number)); });
  if (const JsonValue* signed_on = root.find("signed_on");
      signed_on && signed_on->type != JsonValue::Type::null)
    reader.date(root, "signed_on", out.signed_on.emplace());
  reader.date(root, "today", out.today);
}

}  // namespace

std::optional<RequestError> parse_letter_form(std::string_view json, LetterForm& out) {
  out = LetterForm();
  std::optional<RequestError> error;
  if (json.size() > limits::kRequestBytes) return RequestError{"", "the letter's form is larger than 1 MiB"};
  JsonValue root;
  if (auto broken = text::parse_json(json, root))
    return RequestError{"byte " + text::decimal(broken->offset), std::string(broken->reason)};
  JsonMembers reader(error);
  read_root(reader, root, out);
  return error;
}

std::string to_json(const MadeLetter& made) {
  report::Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.made_letter/1"));
  json.member("pages", uint64_t{made.pages});
  json.member("numbers", uint64_t{made.numbers});
  json.name("problems");
  json.open('[');
  for (const LetterProblem& problem : made.problems) {
    json.open('{');
    json.member("field", problem.field);
    json.name("remark");
    report::encode_remark(json, problem.remark);
    json.member("refused", problem.refused);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return json.take();
}

}  // namespace portcheck
