// PDFs of a few objects, written in the test that reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck::pdf_test {

class SmallPdf {
 public:
  // The next object's number: 1, 2, …
  int add(std::string_view body) {
    objects_.emplace_back(body);
    return static_cast<int>(objects_.size());
  }
  int add_stream(std::string_view bytes, std::string_view entries = "") {
    return add("<< /Length " + std::to_string(bytes.size()) + " " + std::string(entries) + " >>\nstream\n" +
               std::string(bytes) + "\nendstream");
  }
  void set(int number, std::string_view body) { objects_[static_cast<size_t>(number) - 1] = body; }

  std::string finish(int root, std::string_view trailer = "") const {
    std::string file = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::vector<size_t> offsets;
    for (size_t i = 0; i < objects_.size(); ++i) {
      offsets.push_back(file.size());
      file += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
    }
    const size_t xref = file.size();
    file += "xref\n0 " + std::to_string(objects_.size() + 1) + "\n0000000000 65535 f \n";
    for (const size_t offset : offsets) {
      const std::string digits = std::to_string(offset);
      file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    file += "trailer\n<< /Size " + std::to_string(objects_.size() + 1) + " /Root " + std::to_string(root) +
            " 0 R " + std::string(trailer) + " >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return file;
  }

 private:
  std::vector<std::string> objects_;
};

struct Sheet {
  std::string content;
  std::string fonts = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
  std::string page;       // more entries of the page
  std::string resources;  // more resources
  std::string root;       // more entries of the catalog
};

// One page of 612 by 792 points. Objects 1 to 4 are catalog, pages, page and contents.
inline std::string one_page(const Sheet& sheet, const std::vector<std::string>& more = {},
                            std::string_view trailer = "") {
  SmallPdf pdf;
  pdf.add("<< /Type /Catalog /Pages 2 0 R " + sheet.root + " >>");
  pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  const std::string box =
      sheet.page.find("/MediaBox") == std::string::npos ? " /MediaBox [0 0 612 792] " : " ";
  pdf.add("<< /Type /Page /Parent 2 0 R" + box + "/Contents 4 0 R /Resources << /Font << " + sheet.fonts +
          " >> " + sheet.resources + " >> " + sheet.page + " >>");
  pdf.add_stream(sheet.content);
  for (const std::string& object : more) pdf.add(object);
  return pdf.finish(1, trailer);
}

inline std::string stream_object(std::string_view bytes, std::string_view entries = "") {
  return "<< /Length " + std::to_string(bytes.size()) + " " + std::string(entries) + " >>\nstream\n" +
         std::string(bytes) + "\nendstream";
}

}  // namespace portcheck::pdf_test
