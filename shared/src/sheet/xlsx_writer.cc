#include "sheet/xlsx_writer.h"

#include <utility>

#include "portcheck/limits.h"
#include "portcheck/report.h"
#include "sheet/formula_text.h"
#include "sheet/xlsx_parts.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kLinks = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr size_t kCellUnits = 32'767;  // UTF-16 units of an Excel cell
constexpr size_t kNameUnits = 31;      // and of a sheet's name
constexpr uint32_t kFrozenRows = 10;   // more would leave no room to scroll

// The longest beginning of at most `units` UTF-16 units.
std::string_view cut_at_units(std::string_view text, size_t units) {
  if (text.size() <= units) return text;
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    count += text::decode_one(text, at) > 0xFFFF ? 2U : 1U;
    if (count > units) return text.substr(0, from);
  }
  return text;
}

// As XML Schema writes a number; hostile files call anything one.
bool is_number(std::string_view text) {
  size_t i = text.starts_with('-') ? 1 : 0;
  size_t digits = 0;
  auto skip_digits = [&] {
    for (digits = 0; i < text.size() && text::is_digit(text[i]); ++i) ++digits;
    return digits != 0;
  };
  if (!skip_digits()) return false;
  if (i < text.size() && text[i] == '.' && (++i, !skip_digits())) return false;
  if (i < text.size() && text::lower(text[i]) == 'e') {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!skip_digits() || digits > 3) return false;
  }
  return i == text.size();
}

std::string relationship(size_t id, std::string_view kind, std::string_view target) {
  std::string out = "<Relationship Id=\"rId" + text::decimal(id) + "\" Type=\"";
  out.append(kLinks).append("/").append(kind).append("\" Target=\"").append(target).append("\"/>");
  return out;
}

std::string relationships(std::string_view inside) {
  std::string out(kXml);
  out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  return out.append(inside).append("</Relationships>");
}

std::string content_type(std::string_view part, std::string_view type) {
  std::string out = "<Override PartName=\"/xl/";
  out.append(part).append("\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.");
  return out.append(type).append("+xml\"/>");
}

std::string part_name(std::string_view before, size_t number, std::string_view behind) {
  return std::string(before) + text::decimal(number) + std::string(behind);
}

}  // namespace

std::string XlsxWriter::fit_name(std::string_view name) const {
  std::string fit;
  for (const char c : name) {
    const bool forbidden = std::string_view("[]:*?/\\").find(c) != std::string_view::npos ||
                           static_cast<unsigned char>(c) < 0x20;
    fit += forbidden ? '_' : c;
  }
  while (fit.starts_with('\'')) fit.erase(0, 1);
  fit = cut_at_units(fit, kNameUnits);
  while (fit.ends_with('\'')) fit.pop_back();
  if (fit.empty() || text::equal_fold(fit, "History")) fit = "Sheet";
  for (const Listed& other : sheets_) {
    if (!text::equal_fold(other.name, fit)) continue;
    return std::string(cut_at_units(fit, kNameUnits - 4)) + " " + text::decimal(sheets_.size() + 1);
  }
  return fit;
}

void XlsxWriter::begin_sheet(SheetLayout layout) {
  end_sheet();
  layout_ = std::move(layout);
  open_ = true;
  rows_ = 0;
  bool notes = false;
  for (const ColumnLayout& column : layout_.columns) notes = notes || !column.note.empty();
  sheets_.push_back({fit_name(layout_.name), layout_.hidden, notes && layout_.header_row != 0});

  (xml_ = kXml).append("<worksheet xmlns=\"").append(kMain).append("\" xmlns:r=\"").append(kLinks);
  xml_ += "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"";
  if (sheets_.size() == 1) xml_ += " tabSelected=\"1\"";
  const std::string frozen = text::decimal(layout_.header_row);
  if (layout_.header_row == 0 || layout_.header_row > kFrozenRows) {
    xml_ += "/></sheetViews>";
  } else {
    xml_ += "><pane ySplit=\"" + frozen + "\" topLeftCell=\"A" + text::decimal(layout_.header_row + 1) +
            "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
  }
  xml_ += "<sheetFormatPr defaultRowHeight=\"15\"/>";
  if (!layout_.columns.empty()) xml_ += "<cols>";
  for (size_t i = 0; i < layout_.columns.size(); ++i) {
    const std::string column = text::decimal(i + 1);
    const uint32_t width = layout_.columns[i].width;
    xml_ += "<col min=\"" + column + "\" max=\"" + column + "\" width=\"" +
            (width == 0 ? std::string("9.14") : text::decimal(width) + ".7") + "\" style=\"" +
            text::decimal(kText) + "\" customWidth=\"1\"/>";
  }
  if (!layout_.columns.empty()) xml_ += "</cols>";
  xml_ += "<sheetData>";
}

void XlsxWriter::text(std::string_view text) {
  const std::string_view fit = cut_at_units(text, kCellUnits);
  cut_cells_ += fit.size() != text.size();
  // Without the attribute a program may trim what is between the tags.
  const bool trimmed = text::trim(fit).size() == fit.size();
  xml_ += trimmed ? "\" t=\"inlineStr\"><is><t>" : "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  append_xml(xml_, fit);
  xml_ += "</t></is></c>";
}

void XlsxWriter::cell(const Cell& cell, bool header) {
  while (letters_.size() < cell.column)
    letters_.push_back(column_letters(static_cast<uint32_t>(letters_.size() + 1)));
  xml_.append("<c r=\"").append(letters_[cell.column - 1]).append(row_text_).append("\" s=\"");
  if (!header && cell.kind == CellKind::number && is_number(cell.text)) {
    xml_ += "0\"><v>";
    xml_.append(cell.text).append("</v></c>");
  } else if (!header && cell.kind == CellKind::boolean) {
    xml_ += "0\" t=\"b\"><v>";
    xml_.append(cell.text == "TRUE" ? "1" : "0").append("</v></c>");
  } else {
    text::append_decimal(xml_, header ? kHeader : looks_like_formula(cell.text) ? kShieldedText : kText);
    text(cell.text);
  }
}

bool XlsxWriter::row(std::span<const Cell> cells) {
  if (rows_ == limits::kRows) return false;
  too_large_ = too_large_ || xml_.size() > limits::kInflatedBytes;
  if (too_large_) return true;  // finish() says so
  row_text_ = text::decimal(++rows_);
  xml_.append("<row r=\"").append(row_text_).append("\">");
  for (const Cell& one : cells) cell(one, rows_ == layout_.header_row);
  xml_ += "</row>";
  return true;
}

void XlsxWriter::choices(const Choices& list) {
  const std::string column = column_letters(list.column);
  validations_ +=
      "<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" showErrorMessage=\"1\" "
      "errorTitle=\"";
  append_xml(validations_, list.refusal_title);
  validations_ += "\" error=\"";
  append_xml(validations_, list.refusal);
  validations_ += "\" sqref=\"" + column + text::decimal(list.first_row) + ":" + column +
                  text::decimal(list.last_row) + "\"><formula1>'";
  append_xml(validations_, list.sheet);
  validations_ += "'!$A$1:$A$" + text::decimal(list.count) + "</formula1></dataValidation>";
  ++validation_count_;
}

void XlsxWriter::end_sheet() {
  if (!std::exchange(open_, false)) return;
  xml_ += "</sheetData>";
  if (validation_count_ != 0) {
    xml_ += "<dataValidations count=\"" + text::decimal(validation_count_) + "\">" + validations_ +
            "</dataValidations>";
  }
  xml_ +=
      "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>"
      "<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/>"
      "<ignoredErrors><ignoredError sqref=\"A1:XFD1048576\" numberStoredAsText=\"1\"/></ignoredErrors>";
  const size_t number = sheets_.size();
  if (sheets_.back().notes) {
    std::vector<Note> notes;
    for (size_t i = 0; i < layout_.columns.size(); ++i) {
      const std::string_view note = layout_.columns[i].note;
      if (!note.empty()) notes.push_back({static_cast<uint32_t>(i + 1), note});
    }
    xml_ += "<legacyDrawing r:id=\"rId1\"/>";
    const std::string boxes = part_name("drawings/vmlDrawing", number, ".vml");
    const std::string comments = part_name("comments", number, ".xml");
    zip_.add(part_name("xl/worksheets/_rels/sheet", number, ".xml.rels"),
             relationships(relationship(1, "vmlDrawing", "../" + boxes) +
                           relationship(2, "comments", "../" + comments)));
    zip_.add("xl/" + boxes, comment_boxes_vml(notes, layout_.header_row));
    zip_.add("xl/" + comments, comments_xml(notes, layout_.header_row));
  }
  xml_ += "</worksheet>";
  too_large_ = !zip_.add(part_name("xl/worksheets/sheet", number, ".xml"), xml_) || too_large_;
  xml_.clear();
  validations_.clear();
  validation_count_ = 0;
}

bool XlsxWriter::finish(std::string& out) {
  end_sheet();
  std::string sheets, links, types;
  for (size_t i = 0; i < sheets_.size(); ++i) {
    const size_t number = i + 1;
    sheets += "<sheet name=\"";
    append_xml(sheets, sheets_[i].name);
    sheets += part_name("\" sheetId=\"", number, "\"") + (sheets_[i].hidden ? " state=\"hidden\"" : "") +
              part_name(" r:id=\"rId", number, "\"/>");
    links += relationship(number, "worksheet", part_name("worksheets/sheet", number, ".xml"));
    types += content_type(part_name("worksheets/sheet", number, ".xml"), "worksheet");
    if (sheets_[i].notes) types += content_type(part_name("comments", number, ".xml"), "comments");
  }
  links += relationship(sheets_.size() + 1, "styles", "styles.xml");
  types += content_type("workbook.xml", "sheet.main") + content_type("styles.xml", "styles");
  std::string book(kXml), all(kXml);
  book.append("<workbook xmlns=\"").append(kMain).append("\" xmlns:r=\"").append(kLinks);
  book += "\"><sheets>" + sheets + "</sheets></workbook>";
  all +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
      "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
      "Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>" +
      types + "</Types>";
  bool fits =
      zip_.add("xl/styles.xml", styles_xml()) && zip_.add("xl/workbook.xml", book) &&
      zip_.add("xl/_rels/workbook.xml.rels", relationships(links)) &&
      zip_.add_in_front("[Content_Types].xml", all) &&
      zip_.add_in_front("_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml"))) &&
      !too_large_;
  if (fits) out = zip_.finish();
  return fits;
}

}  // namespace portcheck::sheet
