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
    if (form_.kind == Kind::automatic)
      refuse("kind", "Say whether the letter is for local or for toll-free numbers.");
    for (const FormText& member : kFormTexts) text(member);
    if (form_.new_provider.empty())
      refuse("new_provider", "Say to which provider the numbers are to be moved.");
    numbers();
    billing_number();
    resporg();
    lengths();
    date();
    signature();
  }

 private:
  void refuse(const char* field, std::string reason) {
    problems_.push_back({field, std::move(reason), true});
  }
  void note(const char* field, std::string reason) { problems_.push_back({field, std::move(reason), false}); }

  void text(const FormText& member) {
    std::string& text = form_.*member.member;
    std::string repaired;
    text::append_repaired(repaired, text);
    text = text::trim(repaired);
    char32_t missing = 0;
    if (text.size() > limits::kMadeLetterTextBytes) {
      refuse(member.name, "This text is longer than the letter has room for: at most " +
                              text::decimal(limits::kMadeLetterTextBytes) + " characters.");
    } else if (!encode(text, missing)) {
      std::string sign;
      text::append_utf8(sign, missing);
      refuse(member.name,
             "The letter's typeface has no \"" + sign + "\". Write it in Latin letters, as on the bill.");
    }
  }

  // Each once, in their order.
  void numbers() {
    std::vector<uint64_t>& numbers = form_.numbers;
    uint64_t other_kind = 0, first_other = 0;
    for (const uint64_t digits : numbers) {
      if (!is_possible(digits)) {
        refuse("numbers",
               "There is no number " + phone::format_national(digits) + ". Correct the sheet first.");
        return;
      }
      if (phone::is_toll_free(digits) == (form_.kind == Kind::toll_free)) continue;
      if (other_kind++ == 0) first_other = digits;
    }
    if (other_kind != 0 && form_.kind != Kind::automatic) {
      refuse("numbers", text::decimal(other_kind) + " of the " + text::decimal(numbers.size()) + " numbers " +
                            (other_kind == 1 ? "is " : "are ") +
                            (form_.kind == Kind::local ? "toll-free" : "local") + ", such as " +
                            phone::format_national(first_other) +
                            ". Local and toll-free numbers need a letter each: split the sheet first.");
    }
    keep_first(numbers);
    if (numbers.size() > limits::kMadeLetterNumbers) {
      refuse("numbers", "A letter takes at most " + text::decimal(limits::kMadeLetterNumbers) +
                            " numbers. Make one letter for each part of the sheet.");
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
      note("btn", "A letter for toll-free numbers has no billing telephone number; it was left out.");
      return;
    }
    std::string scratch;
    const phone::PhoneNumber btn = phone::parse_phone(form_.btn, false, scratch);
    if (btn.status != phone::ParseStatus::ok || btn.vanity || !is_possible(btn.digits)) {
      refuse("btn", "The billing telephone number must have ten digits, such as 212-736-0143.");
      return;
    }
    form_.btn = phone::format_national(btn.digits);
  }

  void resporg() {
    std::string& id = form_.resporg;
    if (id.empty()) return;
    if (form_.kind == Kind::local) {
      note("resporg", "Only toll-free numbers have a RespOrg; it was left out.");
      return;
    }
    bool sound = id.size() == 5;
    for (char& c : id) {
      sound = sound && text::is_alnum(c);
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    if (!sound) {
      refuse("resporg", "A RespOrg ID has five letters and digits, such as ABC01.");
    } else if (id.ends_with("99")) {
      note("resporg", "Numbers of a RespOrg ID that ends in 99 cannot be moved: ask the current provider.");
    }
  }

  void lengths() {
    constexpr size_t kCompany = 25;
    if (text::count_characters(form_.company) > kCompany)
      note("company", "Carriers keep only the first 25 characters of the company's name.");
  }

  void date() {
    if (!form_.signed_on) return;
    const int32_t age = to_days(form_.today) - to_days(*form_.signed_on);
    if (age < 0) {
      refuse("signed_on", "The date of the signature lies in the future.");
    } else if (age > kGoodDays) {
      refuse("signed_on",
             "Carriers refuse a letter that was signed more than 30 days ago. Sign a new one today.");
    }
  }

  void signature() {
    if (form_.signature.empty()) return;
    if (form_.name.empty()) note("name", "The signature needs the name of the person in print.");
    if (!form_.signed_on) note("signed_on", "The signature needs its date.");
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
  if (!picture.refused.empty()) problems.push_back({"signature", picture.refused, true});
  MadeLetter made;
  bool refused = false;
  for (const LetterProblem& problem : problems) refused = refused || problem.refused;
  if (!refused) made = letter::lay_out(checked, picture);
  made.problems = std::move(problems);
  return made;
}

}  // namespace portcheck
