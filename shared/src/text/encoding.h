// What encoding a text file is in, and its way to UTF-8. Customers send what their spreadsheet program saved:
// UTF-8 with or without a byte order mark, "Unicode text" (UTF-16) and "ANSI" (Windows-1252).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::text {

enum class Encoding : uint8_t { utf8, utf16le, utf16be, utf32le, utf32be, windows1252 };

struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  size_t bom_bytes = 0;      // length of the byte order mark to skip; 0 when there is none
  bool well_formed = false;  // all of it is UTF-8
  bool nul = false;          // then: there is a NUL in it
};

// By byte order mark, else by where the zero bytes are, else UTF-8 if the bytes are (nearly) well-formed,
// else Windows-1252. Reads `bytes` once; give it the whole file, one foreign letter may be near the end.
EncodingGuess detect_encoding(std::string_view bytes);

// Appends `bytes` (without a byte order mark) to `out` as well-formed UTF-8. What the encoding does not have
// becomes U+FFFD; returns how many of those there were. At most three bytes come out for one that goes in.
size_t append_as_utf8(std::string& out, std::string_view bytes, Encoding encoding);

std::string_view to_string(Encoding encoding);  // "utf-8", "utf-16le", "utf-16be", "windows-1252", …

}  // namespace portcheck::text
