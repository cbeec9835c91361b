// Files from the command line: read whole, within the engine's bound, hashed.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "portcheck/request.h"

namespace portcheck::cli {

// Owns the bytes that Request::files points into.
class InputFiles {
 public:
  // Reads `path` ("-" is standard input, named stdin.csv). On failure returns false and sets `error` to
  // "numbers.csv: cannot be opened: No such file or directory".
  bool read(const std::string& path, std::string& error);

  std::vector<InputFile> views() const;

 private:
  struct Loaded {
    std::string name, bytes, sha256;
  };
  std::deque<Loaded> files_;
};

}  // namespace portcheck::cli
