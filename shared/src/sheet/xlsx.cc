#include "sheet/xlsx.h"

#include <utility>

#include "portcheck/limits.h"
#include "sheet/xlsx_package.h"
#include "sheet/xlsx_sheet.h"
#include "sheet/xlsx_strings.h"
#include "sheet/xlsx_styles.h"
#include "text/decimal.h"

namespace portcheck::sheet {
namespace {

const Relationship* find_kind(const std::vector<Relationship>& relationships, std::string_view kind) {
  for (const Relationship& relationship : relationships) {
    if (relationship.kind == kind) return &relationship;
  }
  return nullptr;
}

class XlsxWorkbook final : public Workbook {
 public:
  Problem open(std::string_view bytes) {
    if (Problem problem = package_.open(bytes); problem.status != Status::ok) return problem;
    if (Problem problem = find_workbook_part(); problem.status != Status::ok) return problem;
    if (Problem problem = package_.read_relationships(workbook_part_, relationships_);
        problem.status != Status::ok) {
      return problem;
    }
    if (Problem problem = read_workbook_part(); problem.status != Status::ok) return problem;
    if (sheets_.empty()) return {Status::empty, Defect::sheet_list, 0};
    return {};
  }

  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  Problem read(size_t index, RowSink& sink, ReadFacts& facts) override {
    facts = {};
    facts.macros = find_kind(relationships_, "vbaProject") != nullptr;
    if (Problem problem = read_tables(); problem.status != Status::ok) return problem;
    const std::string& part = parts_[index];
    PartStream stream(package_, part);
    return read_worksheet(stream, part, {strings_, styles_, dates_since_1904_}, sink, facts);
  }

 private:
  Problem find_workbook_part() {
    std::vector<Relationship> roots;
    if (Problem problem = package_.read_relationships("", roots); problem.status != Status::ok)
      return problem;
    const Relationship* const root = find_kind(roots, "officeDocument");
    workbook_part_ = root != nullptr && package_.has_part(root->target) ? root->target : "xl/workbook.xml";
    return {};
  }

  Problem read_workbook_part() {
    archive::Buffer buffer;
    if (Problem problem = package_.read_part(workbook_part_, buffer); problem.status != Status::ok)
      return problem;
    XmlReader xml(buffer.data(), buffer.size());
    for (;;) {
      const XmlToken token = xml.next();
      if (token == XmlToken::eof) return {};
      if (token == XmlToken::end || token == XmlToken::text) continue;
      if (token != XmlToken::start) return xml_problem(token, workbook_part_, xml.position());
      std::string_view raw;
      if (xml.name() == "workbookPr") {
        if (xml.attribute("date1904", raw)) dates_since_1904_ = xml_flag(raw);
      } else if (xml.name() == "sheet") {
        if (++listed_ > limits::kSheets) return {Status::too_large, Defect::sheets, 0};
        list_sheet(xml);
      }
    }
  }

  void list_sheet(XmlReader& xml) {
    std::string_view raw;
    SheetInfo info;
    if (xml.attribute("state", raw)) info.hidden = raw == "hidden" || raw == "veryHidden";
    xml.attribute("name", raw);
    info.name = decode_xml(raw);
    xml.attribute("id", raw);
    const std::string id = decode_xml(raw);
    std::string part = "xl/worksheets/sheet" + text::decimal(listed_) + ".xml";
    for (const Relationship& relationship : relationships_) {
      if (relationship.id != id) continue;
      if (relationship.kind != "worksheet") return;
      part = relationship.target;
      break;
    }
    sheets_.push_back(std::move(info));
    parts_.push_back(std::move(part));
  }

  // Strings and styles, once, when the first sheet is read.
  Problem read_tables() {
    if (has_tables_) return {};
    const auto part_of = [this](std::string_view kind) {
      const Relationship* const found = find_kind(relationships_, kind);
      return found == nullptr ? std::string_view() : std::string_view(found->target);
    };
    if (Problem problem = styles_.read(package_, part_of("styles")); problem.status != Status::ok)
      return problem;
    if (Problem problem = strings_.read(package_, part_of("sharedStrings")); problem.status != Status::ok) {
      return problem;
    }
    has_tables_ = true;
    return {};
  }

  Package package_;
  std::string workbook_part_;
  std::vector<Relationship> relationships_;
  std::vector<SheetInfo> sheets_;
  std::vector<std::string> parts_;  // of sheets_
  SharedStrings strings_;
  DateStyles styles_;
  uint32_t listed_ = 0;
  bool dates_since_1904_ = false;
  bool has_tables_ = false;
};

}  // namespace

Opened open_xlsx(std::string_view bytes) {
  auto workbook = std::make_unique<XlsxWorkbook>();
  if (Problem problem = workbook->open(bytes); problem.status != Status::ok)
    return {nullptr, std::move(problem)};
  return {std::move(workbook), {}};
}

}  // namespace portcheck::sheet
