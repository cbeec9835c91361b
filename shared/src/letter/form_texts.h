// The letter's texts by the names that they have in its form.
#pragma once

#include "portcheck/letter_form.h"

namespace portcheck::letter {

struct FormText {
  const char* name;
  std::string LetterForm::*member;
};
inline constexpr FormText kFormTexts[] = {
    {"company", &LetterForm::company},
    {"service_address", &LetterForm::service_address},
    {"billing_address", &LetterForm::billing_address},
    {"carrier", &LetterForm::carrier},
    {"account", &LetterForm::account},
    {"btn", &LetterForm::btn},
    {"resporg", &LetterForm::resporg},
    {"new_provider", &LetterForm::new_provider},
    {"name", &LetterForm::name},
    {"title", &LetterForm::title},
};

}  // namespace portcheck::letter
