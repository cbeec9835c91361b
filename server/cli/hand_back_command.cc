#include "server/cli/hand_back_command.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <optional>

#include "portcheck/hand_back.h"
#include "server/cli/exit_code.h"
#include "server/cli/input_files.h"
#include "server/cli/output_file.h"
#include "server/cli/today.h"

namespace portcheck::cli {
namespace {

int usage_error(const char* command, const std::string& text) {
  std::cerr << "portcheck: " << text << "\nTry 'portcheck " << command << " --help'.\n";
  return kUsage;
}

int failure(const std::string& text) {
  std::cerr << "portcheck: " << text << "\n";
  return kUnreadable;
}

std::optional<SheetFormat> format_named(std::string_view word) {
  if (word == "xlsx") return SheetFormat::xlsx;
  if (word == "csv") return SheetFormat::csv;
  return std::nullopt;
}

std::optional<NumberStyle> style_named(std::string_view word) {
  if (word == "auto") return NumberStyle::automatic;
  if (word == "dashes") return NumberStyle::dashes;
  if (word == "digits") return NumberStyle::digits;
  if (word == "e164") return NumberStyle::e164;
  if (word == "national") return NumberStyle::national;
  return std::nullopt;
}

// From --type, else from the output's ending.
std::optional<SheetFormat> format_of(const HandBackArguments& arguments, std::string& error) {
  std::string word = arguments.type;
  if (word.empty() && arguments.output != "-") {
    size_t dot = arguments.output.rfind('.');
    if (dot != std::string::npos) word = arguments.output.substr(dot + 1);
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  std::optional<SheetFormat> format = format_named(word);
  if (!format) {
    error = !arguments.type.empty() ? "--type must be xlsx or csv, not \"" + arguments.type + "\""
            : arguments.output == "-"
                ? "standard output has no ending: say --type xlsx or --type csv"
                : "the output must end in .xlsx or .csv, not \"" + arguments.output + "\"";
  }
  return format;
}

// Reads what fix and split have in common. An ExitCode, or nothing when all is well.
struct Job {
  HandBackOptions options;
  Request request;
  InputFiles files;

  std::optional<int> read(const char* command, const HandBackArguments& arguments) {
    std::optional<NumberStyle> style = style_named(arguments.numbers);
    if (!style) {
      return usage_error(command, "--numbers must be auto, dashes, digits, e164 or national, not \"" +
                                      arguments.numbers + "\"");
    }
    if (arguments.format != "text" && arguments.format != "json")
      return usage_error(command, "--format must be text or json, not \"" + arguments.format + "\"");
    std::optional<Date> today = today_from(arguments.today);
    if (!today) {
      return usage_error(command,
                         "--today must be a day such as 2026-11-22, not \"" + arguments.today + "\"");
    }
    options.numbers = *style;
    request.today = *today;
    std::string error;
    if (!files.read(arguments.input, error)) return failure(error);
    request.files = files.views();
    return std::nullopt;
  }
};

bool print(std::ostream& out, const HandBack& done, const std::string& format) {
  out << (format == "json" ? to_json(done) + "\n" : to_terminal(done)) << std::flush;
  return out.good();
}

void add_common_flags(CLI::App& command, HandBackArguments& arguments) {
  command
      .add_option("--numbers", arguments.numbers,
                  "How numbers are written: auto (as most of the column are), dashes (212-736-0143), digits, "
                  "e164 (+12127360143) or national ((212) 736-0143)")
      ->default_str("auto");
  command.add_option("--format", arguments.format, "How the changes are listed: text or json")
      ->default_str("text");
  command.add_option("--today", arguments.today,
                     "Judge dates as of this day, YYYY-MM-DD (default: this machine's date)");
}

void add_force(CLI::App& command, HandBackArguments& arguments) {
  command.add_flag("--force", arguments.force, "Replace what is there already; never the input");
}

}  // namespace

void add_fix_flags(CLI::App& command, HandBackArguments& arguments) {
  command.add_option("file", arguments.input, "The spreadsheet; - reads a CSV from standard input")
      ->required();
  command.add_option("-o,--output", arguments.output, "Where the repaired sheet goes; - is standard output")
      ->required();
  command.add_option("--type", arguments.type, "xlsx or csv (default: by the output's ending)");
  add_common_flags(command, arguments);
  add_force(command, arguments);
  command.footer(
      "Only what nobody would object to is changed, and every change is listed; a workbook lists them in its "
      "second sheet too.\nFormatting, formulas and further sheets are not kept.\n"
      "Exit codes: 0 written, 2 wrong usage, 3 a file could not be read or written.");
}

void add_split_flags(CLI::App& command, HandBackArguments& arguments) {
  command.add_option("file", arguments.input, "The spreadsheet; - reads a CSV from standard input")
      ->required();
  command.add_option("-o,--output", arguments.output, "The folder for the sheets; it is made if missing")
      ->required();
  command.add_option("--type", arguments.type, "xlsx or csv")->default_str("xlsx");
  add_common_flags(command, arguments);
  add_force(command, arguments);
  command.footer(
      "One sheet for each request: toll-free, local, and local by country where they are mixed. Rows with an "
      "error go to NAME.to-review, with what is to be done.\n"
      "Exit codes: 0 written, 1 written and some rows are to be reviewed, 2 wrong usage, 3 a file could not "
      "be "
      "read or written.");
}

void add_template_flags(CLI::App& command, HandBackArguments& arguments) {
  command.add_option("-o,--output", arguments.output, "Where the template goes; - is standard output")
      ->required();
  command.add_option("--type", arguments.type, "xlsx or csv (default: by the output's ending)");
  add_force(command, arguments);
  command.footer("Exit codes: 0 written, 2 wrong usage, 3 the file could not be written.");
}

int run_fix(const HandBackArguments& arguments) {
  std::string error;
  std::optional<SheetFormat> format = format_of(arguments, error);
  if (!format) return usage_error("fix", error);
  error = objection(arguments.output, arguments.input, arguments.force);
  if (!error.empty()) return usage_error("fix", error);
  Job job;
  if (std::optional<int> code = job.read("fix", arguments)) return *code;
  job.options.format = *format;
  HandBack done = fix(job.request, job.options);
  if (!done.refused.empty()) return failure(arguments.input + ": " + message(done.refused));
  if (!write_file(arguments.output, done.files[0].bytes, arguments.force, error)) return failure(error);
  bool bytes_on_stdout = arguments.output == "-";
  if (!bytes_on_stdout) done.files[0].name = arguments.output;
  if (!print(bytes_on_stdout ? std::cerr : std::cout, done, arguments.format))
    return failure("the list of changes could not be written");
  if (arguments.format == "text" && !bytes_on_stdout)
    std::cout << "written " << arguments.output << std::endl;
  return kReady;
}

int run_split(const HandBackArguments& arguments) {
  std::optional<SheetFormat> format = format_named(arguments.type.empty() ? "xlsx" : arguments.type);
  if (!format) return usage_error("split", "--type must be xlsx or csv, not \"" + arguments.type + "\"");
  struct stat there {};
  bool exists = stat(arguments.output.c_str(), &there) == 0;
  if (exists && !S_ISDIR(there.st_mode)) return usage_error("split", arguments.output + " is not a folder");
  Job job;
  if (std::optional<int> code = job.read("split", arguments)) return *code;
  job.options.format = *format;
  HandBack done = split(job.request, job.options);
  if (!done.refused.empty()) return failure(arguments.input + ": " + message(done.refused));
  if (done.files.empty()) return failure(arguments.input + ": there is no row to split");

  std::string error, folder = arguments.output + (arguments.output.ends_with('/') ? "" : "/");
  for (const OutputFile& file : done.files) {
    error = objection(folder + file.name, arguments.input, arguments.force);
    if (!error.empty()) return usage_error("split", error);
  }
  if (!exists && mkdir(arguments.output.c_str(), 0777) != 0)
    return failure(arguments.output + ": cannot be made: " + std::strerror(errno));
  for (const OutputFile& file : done.files) {
    if (!write_file(folder + file.name, file.bytes, arguments.force, error)) return failure(error);
  }
  if (!print(std::cout, done, arguments.format)) return failure("the list of changes could not be written");
  bool review = false;
  for (const OutputFile& file : done.files) {
    if (arguments.format == "text")
      std::cout << "written " << folder << file.name << ": " << file.rows
                << (file.rows == 1 ? " row" : " rows") << std::endl;
    review = review ||
             file.name.ends_with(std::string(".to-review.") + (*format == SheetFormat::csv ? "csv" : "xlsx"));
  }
  return review ? kAttention : kReady;
}

int run_template(const HandBackArguments& arguments) {
  std::string error;
  std::optional<SheetFormat> format = format_of(arguments, error);
  if (!format) return usage_error("template", error);
  error = objection(arguments.output, "", arguments.force);
  if (!error.empty()) return usage_error("template", error);
  if (!write_file(arguments.output, make_template(*format), arguments.force, error)) return failure(error);
  return kReady;
}

}  // namespace portcheck::cli
