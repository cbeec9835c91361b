#include "server/cli/facts_command.h"

#include <iostream>

#include "portcheck/document.h"
#include "server/cli/exit_code.h"
#include "server/cli/input_files.h"

namespace portcheck::cli {

void add_facts_flags(CLI::App& command, FactsArguments& arguments) {
  command.add_option("file", arguments.input, "A Word document or a picture; - for standard input")
      ->required();
  command.footer(
      "Prints portcheck.document/1 (shared/document.schema.json), one line of JSON. Nothing in it is "
      "judged.");
}

int run_facts(const FactsArguments& arguments) {
  InputFiles files;
  std::string error;
  if (!files.read(arguments.input, error)) {
    std::cerr << "portcheck: " << error << "\n";
    return kUnreadable;
  }
  const InputFile file = files.views().front();
  const std::optional<Document> document = read_document(file.bytes, file.name);
  if (!document) {
    std::cerr << "portcheck: " << arguments.input << ": no letter that is read here\n";
    return kUnreadable;
  }
  std::cout << to_json(*document) << "\n";
  const bool read = document->status == DocumentStatus::ok || document->status == DocumentStatus::recovered ||
                    document->status == DocumentStatus::too_large;
  return read ? kReady : kUnreadable;
}

}  // namespace portcheck::cli
