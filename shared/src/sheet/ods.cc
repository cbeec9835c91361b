#include "sheet/ods.h"

#include <cstring>
#include <utility>

#include "archive/part.h"
#include "portcheck/limits.h"
#include "sheet/ods_cell.h"
#include "sheet/ods_sheet.h"
#include "sheet/xlsx_package.h"
#include "text/encoding.h"

namespace portcheck::sheet {
namespace {

constexpr std::string_view kContent = "content.xml";
constexpr std::string_view kManifest = "META-INF/manifest.xml";

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Of a part that holds code; the libraries of a document without macros have lists only.
bool is_macro(std::string_view path) {
  if (path.empty() || path.back() == '/') return false;
  return starts_with(path, "Scripts/") ||
         (starts_with(path, "Basic/") && path.find("/script-l") == std::string_view::npos);
}

class OdsWorkbook final : public Workbook {
 public:
  Problem open(std::string_view bytes) {
    bytes_ = bytes;
    const size_t mark = text::detect_encoding(bytes.substr(0, 4)).bom_bytes;
    flat_ = starts_with(bytes.substr(mark), "<");
    if (!flat_) {
      if (Problem problem = package_.open(bytes); problem.status != Status::ok) return problem;
      if (read_manifest()) return {Status::encrypted, Defect::workbook, 0};
    }
    if (Problem problem = load(); problem.status != Status::ok) return problem;
    unread_ = list_sheets();
    if (!sheets_.empty()) return {};
    if (unread_.status == Status::ok) return {Status::empty, Defect::sheet_list, 0};
    return std::move(unread_);
  }

  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  Problem read(size_t index, RowSink& sink, ReadFacts& facts) override {
    facts = {};
    facts.macros = macros_;
    OdsTable& table = tables_[index];
    if (table.decoded) {
      if (Problem problem = load(); problem.status != Status::ok) return problem;
    }
    table.decoded = true;
    Problem problem = read_ods_table(content_.data(), table, kContent, sink, facts);
    return problem.status == Status::ok && index + 1 == tables_.size() ? unread_ : problem;
  }

 private:
  // The text of all sheets as the file has it. Reading a sheet decodes its stretch, once.
  Problem load() {
    for (OdsTable& table : tables_) table.decoded = false;
    if (!flat_) return package_.read_part(kContent, content_);
    if (!content_.allocate(bytes_.size())) return {Status::too_large, Defect::file, 0};
    std::memcpy(content_.data(), bytes_.data(), bytes_.size());
    if (!archive::to_utf8(content_)) return {Status::too_large, Defect::file, 0};
    return {};
  }

  // Whether the document is encrypted. What is wrong with the manifest does not hurt the tables.
  bool read_manifest() {
    archive::Buffer buffer;
    if (package_.read_part(kManifest, buffer).status != Status::ok) return false;
    XmlReader xml(buffer.data(), buffer.size());
    for (;;) {
      const XmlToken token = xml.next();
      if (token == XmlToken::end || token == XmlToken::text) continue;
      if (token != XmlToken::start) return false;
      std::string_view path;
      if (xml.name() == "encryption-data") return true;
      if (xml.name() == "file-entry" && xml.attribute("full-path", path)) macros_ = macros_ || is_macro(path);
    }
  }

  // Says what stands in the way of further sheets.
  Problem list_sheets() {
    XmlReader xml(content_.data(), content_.size());
    std::string hidden_styles;  // their names, each between line ends
    uint32_t hidden = 0;
    std::string_view style;
    for (;;) {
      const size_t before = xml.position();
      const XmlToken token = xml.next();
      if (token == XmlToken::eof) return {};
      if (token == XmlToken::end || token == XmlToken::text) continue;
      if (token != XmlToken::start) return xml_problem(token, kContent, xml.position());
      std::string_view raw;
      if (is_one_of(xml.name(), {"document-content", "document", "automatic-styles", "body", "spreadsheet"}))
        continue;
      if (xml.name() == "style") {
        xml.attribute("name", style);
        continue;
      }
      if (xml.name() == "table-properties") {
        // Each sheet has one style: of more hidden ones than there may be sheets some belong to none.
        if (xml.attribute("display", raw) && raw == "false" && ++hidden <= limits::kSheets)
          ((hidden_styles += '\n') += style) += '\n';
        continue;
      }
      if (xml.name() != "table") {
        xml.skip_element();
        continue;
      }
      if (++listed_ > limits::kSheets) return {Status::too_large, Defect::sheets, 0};
      SheetInfo info;
      xml.attribute("style-name", raw);
      info.hidden = !raw.empty() && hidden_styles.find('\n' + std::string(raw) + '\n') != std::string::npos;
      xml.attribute("name", raw);
      info.name = decode_xml(raw);
      const bool whole = xml.skip_element();
      // 'file:///…'#$Sheet1: values of other documents, kept for the formulas that refer to them.
      if (starts_with(info.name, "'") && info.name.find("'#") != std::string::npos) continue;
      sheets_.push_back(std::move(info));
      tables_.push_back({before, whole ? xml.position() : content_.size(), false});
    }
  }

  std::string_view bytes_;
  Package package_;
  archive::Buffer content_;
  std::vector<SheetInfo> sheets_;
  std::vector<OdsTable> tables_;  // of sheets_
  Problem unread_;
  uint32_t listed_ = 0;
  bool flat_ = false;
  bool macros_ = false;
};

}  // namespace

Opened open_ods(std::string_view bytes) {
  auto workbook = std::make_unique<OdsWorkbook>();
  if (Problem problem = workbook->open(bytes); problem.status != Status::ok)
    return {nullptr, std::move(problem)};
  return {std::move(workbook), {}};
}

}  // namespace portcheck::sheet
