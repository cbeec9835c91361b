#include <CLI/CLI.hpp>
#include <iostream>

#include "portcheck/rule_ids.h"
#include "server/cli/check_command.h"
#include "server/cli/exit_code.h"
#include "server/cli/facts_command.h"
#include "server/cli/hand_back_command.h"
#include "server/cli/loa_command.h"

namespace {

int list_rules() {
  for (size_t i = 0; i < portcheck::kRuleCount; ++i) {
    auto rule = static_cast<portcheck::RuleId>(i);
    std::string severity(portcheck::to_string(portcheck::default_severity(rule)));
    std::cout << portcheck::to_string(rule) << "  " << severity << std::string(9 - severity.size(), ' ')
              << portcheck::title(rule) << "\n";
  }
  return portcheck::cli::kReady;
}

int unknown_command(const CLI::App& app, const std::string& word) {
  std::cerr << "portcheck: there is no command \"" << word << "\". Commands:";
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    std::cerr << " " << command->get_name();
  std::cerr << "\nTo check files: portcheck check FILE...\n";
  return portcheck::cli::kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace portcheck::cli;
  CLI::App app("Checks port requests: the spreadsheet of numbers and the Letter of Authorization.",
               "portcheck");
  app.set_version_flag("--version", std::string("portcheck ") + PORTCHECK_VERSION + ", rules " +
                                        std::string(portcheck::kRulesVersion));
  app.require_subcommand(1);
  app.footer(kExitCodes);

  CheckArguments arguments;
  CLI::App* check = app.add_subcommand("check", "Check the files of one request");
  add_check_flags(*check, arguments);
  HandBackArguments hand_back;
  CLI::App* fix =
      app.add_subcommand("fix", "Hand a sheet back with everything repaired that certainly can be");
  add_fix_flags(*fix, hand_back);
  CLI::App* split = app.add_subcommand("split", "Make one sheet for each request of a mixed sheet");
  add_split_flags(*split, hand_back);
  CLI::App* empty = app.add_subcommand("template", "Make the empty porting template");
  add_template_flags(*empty, hand_back);
  LoaArguments letter;
  CLI::App* loa = app.add_subcommand("loa", "Make a Letter of Authorization with the numbers of a sheet");
  add_loa_flags(*loa, letter);
  FactsArguments said;
  CLI::App* facts = app.add_subcommand("facts", "Print what a letter says, as JSON");
  add_facts_flags(*facts, said);
  CLI::App* rules = app.add_subcommand("rules", "List the rules with their severity");

  std::string word = argc > 1 ? argv[1] : "-";
  bool known = word.starts_with('-');
  for (const CLI::App* command : {check, fix, split, empty, loa, facts, rules})
    known = known || command->get_name() == word;
  if (!known) return unknown_command(app, word);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kReady : kUsage;
  }
  if (fix->parsed()) return run_fix(hand_back);
  if (split->parsed()) return run_split(hand_back);
  if (empty->parsed()) return run_template(hand_back);
  if (loa->parsed()) return run_loa(letter);
  if (facts->parsed()) return run_facts(said);
  return rules->parsed() ? list_rules() : run_check(arguments);
}
