// What carriers' reject codes and words mean. Apart from check.h, so that a program that never sees a
// rejection, such as the form in a browser, does not carry the table: Request::explain_rejection links it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck {

struct RejectionReason {
  std::string code;        // as the text has it: "7401"; empty where the words were understood
  std::string_view cause;  // a code of rules.json ("rejection_meaning", "rejection_advice"); static storage
};

// Each reason once, in the table's order; reasons given by code leave those of words out. Empty where nothing
// is known.
std::vector<RejectionReason> explain_rejection(std::string_view text);

}  // namespace portcheck
