// What holds for every Document, whatever it was made of.
#pragma once

#include "fuzz_check.h"
#include "portcheck/document.h"
#include "portcheck/limits.h"
#include "text/utf8.h"

namespace portcheck::fuzz {

inline void require_sound(const Document& letter) {
  const bool nothing = letter.status == DocumentStatus::encrypted ||
                       letter.status == DocumentStatus::damaged ||
                       letter.status == DocumentStatus::unsupported;
  // Of a kind that is not read here there is nothing else to say.
  if (letter.status != DocumentStatus::unsupported)
    PORTCHECK_FUZZ_REQUIRE((letter.status == DocumentStatus::ok) == letter.problem.empty());
  PORTCHECK_FUZZ_REQUIRE(!nothing || letter.spans.empty());
  size_t bytes = 0;
  for (size_t i = 0; i < letter.spans.size(); ++i) {
    const Span& span = letter.spans[i];
    bytes += span.text.size();
    PORTCHECK_FUZZ_REQUIRE(!span.text.empty() && text::is_valid_utf8(span.text));
    PORTCHECK_FUZZ_REQUIRE(span.page >= 1 && span.page <= letter.pages);
    if (i == 0) continue;
    const Span& before = letter.spans[i - 1];
    const bool next_line =
        span.page == before.page && (span.line == before.line || span.line == before.line + 1);
    PORTCHECK_FUZZ_REQUIRE(next_line || (span.page > before.page && span.line == 0));
  }
  PORTCHECK_FUZZ_REQUIRE(letter.spans.size() <= limits::kDocumentSpans);
  PORTCHECK_FUZZ_REQUIRE(bytes <= limits::kDocumentTextBytes);
  PORTCHECK_FUZZ_REQUIRE(letter.sizes.size() <= limits::kDocumentPages);
  PORTCHECK_FUZZ_REQUIRE(parse_document(to_json(letter)) == letter);
}

}  // namespace portcheck::fuzz
