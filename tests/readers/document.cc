// Prints what the reader of PDF gives, for comparison with other readers and with the module.
//   portcheck_document FILE...          portcheck.document/1, a line for each
//   portcheck_document --text FILE      its text, a line for each line
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "portcheck/pdf.h"

namespace {

portcheck::Document read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return portcheck::read_pdf(bytes);
}

void print_text(const portcheck::Document& document) {
  uint32_t page = 1, line = 0;
  for (const portcheck::Span& span : document.spans) {
    const bool same = span.page == page && span.line == line;
    std::cout << (same ? "  " : "\n") << span.text;
    page = span.page, line = span.line;
  }
  std::cout << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && std::string_view(arguments[1]) == "--text") {
    print_text(read(arguments[2]));
    return 0;
  }
  for (int i = 1; i < count; ++i) std::cout << portcheck::to_json(read(arguments[i])) << '\n';
  return count > 1 ? 0 : 2;
}
