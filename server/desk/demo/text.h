// Texts from outside made fit to keep and to show, and times as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/desk/demo/clock.h"

namespace portcheck::server::demo {

// UTF-8 without control characters: bytes that are none become U+FFFD; line ends become \n.
std::string clean_text(std::string_view text);
// clean_text on one line: line breaks and tabs become spaces; trimmed.
std::string clean_line(std::string_view text);
// A file's name as sent by a browser: the last part of a path, on one line, never empty, at most 255 bytes
// with its extension kept.
std::string clean_file_name(std::string_view name);
// Drops the marks that reorder text, so that a name cannot pretend to have another extension.
std::string without_bidi_controls(std::string_view text);

size_t count_characters(std::string_view utf8);
std::string shorten(std::string_view utf8, size_t max_bytes);  // cuts between characters

std::string iso_time(Time time);        // "2026-11-23T15:40:07Z"
std::string long_time(Time time);       // "November 23, 2026, 15:40 UTC"
std::string age(Time time, Time now);   // "just now", "5 min ago", "3 h ago", "2 days ago", "Oct 3, 2026"
std::string file_size(uint64_t bytes);  // "512 bytes", "14.2 KB", "3 MB"
std::string url_encode(std::string_view text);  // all but letters, digits, - . _ ~

}  // namespace portcheck::server::demo
