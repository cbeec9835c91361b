#include "pdf/extras.h"

#include <set>

#include "pdf/annotations.h"
#include "pdf/text_strings.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

// Every value of a name tree, with bounds.
template <typename Act>
void walk_names(Reading& reading, const Object& root, Act act) {
  struct Node {
    Object dictionary;
    uint32_t depth;
  };
  std::vector<Node> stack{{root, 0}};
  std::set<QPDFObjGen> seen;
  while (!stack.empty()) {
    Node node = stack.back();
    stack.pop_back();
    if (node.dictionary.isIndirect() && !seen.insert(node.dictionary.getObjGen()).second) continue;
    if (node.depth >= limits::kPdfTreeDepth || reading.budget.left(Cost::page_nodes) == 0) continue;
    reading.budget.spend(Cost::page_nodes, 1);
    const auto size = [](Object list) {
      return list.isArray() ? std::min(list.getArrayNItems(), static_cast<int>(limits::kPdfItems)) : 0;
    };
    Object names = get(node.dictionary, "/Names"), kids = get(node.dictionary, "/Kids");
    for (int i = 1; i < size(names); i += 2) act(names.getArrayItem(i));
    for (int i = size(kids); i-- > 0;) stack.push_back({kids.getArrayItem(i), node.depth + 1});
  }
}

}  // namespace

void read_info(Reading& reading) {
  const Object info = get(reading.file.getTrailer(), "/Info");
  DocumentInfo& to = reading.document.info;
  to.title = text_of(get(info, "/Title"));
  to.author = text_of(get(info, "/Author"));
  to.subject = text_of(get(info, "/Subject"));
  to.creator = text_of(get(info, "/Creator"));
  to.producer = text_of(get(info, "/Producer"));
  for (const std::string* text : {&to.title, &to.author, &to.subject, &to.creator, &to.producer})
    reading.keep_text(*text);
  to.created = parse_pdf_date(text_of(get(info, "/CreationDate")));
  to.modified = parse_pdf_date(text_of(get(info, "/ModDate")));
}

void look_for_scripts(Reading& reading) {
  const Object root = reading.file.getRoot();
  look_at_action(reading, get(root, "/OpenAction"));
  look_at_actions(reading, root);
  walk_names(reading, get(get(root, "/Names"), "/JavaScript"), [&](const Object& action) {
    if (Object(action).isDictionary()) reading.document.scripts = true;
  });
}

void add_attachment(Reading& reading, const Object& specification) {
  std::vector<std::string>& names = reading.document.attachments;
  if (names.size() >= limits::kPdfItems) return;
  std::string name = text_of(get(specification, "/UF"));
  if (name.empty()) name = text_of(get(specification, "/F"));
  if (name.empty() && Object(specification).isString()) name = text_of(specification);
  if (name.empty() && !Object(specification).isDictionary()) return;
  reading.keep_text(name);
  names.push_back(std::move(name));
}

void find_attachments(Reading& reading) {
  walk_names(reading, get(get(reading.file.getRoot(), "/Names"), "/EmbeddedFiles"),
             [&](const Object& file) { add_attachment(reading, file); });
}

}  // namespace portcheck::pdf
