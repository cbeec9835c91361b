#include "server/cli/check_command.h"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>

#include "portcheck/check.h"
#include "portcheck/formats.h"
#include "server/cli/exit_code.h"
#include "server/cli/given_documents.h"
#include "server/cli/input_files.h"
#include "server/cli/today.h"
#include "server/ocr/letters.h"

namespace portcheck::cli {
namespace {

using Clock = std::chrono::steady_clock;

int usage_error(const std::string& text) {
  std::cerr << "portcheck: " << text << "\nTry 'portcheck check --help'.\n";
  return kUsage;
}

std::string html_page(const Report& report) {
  std::string title = "PortCheck";
  for (const FileReport& file : report.files) title += " · " + escape_html(file.name);
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><title>" +
         title +
         "</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 "
         "1rem}"
         "li{margin:.4rem 0;overflow-wrap:anywhere}code{background:#eef1f4;padding:.1rem "
         ".3rem;border-radius:.2rem}"
         "@media(prefers-color-scheme:dark){body{background:#16191d;color:#e6e8eb}code{background:#2b3138}}"
         "</style></head><body>" +
         to_note_html(report) + "</body></html>\n";
}

// "checking … 40 %" on a terminal, only for work that takes a while.
struct ProgressLine {
  Clock::time_point start = Clock::now();
  bool shown = false;

  static void update(void* context, int permille) {
    auto* line = static_cast<ProgressLine*>(context);
    if (Clock::now() - line->start < std::chrono::milliseconds(300)) return;
    line->shown = true;
    std::cerr << "\rchecking … " << permille / 10 << " %" << std::flush;
  }
  void clear() const {
    if (shown) std::cerr << "\r\033[K" << std::flush;
  }
};

bool wants_color(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && (!no_color || !*no_color) && term && std::string_view(term) != "dumb";
}

// `parse` is parse_request or parse_profile.
template <class Out, class Parse>
bool read_json(const std::string& path, Out& out, Parse parse, std::string& error) {
  std::string json;
  if (path == "-") {
    json.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      error = path + ": cannot be opened";
      return false;
    }
    json.assign(std::istreambuf_iterator<char>(file), {});
  }
  if (auto wrong = parse(json, out)) {
    error = path + ": " + wrong->where + (wrong->where.empty() ? "" : ": ") + wrong->reason;
    return false;
  }
  return true;
}

bool read_allotment(const std::string& text, Allotment& out) {
  const char* end = text.data() + text.size();
  const auto used = std::from_chars(text.data(), end, out.used);
  if (used.ec != std::errc{} || used.ptr == end || *used.ptr != '/') return false;
  const auto total = std::from_chars(used.ptr + 1, end, out.total);
  constexpr uint64_t kMost = 1'000'000'000;  // as in portcheck.request/1
  return total.ec == std::errc{} && total.ptr == end && out.total > 0 && out.total <= kMost &&
         out.used <= kMost;
}

// What the flags say wins over the request, which wins over the profile. Empty: nothing is wrong with them.
std::string read_options(const CheckArguments& arguments, Options& options) {
  if (arguments.kind == "local") {
    options.kind = Kind::local;
  } else if (arguments.kind == "toll-free") {
    options.kind = Kind::toll_free;
  } else if (arguments.kind == "auto") {
    options.kind = Kind::automatic;
  } else if (!arguments.kind.empty()) {
    return "--kind must be auto, local or toll-free, not \"" + arguments.kind + "\"";
  }
  if (!arguments.allotment.empty() && !read_allotment(arguments.allotment, options.allotment.emplace()))
    return "--allotment must be numbers in use and numbers allowed, such as 697/1000, not \"" +
           arguments.allotment + "\"";
  if (!arguments.campaign_hosts.empty()) options.campaign_hosts = arguments.campaign_hosts;
  if (arguments.max_findings) options.max_findings = *arguments.max_findings;
  return {};
}

// "portcheck fix numbers.xlsx -o numbers.fixed.xlsx" where that would repair something; for a shell, so only
// names that need no quotes.
std::string fix_hint(const Report& report, const std::vector<std::string>& paths) {
  for (const Finding& finding : report.findings) {
    const std::optional<Fix> fix = finding.fix();
    if (!fix || !fix->certain || finding.place.row == kNone || finding.place.file < 0) continue;
    const std::string& path = paths[static_cast<size_t>(finding.place.file)];
    bool plain = path != "-" && path.find_first_not_of(
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789._/+-") == std::string::npos;
    size_t dot = path.rfind('.');
    if (!plain || dot == std::string::npos) return {};
    std::string ending = path.ends_with(".csv") ? ".csv" : ".xlsx";
    return "  fix what can be repaired: portcheck fix " + path + " -o " + path.substr(0, dot) + ".fixed" +
           ending + "\n";
  }
  return {};
}

// Nothing of a sheet could be read: its rows are unknown, whatever else was found.
bool unreadable(const Report& report) {
  for (const Finding& finding : report.findings) {
    if (finding.place.file < 0 || finding.severity != Severity::error) continue;
    const FileReport& file = report.files[static_cast<size_t>(finding.place.file)];
    bool about_reading = to_string(finding.rule).starts_with("FIL");
    if (about_reading && file.sheet.data_rows == 0) return true;
  }
  return false;
}

}  // namespace

void add_check_flags(CLI::App& command, CheckArguments& arguments) {
  command
      .add_option("files", arguments.files,
                  "Spreadsheets and letters of one request; - reads a CSV from standard input")
      ->required();
  command.add_option("--today", arguments.today,
                     "Judge dates as of this day, YYYY-MM-DD (default: this machine's date)");
  command.add_option("--kind", arguments.kind, "Kind of the request: auto, local or toll-free")
      ->default_str("auto");
  command.add_option("--allotment", arguments.allotment,
                     "Numbers in use and numbers that the contract allows, such as 697/1000");
  command
      .add_option("--campaign-host", arguments.campaign_hosts,
                  "Site where campaigns are, with its subdomains; may be given several times "
                  "(default: invoca.net and ringrevenue.com)")
      ->allow_extra_args(false);
  command.add_option("--profile", arguments.profile,
                     "What is agreed with the customer, as a JSON file: columns, media types, limits");
  command.add_flag("--ocr", arguments.ocr, "Read scanned letters too, with Tesseract; takes seconds a page");
  command
      .add_option("--document", arguments.documents,
                  "What is known of a letter's text, such as 2=facts.json for the second file: "
                  "portcheck.document/1, as 'portcheck facts' prints it")
      ->allow_extra_args(false);
  command.add_option("--format", arguments.format, "text, json (portcheck.report/1) or html")
      ->default_str("text");
  command.add_option("--max-findings", arguments.max_findings,
                     "Findings to list, 0 for all (default 1000; counts are exact)");
  command.add_option("--request", arguments.request,
                     "Ticket fields and options as a portcheck.request/1 JSON file; flags win over it");
  command.add_option("--color", arguments.color, "auto, always or never")->default_str("auto");
  command.footer(kExitCodes);
}

int run_check(const CheckArguments& arguments) {
  if (arguments.format != "text" && arguments.format != "json" && arguments.format != "html") {
    return usage_error("--format must be text, json or html, not \"" + arguments.format + "\"");
  }
  if (arguments.color != "auto" && arguments.color != "always" && arguments.color != "never") {
    return usage_error("--color must be auto, always or never, not \"" + arguments.color + "\"");
  }
  Request request;
  std::string error;
  Profile profile;
  if (!arguments.profile.empty() && !read_json(arguments.profile, profile, parse_profile, error))
    return usage_error(error);
  const auto parse = [&](std::string_view json, Request& out) { return parse_request(json, out, profile); };
  if (!arguments.request.empty() && !read_json(arguments.request, request, parse, error))
    return usage_error(error);
  if (arguments.request.empty()) static_cast<Profile&>(request.options) = profile;
  if (arguments.request.empty() || !arguments.today.empty()) {
    std::optional<Date> today = today_from(arguments.today);
    if (!today)
      return usage_error("--today must be a day such as 2026-11-22, not \"" + arguments.today + "\"");
    request.today = *today;
  }
  if (std::string wrong = read_options(arguments, request.options); !wrong.empty()) return usage_error(wrong);
  equip(request);
  if (arguments.files.size() > limits::kFiles) {
    return usage_error("at most " + std::to_string(limits::kFiles) + " files belong to one request");
  }
  InputFiles files;
  for (const std::string& path : arguments.files) {
    if (files.read(path, error)) continue;
    std::cerr << "portcheck: " << error << "\n";
    return kUnreadable;
  }
  request.files = files.views();
  GivenDocuments documents;
  if (std::string wrong = documents.read(arguments.documents, request.files); !wrong.empty())
    return usage_error(wrong);
  const server::ScanReader scans("/tmp", {});
  if (arguments.ocr && !scans.missing().empty()) return usage_error("--ocr: " + scans.missing());
  server::Letters letters(arguments.ocr ? &scans : nullptr);
  letters.read(request.files);
  for (const server::Letters::Trouble& trouble : letters.troubles())
    std::cerr << "portcheck: " << trouble.file << ": the scan was not read: " << trouble.reason << "\n";

  ProgressLine line;
  bool terminal = isatty(STDERR_FILENO);
  Report report = check(request, terminal ? Progress{ProgressLine::update, &line} : Progress{});
  line.clear();
  if (arguments.format == "json") {
    std::cout << to_json(report) << "\n";
  } else if (arguments.format == "html") {
    std::cout << html_page(report);
  } else {
    std::cout << to_terminal(report, wants_color(arguments.color)) << fix_hint(report, arguments.files);
  }
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "portcheck: the report could not be written\n";
    return kUnreadable;
  }
  if (unreadable(report)) return kUnreadable;
  return report.verdict == Verdict::ready ? kReady : kAttention;
}

}  // namespace portcheck::cli
