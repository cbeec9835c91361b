// Industry codes, two carriers' own codes and the words that people write -> why, and what to do.
#include "portcheck/rejection.h"
#include "text/clean.h"

namespace portcheck {
namespace {

struct Known {
  std::string_view codes;  // between bars
  std::string_view words;  // between bars
  std::string_view meaning, advice;
};

constexpr Known kKnown[] = {
    {"8A|E17A|E17B|7401|ACCOUNT_NUMBER_MISMATCH", "account number|account no|account #",
     "The account number is missing or wrong.", "Copy it from a bill of the last 30 days."},
    {"8D|E1|7402|LOCATION_MISMATCH|POSTAL_CODE_MISMATCH", "address|zip|zip code|postal code",
     "The billing address does not match.",
     "Write street, city, state and ZIP as the present provider's bill has them."},
    {"8G|E10|7404|7429|ENTITY_NAME_MISMATCH",
     "business name|customer name|company name|end user name|end-user name|name mismatch",
     "The customer's or business's name does not match.", "Write it as the present provider's bill has it."},
    {"E10a|E10A|8E|8F|7414|7422|7473|AUTH_PERSON_MISMATCH",
     "authorized|authorised|signature|signatory|signer|authorization name",
     "The authorized name and the signature do not match the account.",
     "Let the person whom the account names sign a new letter."},
    {"8C|E42PWA|E42PWB|7435|PASSCODE_PIN_INVALID", "pin|passcode|password",
     "A PIN is required, or it was wrong.",
     "Get the port-out PIN from the present provider and send it privately."},
    {"8B|7443", "ssn|social security|tax id|taxpayer id", "The Social Security or tax number does not match.",
     "Ask the present provider which one the account has, and send it privately."},
    {"6C|7408", "all data|all-data", "Nothing of what was sent matches the account.",
     "Check the numbers first, then every field of the letter."},
    {"E14|7445|BTN_ATN_MISMATCH|MAIN_BTN_PORTING", "btn|billing telephone|billing number",
     "The billing telephone number was refused.", "Copy it from a bill of the last 30 days."},
    {"E24|E6h|E6H|7434", "partial port|full port|partial|remaining services",
     "The order takes only a part of the account, or its main number.",
     "Say what shall happen to the numbers that stay, or move all of them."},
    {"E27|E30|7409", "on hold|non-payment|nonpayment|non payment|past due|inactive|disconnected|suspended",
     "The account is on hold or the number is no longer active.",
     "Settle it with the present provider, and keep the number in service until it has moved."},
    {"6A|6D|7426|7427|PHONE_NUMBER_MISMATCH", "not found|wrong carrier|not our customer|not with us",
     "The carrier does not serve the number.", "Check the number, and ask who serves it."},
    {"6K|7B|E42O|7403|7420|7470|PHONE_NUMBER_NOT_PORTABLE|RATE_CENTER_NOT_PORTABLE",
     "not portable|non-portable|cannot be ported|unportable", "The number cannot be ported.",
     "Take it out of the request and ask support what else is possible."},
    {"6M|6N|E19|7407|LSR_PENDING|SV_CONFLICT", "pending order|pending port|open order|order pending",
     "Another order for the number is open.", "Have the present provider finish or cancel it."},
    {"6P|E6d|E6D|7416|7425", "freeze|frozen|port protection|port-out protection|number lock|locked",
     "The number is protected against porting.", "Ask the present provider to lift the protection."},
    {"E25|E6a|E6A|E6b|E6B|E6c|E6C|E6e|E6E|E6f|E6F|E6g|E6G|7406|7410|7411|7415|7419|7421|7437|"
     "PHONE_NUMBER_HAS_SPECIAL_FEATURE",
     "bundle|bundled|dsl|centrex|isdn|hunt group|distinctive ring|call forwarding|special feature",
     "The number is part of a bundle or of another service.",
     "Have the present provider take it out of the bundle, or move the service first."},
    {"E8|7424|LOA_ILLEGIBLE", "loa|letter of authorization|letter of agency|illegible",
     "A legible letter is wanted, signed within the last 30 days.",
     "Sign a new letter and attach it as a PDF."},
    {"1L|1N|1M|6E|6F|E35|7412|7439|FOC_EXPIRED|FOC_REJECTED", "due date|foc date|requested date",
     "The date cannot be kept.", "Ask support for a later one."},
    {"6R|E23|7405|7428|7386|PORTING_ORDER_SPLIT_REQUIRED", "split|too many lines",
     "The numbers cannot go in one order.", "Split the request as support says."},
    {"7C|7436", "prepaid|pre-paid|prepay", "It is a prepaid account.",
     "Ask the present provider how prepaid numbers are released."},
    {"6L|7438", "business hours", "It came outside of business hours.", "Send it again on a business day."},
    {"7627|7652", "resporg|resp org", "The toll-free number's RespOrg was refused.",
     "Ask the present provider for its RespOrg ID."},
    {"7620|7621|7654|7655", "spare", "The toll-free number is not in service.",
     "Check the number, and ask the present provider to put it back into service."},
    {"E18|7471", "missing data|missing information|incomplete", "Something is missing or wrong.",
     "Ask support which field it is."},
};

bool is_word(char c) {
  return text::is_alnum(c) || c == '_' || c == '-';
}

// The first of `codes` that stands in `text` as a word of its own, spelled exactly so.
std::string_view code_in(std::string_view text, std::string_view codes) {
  while (!codes.empty()) {
    std::string_view code = codes.substr(0, codes.find('|'));
    codes.remove_prefix(std::min(code.size() + 1, codes.size()));
    for (size_t at = text.find(code); at != std::string_view::npos; at = text.find(code, at + 1)) {
      size_t end = at + code.size();
      if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return code;
    }
  }
  return {};
}

}  // namespace

std::vector<RejectionReason> explain_rejection(std::string_view text) {
  std::vector<RejectionReason> reasons;
  for (bool by_code : {true, false}) {
    for (const Known& known : kKnown) {
      std::string_view code = by_code ? code_in(text, known.codes) : std::string_view();
      if (by_code ? !code.empty() : text::contains_any_word(text, known.words))
        reasons.push_back({std::string(code), known.meaning, known.advice});
    }
    if (!reasons.empty()) break;
  }
  return reasons;
}

}  // namespace portcheck
