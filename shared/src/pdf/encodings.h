// What the codes of PDF's own encodings mean.
#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::pdf {

inline constexpr unsigned kFirstEncoded = 0x20;
inline constexpr unsigned kEncoded = 0x100 - kFirstEncoded;

extern const char16_t kStandard[kEncoded];
extern const char16_t kMacRoman[kEncoded];
extern const char16_t kMacExpert[kEncoded];
extern const char16_t kSymbol[kEncoded];
extern const char16_t kZapfDingbats[kEncoded];
extern const char16_t kWinAnsi[kEncoded];
extern const char16_t kPdfDoc[kEncoded];

inline char32_t encoded(const char16_t* encoding, unsigned code) {
  return code < kFirstEncoded || code > 0xFF ? 0 : encoding[code - kFirstEncoded];
}

const char16_t* encoding_named(std::string_view name);  // "WinAnsiEncoding"; null: none of PDF's
char32_t pdf_doc_character(unsigned char code);         // of text strings; 0: none

}  // namespace portcheck::pdf
