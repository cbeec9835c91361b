// `portcheck loa`: makes a Letter of Authorization, with the numbers of a sheet or blank.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "portcheck/letter_form.h"

namespace portcheck::cli {

struct LoaArguments {
  LetterForm form;
  std::string kind, sheet, signature, signed_on, today, output;
  bool blank = false, force = false;
  size_t left_out = 0;  // rows of the sheet that have no number for a letter; found on the way
};

void add_loa_flags(CLI::App& command, LoaArguments& arguments);
int run_loa(LoaArguments& arguments);  // an ExitCode

}  // namespace portcheck::cli
