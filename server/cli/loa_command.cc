#include "server/cli/loa_command.h"

#include <iostream>
#include <optional>

#include "server/cli/exit_code.h"
#include "server/cli/input_files.h"
#include "server/cli/output_file.h"
#include "server/cli/today.h"

namespace portcheck::cli {
namespace {

int usage_error(const std::string& text) {
  std::cerr << "portcheck: " << text << "\nTry 'portcheck loa --help'.\n";
  return kUsage;
}

int failure(const std::string& text) {
  std::cerr << "portcheck: " << text << "\n";
  return kUnreadable;
}

std::string counted(size_t count, const char* kind) {
  return std::to_string(count) + " " + kind + (count == 1 ? " number" : " numbers");
}

// Of the sheet's numbers those of the wanted kind; where none is named, the sheet's only one.
std::optional<int> take_numbers(LoaArguments& arguments) {
  InputFiles files;
  std::string error;
  if (!files.read(arguments.sheet, error)) return failure(error);
  Request request;
  request.today = arguments.form.today;
  request.files = files.views();
  const SheetNumbers numbers = sheet_numbers(request);
  if (!numbers.refused.empty()) return failure(arguments.sheet + ": " + message(numbers.refused));
  const size_t local = numbers.local.size(), toll_free = numbers.toll_free.size();
  Kind& kind = arguments.form.kind;
  if (kind == Kind::automatic && local != 0 && toll_free != 0) {
    return usage_error(arguments.sheet + " has " + counted(local, "local") + " and " +
                       counted(toll_free, "toll-free") +
                       ", which need a letter each: say --kind local, then --kind toll-free");
  }
  if (kind == Kind::automatic) kind = local != 0 ? Kind::local : Kind::toll_free;
  const bool wants_local = kind == Kind::local;
  arguments.form.numbers = wants_local ? numbers.local : numbers.toll_free;
  if (arguments.form.numbers.empty())
    return failure(arguments.sheet + ": has no " + (wants_local ? "local" : "toll-free") + " number");
  const size_t others = wants_local ? toll_free : local;
  if (others != 0) {
    std::cerr << "portcheck: " << counted(others, wants_local ? "toll-free" : "local")
              << " of the sheet: not in this letter, make another one for them\n";
  }
  arguments.left_out = numbers.left_out.size();
  if (arguments.left_out != 0) {
    std::cerr << "portcheck: " << arguments.sheet << ": row " << numbers.left_out.front();
    if (arguments.left_out > 1) std::cerr << " and " << arguments.left_out - 1 << " more";
    std::cerr << (arguments.left_out == 1 ? " has" : " have")
              << " no number that can be moved: not in this letter. See portcheck check " << arguments.sheet
              << "\n";
  }
  return std::nullopt;
}

std::optional<int> read_values(LoaArguments& arguments) {
  LetterForm& form = arguments.form;
  if (arguments.kind == "local") {
    form.kind = Kind::local;
  } else if (arguments.kind == "toll-free") {
    form.kind = Kind::toll_free;
  } else if (arguments.kind.empty()) {
    form.kind = Kind::automatic;
  } else {
    return usage_error("--kind must be local or toll-free, not \"" + arguments.kind + "\"");
  }
  if (arguments.blank == !arguments.sheet.empty())
    return usage_error("say --sheet FILE for a letter with its numbers, or --blank for one to be filled in");
  if (arguments.blank && form.kind == Kind::automatic)
    return usage_error("a blank letter needs --kind local or --kind toll-free");
  const std::optional<Date> today = today_from(arguments.today);
  if (!today) return usage_error("--today must be a day such as 2026-11-26, not \"" + arguments.today + "\"");
  form.today = *today;
  if (arguments.signed_on.empty()) return std::nullopt;
  form.signed_on = today_from(arguments.signed_on);
  if (!form.signed_on)
    return usage_error("--date must be a day such as 2026-11-26, not \"" + arguments.signed_on + "\"");
  return std::nullopt;
}

std::optional<int> take_signature(LoaArguments& arguments) {
  if (arguments.signature.empty()) return std::nullopt;
  InputFiles files;
  std::string error;
  if (!files.read(arguments.signature, error)) return failure(error);
  arguments.form.signature = files.views()[0].bytes;
  return std::nullopt;
}

}  // namespace

void add_loa_flags(CLI::App& command, LoaArguments& arguments) {
  LetterForm& form = arguments.form;
  command.add_option("-o,--output", arguments.output, "Where the letter goes, a PDF; - is standard output")
      ->required();
  command.add_option("--kind", arguments.kind, "local or toll-free (default: what the sheet's numbers are)");
  command.add_option("--sheet", arguments.sheet, "The spreadsheet whose numbers are listed");
  command.add_flag("--blank", arguments.blank, "Room for the numbers instead");
  command.add_option("--company", form.company, "Company or name on the account, as on the bill");
  command.add_option("--address", form.service_address, "Service address: where the numbers are installed");
  command.add_option("--billing-address", form.billing_address, "Billing address, where it is another one");
  command.add_option("--carrier", form.carrier, "The provider today");
  command.add_option("--account", form.account, "Account number at that provider");
  command.add_option("--btn", form.btn, "Billing telephone number, for local numbers");
  command.add_option("--resporg,--respog", form.resporg, "RespOrg ID today, for toll-free numbers: ABC01");
  command.add_option("--provider", form.new_provider, "The provider to move to")->default_str("Invoca");
  command.add_option("--name", form.name, "Who signs");
  command.add_option("--title", form.title, "What that person is in the company");
  command.add_option("--signature", arguments.signature, "A picture of the signature, PNG or JPEG");
  command.add_option("--date", arguments.signed_on, "Day of the signature, YYYY-MM-DD");
  command.add_option("--today", arguments.today, "Today, YYYY-MM-DD (default: this machine's date)");
  command.add_flag("--force", arguments.force, "Replace what is there already; never the input");
  command.footer(
      "What is not given is a field to be filled in with any PDF viewer. The wording has what 47 CFR 64.1130 "
      "wants.\n"
      "Exit codes: 0 written, 1 written, and something should be looked at, 2 wrong usage, 3 the letter was "
      "refused, or "
      "a file could not be read or written.");
}

int run_loa(LoaArguments& arguments) {
  if (std::optional<int> code = read_values(arguments)) return *code;
  std::string error = objection(arguments.output, arguments.sheet, arguments.force);
  if (error.empty()) error = objection(arguments.output, arguments.signature, arguments.force);
  if (!error.empty()) return usage_error(error);
  if (!arguments.sheet.empty()) {
    if (std::optional<int> code = take_numbers(arguments)) return *code;
  }
  if (std::optional<int> code = take_signature(arguments)) return *code;
  const MadeLetter made = make_letter(arguments.form);
  for (const LetterProblem& problem : made.problems)
    std::cerr << "portcheck: " << problem.field << ": " << message(problem.remark) << "\n";
  if (made.pdf.empty()) return failure("no letter was made");
  if (!write_file(arguments.output, made.pdf, arguments.force, error)) return failure(error);
  if (arguments.output != "-") {
    std::cout << "written " << arguments.output << ": " << made.pages
              << (made.pages == 1 ? " page, " : " pages, ") << made.numbers
              << (made.numbers == 1 ? " number" : " numbers") << std::endl;
  }
  return made.problems.empty() && arguments.left_out == 0 ? kReady : kAttention;
}

}  // namespace portcheck::cli
