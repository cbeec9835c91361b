// Industry codes, two carriers' own codes and the words that people write -> why. rules.json says it, and
// what to do.
#include "portcheck/rejection.h"
#include "text/clean.h"

namespace portcheck {
namespace {

struct Known {
  std::string_view codes;  // between bars
  std::string_view words;  // between bars
  std::string_view cause;
};

constexpr Known kKnown[] = {
    {"8A|E17A|E17B|7401|ACCOUNT_NUMBER_MISMATCH", "account number|account no|account #", "account_number"},
    {"8D|E1|7402|LOCATION_MISMATCH|POSTAL_CODE_MISMATCH", "address|zip|zip code|postal code", "address"},
    {"8G|E10|7404|7429|ENTITY_NAME_MISMATCH",
     "business name|customer name|company name|end user name|end-user name|name mismatch", "name"},
    {"E10a|E10A|8E|8F|7414|7422|7473|AUTH_PERSON_MISMATCH",
     "authorized|authorised|signature|signatory|signer|authorization name", "signature"},
    {"8C|E42PWA|E42PWB|7435|PASSCODE_PIN_INVALID", "pin|passcode|password", "pin"},
    {"8B|7443", "ssn|social security|tax id|taxpayer id", "tax_id"},
    {"6C|7408", "all data|all-data", "all_data"},
    {"E14|7445|BTN_ATN_MISMATCH|MAIN_BTN_PORTING", "btn|billing telephone|billing number", "billing_number"},
    {"E24|E6h|E6H|7434", "partial port|full port|partial|remaining services", "partial"},
    {"E27|E30|7409", "on hold|non-payment|nonpayment|non payment|past due|inactive|disconnected|suspended",
     "on_hold"},
    {"6A|6D|7426|7427|PHONE_NUMBER_MISMATCH", "not found|wrong carrier|not our customer|not with us",
     "not_served"},
    {"6K|7B|E42O|7403|7420|7470|PHONE_NUMBER_NOT_PORTABLE|RATE_CENTER_NOT_PORTABLE",
     "not portable|non-portable|cannot be ported|unportable", "not_portable"},
    {"6M|6N|E19|7407|LSR_PENDING|SV_CONFLICT", "pending order|pending port|open order|order pending",
     "pending"},
    {"6P|E6d|E6D|7416|7425", "freeze|frozen|port protection|port-out protection|number lock|locked",
     "frozen"},
    {"E25|E6a|E6A|E6b|E6B|E6c|E6C|E6e|E6E|E6f|E6F|E6g|E6G|7406|7410|7411|7415|7419|7421|7437|"
     "PHONE_NUMBER_HAS_SPECIAL_FEATURE",
     "bundle|bundled|dsl|centrex|isdn|hunt group|distinctive ring|call forwarding|special feature", "bundle"},
    {"E8|7424|LOA_ILLEGIBLE", "loa|letter of authorization|letter of agency|illegible", "letter"},
    {"1L|1N|1M|6E|6F|E35|7412|7439|FOC_EXPIRED|FOC_REJECTED", "due date|foc date|requested date", "date"},
    {"6R|E23|7405|7428|7386|PORTING_ORDER_SPLIT_REQUIRED", "split|too many lines", "split"},
    {"7C|7436", "prepaid|pre-paid|prepay", "prepaid"},
    {"6L|7438", "business hours", "hours"},
    {"7627|7652", "resporg|resp org", "resporg"},
    {"7620|7621|7654|7655", "spare", "spare"},
    {"E18|7471", "missing data|missing information|incomplete", "incomplete"},
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
        reasons.push_back({std::string(code), known.cause});
    }
    if (!reasons.empty()) break;
  }
  return reasons;
}

}  // namespace portcheck
