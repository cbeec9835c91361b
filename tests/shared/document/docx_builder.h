// Word documents of a few paragraphs, part by part.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "archive/zip_writer.h"

namespace portcheck::testing {

inline constexpr std::string_view kWordSpaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:pic=\"pic\" xmlns:mc=\"mc\" xmlns:v=\"v\" xmlns:o=\"o\" "
    "xmlns:w14=\"w14\"";

class DocxBuilder {
 public:
  // Of the body: <w:p>…</w:p>
  explicit DocxBuilder(std::string body) {
    parts_["word/document.xml"] = root("document", "<w:body>" + body + "</w:body>");
    link("", "rId1", "officeDocument", "word/document.xml");
  }

  static std::string root(std::string_view name, std::string_view inside) {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:" + std::string(name);
    xml += kWordSpaces;
    return xml + ">" + std::string(inside) + "</w:" + std::string(name) + ">";
  }

  DocxBuilder& part(std::string_view name, std::string bytes) {
    parts_[std::string(name)] = std::move(bytes);
    return *this;
  }

  // `from` is the part that refers, "" for the package; `kind` the last segment of the type.
  DocxBuilder& link(std::string_view from, std::string_view id, std::string_view kind,
                    std::string_view target, bool external = false) {
    links_[std::string(from)] +=
        "<Relationship Id=\"" + std::string(id) + "\" Type=\"http://x/relationships/" + std::string(kind) +
        "\" Target=\"" + std::string(target) + "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
    return *this;
  }

  // A part of the main document, which refers to it by `id`.
  DocxBuilder& word(std::string_view id, std::string_view kind, std::string_view name, std::string bytes) {
    return part("word/" + std::string(name), std::move(bytes)).link("word/document.xml", id, kind, name);
  }

  std::string bytes() const {
    archive::ZipWriter zip;
    zip.add("[Content_Types].xml",
            "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
            "officedocument.wordprocessingml.document.main+xml\"/></Types>");
    for (const auto& [from, links] : links_) {
      const size_t slash = from.rfind('/');
      const std::string folder = slash == std::string::npos ? "" : from.substr(0, slash + 1);
      zip.add(folder + "_rels/" + from.substr(folder.size()) + ".rels",
              "<Relationships>" + links + "</Relationships>");
    }
    for (const auto& [name, bytes] : parts_) zip.add(name, bytes);
    return zip.finish();
  }

 private:
  std::map<std::string, std::string> parts_, links_;
};

// A paragraph of one run.
inline std::string paragraph(std::string_view text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + std::string(text) + "</w:t></w:r></w:p>";
}

}  // namespace portcheck::testing
