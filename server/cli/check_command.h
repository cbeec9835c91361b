// `portcheck check`: judge files on a terminal or in a script.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace portcheck::cli {

struct CheckArguments {
  std::vector<std::string> files;
  std::string today;  // empty: the machine's date
  std::string kind;   // empty: as the request or the profile says
  bool ocr = false;   // read scans too
  std::string format = "text";
  std::string color = "auto";
  std::optional<uint32_t> max_findings;
  std::string request;    // a portcheck.request/1 file, "-" for standard input
  std::string profile;    // a file with the customer's profile
  std::string allotment;  // "used/total"
  std::vector<std::string> campaign_hosts;
  std::vector<std::string> documents;  // "2=facts.json"
};

void add_check_flags(CLI::App& command, CheckArguments& arguments);
int run_check(const CheckArguments& arguments);  // an ExitCode

}  // namespace portcheck::cli
