// What a letter may not say, before it is laid out.
#include "letter/form_texts.h"
#include "letter/helvetica.h"
#include "letter/layout.h"
#include "phone/numbering_plan.h"
#include "phone/phone_number.h"
#include "portcheck/letter_form.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck {
namespace letter {
namespace {

constexpr int32_t kGoodDays = 30;  // how long carriers take a letter

bool is_possible(uint64_t digits) {
  return digits < 10'000'000'000 && phone::possible_npa(static_cast<unsigned>(digits / 10'000'000)) &&
         digits / 10'000 % 1000 >= 200;
}

class Inspection {
 public:
  Inspection(LetterForm& form, std::vector<LetterProblem>& problems) : form_(form), problems_(problems) {}

  void run() {
    if (form_.kind == Kind::automatic) refuse("kind", RemarkId::letter_kind);
    for (const FormText& member : kFormTexts) text(member);
    if (form_.new_provider.empty()) refuse("new_provider", RemarkId::letter_provider);
    numbers();
    billing_number();
    resporg();
    lengths();
    date();
    signature();
  }

 private:
  void refuse(const char* field, RemarkId id, Details details = {}) {
    problems_.push_back({field, {id, std::move(details)}, true});
  }
  void note(const char* field, RemarkId id) { problems_.push_back({field, {id}, false}); }

  void text(const FormText& member) {
    std::string& text = form_.*member.member;
    std::string repaired;
    text::append_repaired(repaired, text);
    text = text::trim(repaired);
    char32_t missing = 0;
    if (text.size() > limits::kMadeLetterTextBytes) {
      refuse(member.name, RemarkId::letter_text_long, {{"limit", int64_t{limits::kMadeLetterTextBytes}}});
    } else if (!encode(text, missing)) {
      std::string sign;
      text::append_utf8(sign, missing);
      refuse(member.name, RemarkId::letter_sign, {{"sign", std::move(sign)}});
    }
  }

  // Each once, in their order.
  void numbers() {
    std::vector<uint64_t>& numbers = form_.numbers;
    uint64_t other_kind = 0, first_other = 0;
    for (const uint64_t digits : numbers) {
      if (!is_possible(digits)) {
        refuse("numbers", RemarkId::letter_no_number, {{"number", phone::format_national(digits)}});
        return;
      }
      if (phone::is_toll_free(digits) == (form_.kind == Kind::toll_free)) continue;
      if (other_kind++ == 0) first_other = digits;
    }
    if (other_kind != 0 && form_.kind != Kind::automatic) {
      refuse("numbers",
             form_.kind == Kind::local ? RemarkId::letter_other_toll_free : RemarkId::letter_other_local,
             {{"count", static_cast<int64_t>(other_kind)},
              {"total", static_cast<int64_t>(numbers.size())},
              {"example", phone::format_national(first_other)}});
    }
    keep_first(numbers);
    if (numbers.size() > limits::kMadeLetterNumbers) {
      refuse("numbers", RemarkId::letter_many_numbers, {{"limit", int64_t{limits::kMadeLetterNumbers}}});
    }
  }

  static void keep_first(std::vector<uint64_t>& numbers) {
    struct Placed {
      uint64_t digits;
      size_t at;
    };
    std::vector<Placed> sorted;
    for (size_t i = 0; i < numbers.size(); ++i) sorted.push_back({numbers[i], i});
    text::stable_sort(sorted, [](const Placed& a, const Placed& b) { return a.digits < b.digits; });
    std::vector<uint8_t> repeat(numbers.size(), 0);
    for (size_t i = 1; i < sorted.size(); ++i)
      repeat[sorted[i].at] = sorted[i].digits == sorted[i - 1].digits ? 1 : 0;
    size_t kept = 0;
    for (size_t i = 0; i < numbers.size(); ++i) {
      if (repeat[i] == 0) numbers[kept++] = numbers[i];
    }
    numbers.resize(kept);
  }

  void billing_number() {
    if (form_.btn.empty()) return;
    if (form_.kind == Kind::toll_free) {
      note("btn", RemarkId::letter_btn_left_out);
      return;
    }
    std::string scratch;
    const phone::PhoneNumber btn = phone::parse_phone(form_.btn, false, scratch);
    if (btn.status != phone::ParseStatus::ok || btn.vanity || !is_possible(btn.digits)) {
      refuse("btn", RemarkId::letter_btn);
      return;
    }
    form_.btn = phone::format_national(btn.digits);
  }

  void resporg() {
    std::string& id = form_.resporg;
    if (id.empty()) return;
    if (form_.kind == Kind::local) {
      note("resporg", RemarkId::letter_resporg_left_out);
      return;
    }
    bool sound = id.size() == 5;
    for (char& c : id) {
      sound = sound && text::is_alnum(c);
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    if (!sound) {
      refuse("resporg", RemarkId::letter_resporg);
    } else if (id.ends_with("99")) {
      note("resporg", RemarkId::letter_resporg_99);
    }
  }

  void lengths() {
    constexpr size_t kCompany = 25;
    if (text::count_characters(form_.company) > kCompany) note("company", RemarkId::letter_company_long);
  }

  void date() {
    if (!form_.signed_on) return;
    const int32_t age = to_days(form_.today) - to_days(*form_.signed_on);
    if (age < 0) {
      refuse("signed_on", RemarkId::letter_future);
    } else if (age > kGoodDays) {
      refuse("signed_on", RemarkId::letter_old);
    }
  }

  void signature() {
    if (form_.signature.empty()) return;
    if (form_.name.empty()) note("name", RemarkId::letter_no_name);
    if (!form_.signed_on) note("signed_on", RemarkId::letter_no_date);
  }

  LetterForm& form_;
  std::vector<LetterProblem>& problems_;
};

}  // namespace
}  // namespace letter

MadeLetter make_letter(const LetterForm& form) {
  LetterForm checked = form;
  std::vector<LetterProblem> problems;
  letter::Inspection(checked, problems).run();
  letter::Picture picture;
  if (!checked.signature.empty()) picture = letter::read_signature(checked.signature);
  if (picture.refused != RemarkId::none) problems.push_back({"signature", {picture.refused}, true});
  MadeLetter made;
  bool refused = false;
  for (const LetterProblem& problem : problems) refused = refused || problem.refused;
  if (!refused) made = letter::lay_out(checked, picture);
  made.problems = std::move(problems);
  return made;
}

}  // namespace portcheck
