// What every program but the browser's speaks.
#include "portcheck/texts.h"

namespace portcheck {
namespace {

#include "english_texts.inc"

}  // namespace

const Texts& texts() {
  static const Texts english = Texts::read(kEnglish).value_or(Texts());
  return english;
}

}  // namespace portcheck
