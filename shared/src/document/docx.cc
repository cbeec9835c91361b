#include "document/docx.h"

#include <algorithm>

#include "document/docx_facts.h"
#include "document/docx_package.h"
#include "document/docx_reader.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

using archive::ZipProblem;
using archive::ZipStatus;

constexpr std::string_view kUsualPart = "word/document.xml";

void take_problem(Document& letter, ZipProblem problem) {
  letter.problem = to_string(problem.what);
  switch (problem.status) {
    case ZipStatus::ok:
      return;
    case ZipStatus::encrypted:
      letter.status = DocumentStatus::encrypted;
      return;
    case ZipStatus::too_large:
    case ZipStatus::bomb:
      letter.status = DocumentStatus::too_large;
      return;
    case ZipStatus::damaged:
    case ZipStatus::unsupported:
      break;
  }
  const bool nothing = letter.spans.empty() && letter.fields.empty() && letter.marks.empty();
  letter.status = nothing ? DocumentStatus::damaged : DocumentStatus::recovered;
}

bool has_macros(const archive::Zip& zip) {
  return zip.find("word/vbaProject.bin") != nullptr;
}

}  // namespace

Document read_docx(std::string_view bytes) {
  Document letter;
  DocxPackage package;
  ZipProblem problem = package.open(bytes);
  if (problem.status != ZipStatus::ok) {
    take_problem(letter, std::move(problem));
    return letter;
  }
  const std::vector<PartLink> links = package.links("");
  const PartLink* const main = find_link_of_kind(links, "officeDocument");
  problem = DocxReader(package, letter).read(main != nullptr ? std::string_view(main->part) : kUsualPart);
  take_problem(letter, std::move(problem));
  letter.scripts = has_macros(package.zip());
  const uint32_t pages = read_properties(package, links, letter.info);
  letter.pages = std::max(letter.pages, pages);
  read_signatures(package, links, main != nullptr ? std::string_view(main->part) : kUsualPart, letter);
  return letter;
}

}  // namespace portcheck::document
