#include "server/ocr/scan_reader.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <vector>

#include "server/ocr/words.h"
#include "server/sandbox/child.h"

namespace portcheck::server {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr size_t kWords = 20'000;          // of a page; a full one has about 600
constexpr uint32_t kLongestSide = 3300;    // pixels: 300 dots per inch on US Letter
constexpr uint64_t kPixels = 100'000'000;  // of a picture; more is not read
constexpr size_t kNextToNoText = 25;       // characters: a stamp of a scanning program, a page number

bool reads_itself(std::string_view type) {
  return type == "jpeg" || type == "png" || type == "tiff" || type == "webp" || type == "gif" ||
         type == "bmp";
}

int64_t area(const Box& box) {
  return int64_t{box.right - box.left} * (box.bottom - box.top);
}

PageSize size_of(const Document& document, uint32_t page) {
  constexpr PageSize kUsLetter{6120, 7920};
  return page <= document.sizes.size() && document.sizes[page - 1].width > 0 ? document.sizes[page - 1]
                                                                             : kUsLetter;
}

// Width and height of a PGM file, which pdftoppm writes.
bool size_of_pgm(const std::string& path, uint32_t& width, uint32_t& height) {
  std::ifstream file(path, std::ios::binary);
  std::string sign;
  return file >> sign >> width >> height && sign == "P5";
}

struct Job {
  const JobFolder& folder;
  Clock::time_point deadline;
  milliseconds page_time;
  milliseconds left() const {
    return std::min(page_time, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()));
  }
};

// Tesseract finds out how the page is turned (psm 1), unless there is too little on it to tell; then it is
// read as it is.
std::string recognise(const std::string& tesseract, const Job& job, const std::string& picture,
                      const ReadPage& page, Document& document) {
  std::string trouble;
  for (const char* mode : {"1", "3"}) {
    if (job.left() <= milliseconds(0)) return "it took too long";
    ChildLimits limits;
    limits.time = job.left();
    const ChildResult result = run_child({tesseract, picture, "stdout", "--psm", mode, "-l", "eng", "tsv"},
                                         job.folder.path(), limits);
    if (result.ok()) {
      append_words(result.out, page, kWords, document);
      return {};
    }
    trouble = "the program that reads scans " + result.why();
    if (result.end == ChildEnd::timed_out) break;
  }
  return trouble;
}

std::string draw(const std::string& pdftoppm, const Job& job, uint32_t page, std::string& picture) {
  if (job.left() <= milliseconds(0)) return "it took too long";
  ChildLimits limits;
  limits.time = job.left();
  const std::string number = std::to_string(page), side = std::to_string(kLongestSide);
  const ChildResult result = run_child(
      {pdftoppm, "-gray", "-f", number, "-l", number, "-scale-to", side, "-singlefile", "file.pdf", "page"},
      job.folder.path(), limits);
  picture = job.folder.path() + "/page.pgm";
  return result.ok() ? std::string() : "the program that draws pages " + result.why();
}

}  // namespace

std::vector<uint32_t> scanned_pages(const Document& document) {
  const size_t pages = std::max<size_t>(document.sizes.size(), document.pages != 0 ? 1 : 0);
  std::vector<size_t> text(pages + 1, 0);
  std::vector<int64_t> shown(pages + 1, 0);
  for (const Span& span : document.spans) {
    if (span.page <= pages && span.ink == Ink::visible) text[span.page] += span.text.size();
  }
  for (const Picture& picture : document.pictures) {
    if (picture.page <= pages) shown[picture.page] += area(picture.box);
  }
  std::vector<uint32_t> out;
  for (uint32_t page = 1; page <= pages; ++page) {
    const PageSize size = size_of(document, page);
    const bool covered = shown[page] * 2 >= int64_t{size.width} * size.height;
    if (covered && text[page] <= kNextToNoText) out.push_back(page);
  }
  return out;
}

bool has_scans(std::string_view type, const Document& document) {
  return type == "pdf" ? !scanned_pages(document).empty() : reads_itself(type) && !document.pictures.empty();
}

ScanReader::ScanReader(std::string folder, const ScanLimits& limits)
    : folder_(std::move(folder)),
      tesseract_(find_program("tesseract")),
      pdftoppm_(find_program("pdftoppm")),
      limits_(limits) {}

std::string ScanReader::missing() const {
  if (tesseract_.empty()) return "tesseract is not installed (package tesseract-ocr)";
  if (pdftoppm_.empty()) return "pdftoppm is not installed (package poppler-utils)";
  return {};
}

std::string ScanReader::read(std::string_view bytes, std::string_view type, Document& document) const {
  if (tesseract_.empty()) return missing();
  const JobFolder folder(folder_);
  if (folder.path().empty()) return "no folder could be made for it";
  const Job job{folder, Clock::now() + limits_.file_time, limits_.page_time};
  if (type == "pdf") {
    const std::vector<uint32_t> pages = scanned_pages(document);
    if (pages.empty()) return {};
    if (pdftoppm_.empty()) return missing();
    if (!folder.write("file.pdf", bytes)) return "the disk refuses it";
    for (size_t i = 0; i < pages.size() && i < limits_.pages; ++i) {
      std::string picture;
      if (std::string trouble = draw(pdftoppm_, job, pages[i], picture); !trouble.empty()) return trouble;
      ReadPage page{pages[i], 0, 0, size_of(document, pages[i])};
      if (!size_of_pgm(picture, page.width, page.height)) return "its page could not be drawn";
      if (std::string trouble = recognise(tesseract_, job, picture, page, document); !trouble.empty())
        return trouble;
    }
    std::stable_sort(document.spans.begin(), document.spans.end(),
                     [](const Span& a, const Span& b) { return a.page < b.page; });
    return pages.size() > limits_.pages
               ? "only its first " + std::to_string(limits_.pages) + " scanned pages were read"
               : std::string();
  }
  if (!reads_itself(type)) return {};
  if (document.pictures.empty()) return "its size is not known";
  const Picture& first = document.pictures[0];
  if (uint64_t{first.width} * first.height > kPixels) return "the picture is too large";
  if (!folder.write("picture", bytes)) return "the disk refuses it";
  const ReadPage page{1, first.width, first.height, size_of(document, 1)};
  return recognise(tesseract_, job, folder.path() + "/picture", page, document);
}

}  // namespace portcheck::server
