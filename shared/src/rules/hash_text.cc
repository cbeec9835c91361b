#include "rules/hash_text.h"

#include <algorithm>

#include "text/cold.h"
#include "text/literal.h"

namespace portcheck::rules {
namespace {

using text::load_word;

constexpr uint64_t kGolden = 0x9E3779B97F4A7C15ULL;
constexpr uint64_t kOther = 0xD6E8FEB86659FD93ULL;

// Two chains, so that a processor works on both at once.
struct Mixer {
  uint64_t even, odd;
  PORTCHECK_HOT void add(const char* at) {
    constexpr uint64_t kFactor = 0xFF51AFD7ED558CCDULL;
    even = (even ^ load_word(at)) * kFactor;
    odd = (odd ^ load_word(at + 8)) * kFactor;
    even ^= even >> 32;
    odd ^= odd >> 32;
  }
};

}  // namespace

// The last words overlap, and up to 64 bytes the number of steps does not depend on the text's length: that
// is not known long enough before.
uint64_t hash_text(std::string_view text) {
  const char* const at = text.data();
  const size_t size = text.size();
  Mixer mixer{size * kGolden, kOther};
  if (size >= 16) {
    const size_t last = size - 16;
    for (size_t i = 0; i < 64; i += 16) mixer.add(at + std::min(i, last));
    for (size_t i = 64; i < size; i += 16) mixer.add(at + std::min(i, last));
  } else {
    mixer.even ^= text::first_word(text);
    mixer.odd ^= text::last_word(text);
  }
  uint64_t hash = (mixer.even ^ (mixer.odd << 32 | mixer.odd >> 32)) * 0xC4CEB9FE1A85EC53ULL;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

}  // namespace portcheck::rules
