// What `portcheck` answers to the shell; printed by --help.
#pragma once

namespace portcheck::cli {

enum ExitCode : int {
  kReady = 0,       // nothing but remarks
  kAttention = 1,   // findings that need attention
  kUsage = 2,       // wrong flags or arguments
  kUnreadable = 3,  // a file could not be opened, or nothing in it could be read
};

inline constexpr const char* kExitCodes =
    "Exit codes: 0 ready, 1 findings that need attention, 2 wrong usage, 3 a file could not be read.";

}  // namespace portcheck::cli
