#include "server/cli/facts_command.h"

#include <iostream>

#include "portcheck/document.h"
#include "portcheck/letter.h"
#include "server/cli/exit_code.h"
#include "server/cli/input_files.h"
#include "server/ocr/letters.h"

namespace portcheck::cli {

void add_facts_flags(CLI::App& command, FactsArguments& arguments) {
  command.add_option("file", arguments.input, "A PDF, a Word document or a picture; - for standard input")
      ->required();
  command.add_flag("--ocr", arguments.ocr, "Read scans too, with Tesseract");
  command.footer(
      "Prints portcheck.document/1 (shared/document.schema.json), one line of JSON. Nothing in it is "
      "judged; PINs and Social Security numbers are hidden.");
}

int run_facts(const FactsArguments& arguments) {
  InputFiles files;
  std::string error;
  if (!files.read(arguments.input, error)) {
    std::cerr << "portcheck: " << error << "\n";
    return kUnreadable;
  }
  std::vector<InputFile> inputs = files.views();
  const server::ScanReader scans("/tmp", {});
  if (arguments.ocr && !scans.missing().empty()) {
    std::cerr << "portcheck: --ocr: " << scans.missing() << "\n";
    return kUsage;
  }
  server::Letters letters(arguments.ocr ? &scans : nullptr);
  letters.read(inputs);
  for (const server::Letters::Trouble& trouble : letters.troubles())
    std::cerr << "portcheck: " << trouble.file << ": the scan was not read: " << trouble.reason << "\n";
  const InputFile& file = inputs.front();
  std::optional<Document> document;
  if (file.document != nullptr) {
    document = *file.document;
  } else {
    document = read_document(file.bytes, file.name);
  }
  if (!document) {
    std::cerr << "portcheck: " << arguments.input << ": no letter that is read here\n";
    return kUnreadable;
  }
  hide_secrets(*document);
  std::cout << to_json(*document) << "\n";
  const bool read = document->status == DocumentStatus::ok || document->status == DocumentStatus::recovered ||
                    document->status == DocumentStatus::too_large;
  return read ? kReady : kUnreadable;
}

}  // namespace portcheck::cli
