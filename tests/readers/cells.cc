// Prints what the readers give for a spreadsheet, for comparison with other readers: one JSON line for the
// file's type, one per row, one per sheet.
//   portcheck_cells FILE...
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "document/file_type.h"
#include "sheet/workbook.h"

namespace {

using nlohmann::json;
using namespace portcheck;

constexpr const char* kKinds[] = {"text", "number", "boolean", "error", "date"};
constexpr const char* kStatuses[] = {"ok",          "empty",     "damaged", "encrypted",
                                     "unsupported", "too_large", "bomb"};

json problem_json(const sheet::Problem& problem) {
  return {{"status", kStatuses[static_cast<size_t>(problem.status)]},
          {"what", std::string(portcheck::to_string(problem.what))},
          {"row", problem.row}};
}

class Printer final : public sheet::RowSink {
 public:
  explicit Printer(size_t sheet) : sheet_(sheet) {}
  bool row(const sheet::Row& row) override {
    json cells = json::array();
    for (const sheet::Cell& cell : row.cells)
      cells.push_back({cell.column, kKinds[static_cast<size_t>(cell.kind)], cell.text});
    std::cout << json{{"sheet", sheet_}, {"row", row.number}, {"hidden", row.hidden}, {"cells", cells}}
              << '\n';
    return true;
  }

 private:
  size_t sheet_;
};

void print(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const document::FileType type = document::detect_file_type(bytes, path);
  const sheet::Opened opened = sheet::open_workbook(bytes, type);
  std::cout << json{{"file", path},
                    {"type", document::to_string(type)},
                    {"problem", problem_json(opened.problem)}}
            << '\n';
  if (opened.workbook == nullptr) return;
  for (size_t i = 0; i < opened.workbook->sheets().size(); ++i) {
    const sheet::SheetInfo& info = opened.workbook->sheets()[i];
    Printer printer(i);
    sheet::ReadFacts facts;
    const sheet::Problem problem = opened.workbook->read(i, printer, facts);
    std::cout << json{{"sheet", i},
                      {"name", info.name},
                      {"hidden", info.hidden},
                      {"hidden_rows", facts.hidden_rows},
                      {"hidden_columns", facts.hidden_columns},
                      {"macros", facts.macros},
                      {"problem", problem_json(problem)}}
              << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) print(arguments[i]);
  return count > 1 ? 0 : 2;
}
