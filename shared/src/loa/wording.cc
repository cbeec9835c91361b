// What kind of paper it is, by its words.
#include <algorithm>

#include "loa/facts.h"

namespace portcheck::loa {
namespace {

constexpr std::string_view kAuthorizes =
    "authorize|authorise|authorization|authorisation|letter of agency|hereby appoint|hereby designate|"
    "give permission|grant permission|consent to the transfer";
// Whom an account's papers name, which authorizes nobody.
constexpr std::string_view kAuthorized =
    "authorized contact|authorized user|authorized person|authorized name|authorized "
    "representative|authorized "
    "signer";
constexpr std::string_view kAgent =
    "my agent|our agent|as agent|act as an agent|its agent|authorized agent|agent for|its designated agent|"
    "on my behalf|on our behalf|on behalf of|letter of agency|agency authorization|designated agent|"
    "agent or representative|act for us|its agents";
constexpr std::string_view kChange =
    "change my|change our|change the|change in|change of|change in provider|change carrier|port my|port "
    "our|port the|"
    "to port|porting of|be ported|transfer|move my|move our|move the|migrate|switch";
constexpr std::string_view kOneCarrier =
    "only one carrier|only one preferred carrier|one carrier|only one telecommunications|only one local "
    "exchange|only one "
    "interexchange|only one "
    "primary|one telephone company|only one company|only one provider|only one long distance|single "
    "carrier|only one "
    "service provider|only one responsible organization|only one resporg";
constexpr std::string_view kFee = "fee|fees|charge|charges|cost|costs";
constexpr std::string_view kLocal =
    "local number portability|local telephone|local exchange|local service|local number|local phone|local "
    "letter|"
    "local port|local loa|billing telephone number|btn|customer service record";
constexpr std::string_view kTollFree =
    "toll-free|toll free|tollfree|resporg|resp org|responsible organization|8xx|800 number|800 service";
constexpr std::string_view kAttached =
    "see attached|see the attached|attached list|attached spreadsheet|see attachment|see "
    "attachments|attached schedule|"
    "per attached|the attached|attached sheet|attached document|attached excel|attached file|attached csv|"
    "see spreadsheet|see exhibit|as attached|attachment a|schedule a|exhibit a|appendix a|list attached|"
    "spreadsheet attached|numbers attached|attached numbers|see addendum|attached page|see list|refer to "
    "attached";
constexpr std::string_view kBill =
    "amount due|total due|invoice|previous balance|balance forward|payment due|account summary|current "
    "charges|"
    "new charges|amount enclosed|autopay|auto pay|remit|quote|estimate|past due|total current "
    "charges|billing summary|"
    "customer service record|statement|balance due|pay by|payment received|minimum payment|total amount|"
    "service period|billing period|bill date|unit price|subtotal|quotation|proposal";
constexpr std::string_view kLetter =
    "letter of authorization|letter of authorisation|letter of agency|letter of authority|loa|port "
    "authorization|"
    "porting authorization|authorization form|authorization to port|authorize the port|number port request|"
    "resporg change|change authorization|to port|port request";

size_t occurrences(std::string_view text, std::string_view phrases) {
  size_t count = 0;
  while (!phrases.empty()) {
    const std::string_view phrase = phrases.substr(0, phrases.find('|'));
    phrases.remove_prefix(std::min(phrase.size() + 1, phrases.size()));
    for (size_t at = 0; (at = text.find(phrase, at)) != std::string_view::npos; at += phrase.size()) ++count;
  }
  return count;
}

}  // namespace

void read_wording(Reading& reading) {
  LetterWording& wording = reading.facts.wording;
  const FlatText& flat = reading.flat;
  wording.authorizes = flat.find(kAuthorizes);
  wording.agent = flat.find(kAgent);
  wording.change = flat.find(kChange);
  wording.one_carrier = flat.find(kOneCarrier);
  wording.fee = flat.find(kFee);
  wording.local = flat.find(kLocal);
  wording.toll_free = flat.find(kTollFree);
  wording.see_attached = flat.find(kAttached);
  constexpr size_t kEnough = 2, kMuch = 4;
  const size_t signs = flat.count(kBill);
  const bool letter = flat.has(kLetter);
  const bool authorizes = occurrences(flat.text(), kAuthorizes) > occurrences(flat.text(), kAuthorized);
  reading.facts.looks_like_bill = letter ? false : signs >= (authorizes ? kMuch : kEnough);
  if (flat.has("customer service record") && !letter) reading.facts.looks_like_bill = true;
  if (reading.facts.looks_like_bill) wording.bill = flat.find(kBill);
}

}  // namespace portcheck::loa
