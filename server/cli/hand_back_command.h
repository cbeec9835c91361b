// `portcheck fix`, `portcheck split` and `portcheck template`: sheets that are handed back.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace portcheck::cli {

struct HandBackArguments {
  std::string input;
  std::string output;
  std::string type;  // empty: by the output's ending
  std::string numbers = "auto";
  std::string format = "text";
  std::string today;  // empty: the machine's date
  bool force = false;
};

void add_fix_flags(CLI::App& command, HandBackArguments& arguments);
void add_split_flags(CLI::App& command, HandBackArguments& arguments);
void add_template_flags(CLI::App& command, HandBackArguments& arguments);

// An ExitCode.
int run_fix(const HandBackArguments& arguments);
int run_split(const HandBackArguments& arguments);
int run_template(const HandBackArguments& arguments);

}  // namespace portcheck::cli
