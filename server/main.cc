// portcheckd: flags, signals, exit code. Everything else is app.h.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>

#include "server/app.h"
#include "server/config/load.h"
#include "server/config/nearest.h"
#include "server/engine/work.h"
#include "server/observe/log.h"
#include "server/operator/admin.h"
#include "server/operator/doctor.h"
#include "server/operator/test_webhook.h"
#include "server/sandbox/zygote.h"

extern char** environ;

namespace {

using namespace portcheck::server;

int as_int(ExitCode code) {
  return static_cast<int>(code);
}

std::vector<std::string> environment_names() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    names.push_back(text.substr(0, text.find('=')));
  }
  return names;
}

// Waits for SIGTERM or SIGINT; from then on the next one ends the process at once. SIGHUP reads the
// configuration again.
void wait_for_signal(const sigset_t& signals, App& app, const std::function<LoadedConfig()>& load) {
  for (int signal = 0; signal != SIGTERM && signal != SIGINT;) {
    sigwait(&signals, &signal);
    if (signal != SIGHUP) continue;
    const LoadedConfig loaded = load();
    for (const std::string& error : loaded.errors)
      Log::error("config.reload_failed", {LogField::detail(error)});
    if (loaded.errors.empty()) app.renew_secrets(loaded.config);
  }
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

int serve(const Config& config, const std::function<LoadedConfig()>& load) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a write that fails, not the end
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals,
                  nullptr);  // inherited by every thread: only wait_for_signal() sees them

  App app(config);
  if (const std::string error = app.start(); !error.empty()) {
    std::cerr << "portcheckd: " << error << "\n";
    return as_int(ExitCode::cannot_start);
  }
  wait_for_signal(signals, app, load);
  return as_int(app.stop());
}

// What CLI11 says, and what may have been meant.
std::string wrong_usage(const CLI::App* app, const CLI::Error& error) {
  std::string text = std::string("portcheckd: ") + error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    std::vector<std::string> known;
    for (const CLI::App* command : app->get_subcommands(nullptr)) known.push_back(command->get_name());
    for (const CLI::Option* option : app->get_options()) known.push_back(option->get_name());
    const std::string near = nearest(text.substr(text.find_last_of(": ") + 1), known);
    if (!near.empty()) text += "; did you mean \"" + near + "\"?";
  }
  return text + "\n" + app->get_name() + " --help lists what there is.\n";
}

std::string is_id(const std::string& text) {
  const bool good = !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == text.npos;
  return good ? "" : "\"" + text + "\" is no id; dead-letters lists them, as numbers";
}

}  // namespace

int main(int argc, char** argv) {
  // Not for people: what the server starts for itself (engine/work.h).
  if (argc == 2 && std::string_view(argv[1]) == kZygoteArgument) return run_zygote(answer_job, first_job());

  CLI::App cli{
      "PortCheck's server: receives a help-desk's webhooks, checks port requests, writes what it found into "
      "the "
      "tickets.",
      "portcheckd"};
  cli.footer(
      "Exit codes: 0 stopped as asked, 1 stopped with jobs cut off (they run again after the next start),\n"
      "2 wrong usage or configuration, 3 cannot start (port or data folder in use, …). The commands: 0 all "
      "is\n"
      "well, 1 something is wrong, 2 wrong usage or configuration.\n"
      "Every setting can also be given as an environment variable: server.port is PORTCHECK_SERVER_PORT.");
  std::string file;
  ConfigOverrides overrides;
  bool print_default = false;
  bool check_only = false;
  cli.add_option("--config", file, "Configuration file (JSON with comments)");
  cli.add_option("--port", overrides.port, "Port to listen on, instead of server.port");
  cli.add_option("--data", overrides.data_dir, "Data folder, instead of data_dir");
  cli.add_flag("--print-default-config", print_default, "Print every setting with its default and meaning");
  cli.add_flag("--check-config", check_only, "Check the configuration and exit");
  std::string desk, ticket, url;
  int64_t letter = 0;
  bool all = false;
  CLI::App* doctor = cli.add_subcommand("doctor", "Check a help-desk's configuration against the live desk");
  doctor->add_option("--desk", desk, "The desk's name in the configuration (default: all)");
  CLI::App* letters = cli.add_subcommand("dead-letters", "List the tickets that were given up");
  CLI::App* replay = cli.add_subcommand("replay", "Try a given-up ticket again");
  auto* one = replay->add_option("id", letter, "The dead letter's id, from dead-letters")->check(is_id);
  auto* every = replay->add_flag("--all", all, "All of them");
  one->excludes(every);
  CLI::App* test = cli.add_subcommand("send-test-webhook",
                                      "Send the running server a webhook, signed as the desk signs it");
  test->add_option("--desk", desk, "The desk's name in the configuration")->required();
  test->add_option("--ticket", ticket, "A ticket's id there")->required();
  for (CLI::App* command : {letters, replay, test})
    command->add_option("--url", url, "The running server, instead of server.bind and server.port");
  for (CLI::App* command : {doctor, letters, replay, test}) command->fallthrough();
  cli.require_subcommand(0, 1);
  cli.failure_message(wrong_usage);
  cli.set_version_flag("--version", "portcheckd " PORTCHECK_VERSION);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? as_int(ExitCode::ok) : as_int(ExitCode::wrong_config);
  }
  if (print_default) {
    std::cout << default_config_text();
    return as_int(ExitCode::ok);
  }

  const auto load = [&] {
    return load_config(
        file, [](const char* name) { return std::getenv(name); }, environment_names(), overrides);
  };
  const LoadedConfig loaded = load();
  const bool asks_server = letters->parsed() || replay->parsed() || test->parsed();
  for (const std::string& warning : loaded.warnings) {
    if (!asks_server) std::cerr << "warning: " << warning << "\n";
  }
  for (const std::string& error : loaded.errors) std::cerr << "error: " << error << "\n";
  if (!loaded.errors.empty()) return as_int(ExitCode::wrong_config);
  if (check_only) {
    std::cout << "The configuration is good.\n";
    return as_int(ExitCode::ok);
  }
  if (doctor->parsed()) return run_doctor(loaded.config, desk, std::cout);
  if (letters->parsed()) return list_dead_letters(loaded.config, url, std::cout);
  if (replay->parsed()) {
    if (!all && letter == 0) {
      std::cerr << "portcheckd: replay needs an id, or --all\n";
      return as_int(ExitCode::wrong_config);
    }
    return replay_dead_letters(loaded.config, url, all ? std::nullopt : std::optional(letter), std::cout);
  }
  if (test->parsed()) return send_test_webhook(loaded.config, url, desk, ticket, std::cout);
  Log::configure(parse_log_level(loaded.config.log.level).value_or(LogLevel::info));
  return serve(loaded.config, load);
}
