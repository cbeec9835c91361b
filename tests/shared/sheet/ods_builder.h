// Small OpenDocument packages, so that a test can write one thing oddly.
#pragma once

#include <string>
#include <vector>

#include "tests/shared/archive/zip_builder.h"

namespace portcheck::sheet {

// What stands in <office:spreadsheet>, and before <office:body>.
inline std::string ods_content(const std::string& tables, const std::string& styles = "") {
  return "<office:document-content>" + styles + "<office:body><office:spreadsheet>" + tables +
         "</office:spreadsheet></office:body></office:document-content>";
}

inline std::string ods_package(const std::string& content,
                               const std::vector<::portcheck::testing::ZipPart>& others = {}) {
  std::vector<::portcheck::testing::ZipPart> parts = {
      {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true}};
  parts.push_back({"content.xml", content});
  parts.insert(parts.end(), others.begin(), others.end());
  return ::portcheck::testing::ZipBuilder::build(parts);
}

// A workbook with one table; `rows` is what stands in it.
inline std::string ods_with_rows(const std::string& rows) {
  return ods_package(ods_content("<table:table table:name='Numbers'>" + rows + "</table:table>"));
}

// A row with one cell, given by its attributes and its content.
inline std::string ods_cell(const std::string& attributes, const std::string& content = "") {
  return "<table:table-row><table:table-cell " + attributes + ">" + content +
         "</table:table-cell></table:table-row>";
}

}  // namespace portcheck::sheet
