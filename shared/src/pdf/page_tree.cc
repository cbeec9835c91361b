#include "pdf/page_tree.h"

#include <set>

#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

struct Node {
  Object dictionary;
  Page inherited;
  uint32_t depth;
};

constexpr Rect kLetter{0, 0, 612, 792};

void inherit(const Object& dictionary, Page& page, Rect& media) {
  const Object resources = get(dictionary, "/Resources");
  if (Object(resources).isDictionary()) page.resources = resources;
  if (const auto box = rect_of(get(dictionary, "/MediaBox")); box && !box->empty()) media = *box;
  if (const auto box = rect_of(get(dictionary, "/CropBox")); box && !box->empty()) page.box = *box;
  Object rotation = get(dictionary, "/Rotate");
  if (rotation.isNumber())
    page.rotation = static_cast<int>((integer_of(rotation) % 360 + 360) % 360) / 90 * 90;
}

bool is_page(const Object& dictionary) {
  if (has_name(get(dictionary, "/Type"), "Page")) return true;
  return get(dictionary, "/Kids").isNull();
}

}  // namespace

Pages find_pages(Reading& reading) {
  Pages pages;
  std::set<QPDFObjGen> seen;
  struct Open {
    Node node;
    Rect media;
  };
  std::vector<Open> stack;
  const Object root = get(reading.file.getRoot(), "/Pages");
  if (Object(root).isDictionary()) {
    Page none;
    none.box = {};
    stack.push_back({{root, none, 0}, kLetter});
  }
  while (!stack.empty()) {
    Open open = stack.back();
    stack.pop_back();
    Object dictionary = open.node.dictionary;
    if (!dictionary.isDictionary()) continue;
    if (dictionary.isIndirect() && !seen.insert(dictionary.getObjGen()).second) {
      pages.complete = false;
      continue;
    }
    if (reading.budget.left(Cost::page_nodes) == 0) {
      pages.complete = false;
      break;
    }
    reading.budget.spend(Cost::page_nodes, 1);
    if (is_page(dictionary)) {
      ++pages.count;
      if (pages.list.size() >= limits::kPdfPages) continue;
      Page page = open.node.inherited;
      Rect media = open.media;
      inherit(dictionary, page, media);
      page.box = page.box.empty() ? media : meet(page.box, media);
      if (page.box.empty()) page.box = media;
      page.unit = std::clamp(number_of(get(dictionary, "/UserUnit"), 1), 0.01, 100.0);
      page.dictionary = dictionary;
      pages.list.push_back(std::move(page));
      continue;
    }
    if (open.node.depth >= limits::kPdfTreeDepth) {
      pages.complete = false;
      continue;
    }
    inherit(dictionary, open.node.inherited, open.media);
    Object kids = get(dictionary, "/Kids");
    const int count = kids.isArray() ? kids.getArrayNItems() : 0;
    const int most =
        static_cast<int>(std::min<uint64_t>(static_cast<uint64_t>(count), limits::kPdfPageNodes));
    if (most < count) pages.complete = false;
    for (int i = most; i-- > 0;)
      stack.push_back({{kids.getArrayItem(i), open.node.inherited, open.node.depth + 1}, open.media});
  }
  return pages;
}

Matrix to_display(const Page& page) {
  const Rect& b = page.box;  // bottom of the file's box is its larger y
  Matrix turn{1, 0, 0, -1, -b.left, b.bottom};
  if (page.rotation == 90) turn = {0, 1, 1, 0, -b.top, -b.left};
  if (page.rotation == 180) turn = {-1, 0, 0, 1, b.right, -b.top};
  if (page.rotation == 270) turn = {0, -1, -1, 0, b.bottom, b.right};
  return turn * Matrix{page.unit, 0, 0, page.unit, 0, 0};
}

Rect display_box(const Page& page) {
  const bool lying = page.rotation % 180 != 0;
  const double width = page.box.width() * page.unit, height = page.box.height() * page.unit;
  return {0, 0, lying ? height : width, lying ? width : height};
}

}  // namespace portcheck::pdf
