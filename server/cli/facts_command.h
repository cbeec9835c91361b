// `portcheck facts`: what a letter's file says, before anybody judges it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace portcheck::cli {

struct FactsArguments {
  std::string input;
  bool ocr = false;  // read scans too
};

void add_facts_flags(CLI::App& command, FactsArguments& arguments);
int run_facts(const FactsArguments& arguments);  // an ExitCode

}  // namespace portcheck::cli
