#include "letter/structure.h"

#include "text/decimal.h"

namespace portcheck::letter {

void Structure::open(const char* type, std::string_view entries) {
  const auto index = static_cast<uint32_t>(elements_.size());
  const uint32_t parent = open_.empty() ? kRoot : open_.back();
  elements_.push_back({type, std::string(entries), parent, {}});
  if (parent != kRoot) elements_[parent].kids.push_back({Kid::What::element, index, 0});
  open_.push_back(index);
}

void Structure::close() {
  open_.pop_back();
}

uint32_t Structure::mark(size_t page) {
  if (page_owners_.size() <= page) page_owners_.resize(page + 1);
  const auto id = static_cast<uint32_t>(page_owners_[page].size());
  page_owners_[page].push_back(open_.back());
  elements_[open_.back()].kids.push_back({Kid::What::content, id, static_cast<uint32_t>(page)});
  return id;
}

uint32_t Structure::own(PdfFile::Id widget, PdfFile::Id page) {
  elements_[open_.back()].kids.push_back({Kid::What::object, widget, page});
  widget_owners_.push_back(open_.back());
  return kFirstWidget + static_cast<uint32_t>(widget_owners_.size() - 1);
}

std::string Structure::kids_of(const Element& element, const std::vector<PdfFile::Id>& ids,
                               const std::vector<PdfFile::Id>& pages) const {
  std::string out = "[";
  for (const Kid& kid : element.kids) {
    if (out.size() > 1) out += ' ';
    if (kid.what == Kid::What::element) {
      out += reference(ids[kid.value]);
    } else if (kid.what == Kid::What::content) {
      out += "<< /Type /MCR /Pg " + reference(pages[kid.page]) + " /MCID " + text::decimal(kid.value) + " >>";
    } else {
      out += "<< /Type /OBJR /Pg " + reference(kid.page) + " /Obj " + reference(kid.value) + " >>";
    }
  }
  return out + "]";
}

PdfFile::Id Structure::write(PdfFile& file, const std::vector<PdfFile::Id>& pages) const {
  const PdfFile::Id root = file.reserve();
  std::vector<PdfFile::Id> ids;
  for (size_t i = 0; i < elements_.size(); ++i) ids.push_back(file.reserve());
  for (size_t i = 0; i < elements_.size(); ++i) {
    const Element& element = elements_[i];
    const PdfFile::Id parent = element.parent == kRoot ? root : ids[element.parent];
    file.put(ids[i], "<< /Type /StructElem /S /" + std::string(element.type) + " /P " + reference(parent) +
                         (element.entries.empty() ? "" : " " + element.entries) + " /K " +
                         kids_of(element, ids, pages) + " >>");
  }
  std::string owners;
  for (size_t page = 0; page < page_owners_.size(); ++page) {
    owners += text::decimal(page) + " [";
    for (const uint32_t owner : page_owners_[page]) owners += reference(ids[owner]) + " ";
    owners += "] ";
  }
  for (size_t i = 0; i < widget_owners_.size(); ++i)
    owners += text::decimal(kFirstWidget + i) + " " + reference(ids[widget_owners_[i]]) + " ";
  const PdfFile::Id tree = file.add("<< /Nums [" + owners + "] >>");
  file.put(root, "<< /Type /StructTreeRoot /K " + reference(ids[0]) + " /ParentTree " + reference(tree) +
                     " /ParentTreeNextKey " + text::decimal(kFirstWidget + widget_owners_.size()) + " >>");
  return root;
}

}  // namespace portcheck::letter
