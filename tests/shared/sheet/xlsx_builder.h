// Small Excel packages, part by part, so that a test can leave one out or write it oddly.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/shared/archive/zip_builder.h"

namespace portcheck::sheet {

class XlsxBuilder {
 public:
  // `rows` is what stands in <sheetData>.
  explicit XlsxBuilder(const std::string& rows) {
    parts_["[Content_Types].xml"] =
        R"(<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>)";
    parts_["_rels/.rels"] = relationships({{"rId1", "officeDocument", "xl/workbook.xml"}});
    parts_["xl/workbook.xml"] =
        R"(<workbook xmlns:r="r"><sheets><sheet name="Numbers" sheetId="1" r:id="rId1"/></sheets></workbook>)";
    parts_["xl/_rels/workbook.xml.rels"] = relationships({{"rId1", "worksheet", "worksheets/sheet1.xml"},
                                                          {"rId2", "styles", "styles.xml"},
                                                          {"rId3", "sharedStrings", "sharedStrings.xml"}});
    parts_["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  }

  struct Link {
    std::string id, kind, target;
  };
  static std::string relationships(const std::vector<Link>& links) {
    std::string xml = "<Relationships>";
    for (const Link& link : links) {
      xml += R"(<Relationship Id=")" + link.id +
             R"(" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)" + link.kind +
             R"(" Target=")" + link.target + R"("/>)";
    }
    return xml + "</Relationships>";
  }

  XlsxBuilder& part(const std::string& name, const std::string& xml) {
    parts_[name] = xml;
    return *this;
  }
  XlsxBuilder& without(const std::string& name) {
    parts_.erase(name);
    return *this;
  }
  XlsxBuilder& strings(const std::string& items) {
    return part("xl/sharedStrings.xml", "<sst>" + items + "</sst>");
  }
  XlsxBuilder& sheet(const std::string& xml) { return part("xl/worksheets/sheet1.xml", xml); }

  std::string build() const {
    std::vector<::portcheck::testing::ZipPart> parts;
    for (const auto& [name, xml] : parts_) parts.push_back({name, xml});
    return ::portcheck::testing::ZipBuilder::build(parts);
  }

 private:
  std::map<std::string, std::string> parts_;
};

}  // namespace portcheck::sheet
