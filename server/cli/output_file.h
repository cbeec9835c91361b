// Files that the command line writes: whole or not at all, and never in the place of another unasked.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::cli {

// Why `path` must not be written, as a sentence; empty where it may: it is a folder, it is the file `input`,
// or it exists and `force` is not set. "-" is standard output, which always may.
std::string objection(const std::string& path, const std::string& input, bool force);

// Writes beside the place and moves it there; on failure nothing is left behind. False with `error` set to
// "out.xlsx: cannot be written: No space left on device".
bool write_file(const std::string& path, std::string_view bytes, bool force, std::string& error);

}  // namespace portcheck::cli
