#include "letter/wording.h"

namespace portcheck::letter {
namespace {

std::string about_numbers() {
  return "I am the customer named above, or I am authorized to act for it. The name, the addresses and the "
         "telephone "
         "numbers in this letter are correct, and the letter lists every number that is to be moved.";
}

std::string local_change(const std::string& provider) {
  return "I have decided to change the provider of these numbers from the current provider named above to " +
         provider + ". I appoint " + provider +
         ", and the carriers through which it serves these numbers, as my agent for this change: to obtain "
         "the "
         "account and service records of these numbers, to place the orders that are needed, and to have the "
         "numbers moved (ported).";
}

std::string toll_free_change(const std::string& provider) {
  return "I have decided to change the responsible organization (RespOrg) of these toll-free numbers from "
         "the current "
         "one named above to the one that serves " +
         provider + ", and their provider to " + provider + ". I appoint " + provider +
         ", its RespOrg and its carriers as my agent for this change: to obtain the records of these "
         "numbers, to "
         "place the orders that are needed, and to have the numbers moved.";
}

std::string one_carrier(const std::string& provider) {
  return "I understand that for any one telephone number I can have only one preferred carrier for local "
         "service, one "
         "for toll calls within the local area (intraLATA), and one for long distance (interLATA and "
         "interstate). "
         "For each of these services that goes with the numbers I choose " +
         provider + ".";
}

std::string charge() {
  return "I understand that the change may involve a charge, also by the current provider, and that services "
         "tied to "
         "these numbers there may end when the numbers move. I keep the current service until then.";
}

}  // namespace

Wording wording_of(Kind kind, const std::string& new_provider) {
  const bool toll_free = kind == Kind::toll_free;
  Wording words;
  words.title = "Letter of Authorization";
  words.subtitle = toll_free ? "to move toll-free telephone numbers and change their RespOrg"
                             : "to move (port) local telephone numbers";
  words.declarations = {about_numbers(),
                        toll_free ? toll_free_change(new_provider) : local_change(new_provider),
                        one_carrier(new_provider), charge()};
  return words;
}

}  // namespace portcheck::letter
