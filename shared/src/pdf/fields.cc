#include "pdf/fields.h"

#include <algorithm>

#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

constexpr int64_t kReadOnly = 1, kRequired = 2, kMultiline = 1 << 12, kRadio = 1 << 15, kPushButton = 1 << 16;

std::string choice_text(const Object& field, const std::string& exported) {
  Object options = get(field, "/Opt");
  const int count = options.isArray() ? std::min(options.getArrayNItems(), 1'000) : 0;
  for (int i = 0; i < count; ++i) {
    Object option = options.getArrayItem(i);
    if (option.isArray() && option.getArrayNItems() == 2 && text_of(option.getArrayItem(0)) == exported)
      return text_of(option.getArrayItem(1));
  }
  return exported;
}

std::string value_text(const Object& value) {
  Object copy = value;
  if (copy.isString()) return text_of(copy);
  if (copy.isName()) return name_of(copy);
  std::string all;
  if (copy.isArray()) {
    for (int i = 0; i < std::min(copy.getArrayNItems(), 100); ++i) {
      if (!all.empty()) all += '\n';
      all += text_of(copy.getArrayItem(i));
    }
  }
  return all;
}

}  // namespace

FormReader::FormReader(Reading& reading)
    : reading_(reading), form_(get(reading.file.getRoot(), "/AcroForm")), resources_(get(form_, "/DR")) {
  if (!get(form_, "/XFA").isNull()) reading.document.xfa = true;
}

FormReader::Inherited FormReader::inherited(const Object& widget) const {
  Inherited found;
  Object node = widget;
  for (uint32_t depth = 0; depth < limits::kPdfTreeDepth && node.isDictionary(); ++depth) {
    const auto take = [&](Object& to, const char* key) {
      if (to.isNull()) to = get(node, key);
    };
    take(found.kind, "/FT");
    take(found.flags, "/Ff");
    take(found.value, "/V");
    if (found.label.empty()) found.label = text_of(get(node, "/TU"));
    if (const Object name = get(node, "/T"); Object(name).isString()) {
      const std::string own = text_of(name);
      found.name = found.name.empty() ? own : own + "." + found.name;
      if (found.field.isNull()) found.field = node;
    }
    node = get(node, "/Parent");
  }
  if (found.field.isNull()) found.field = widget;
  if (found.name.size() > 1024) found.name.resize(1024);
  return found;
}

FormField FormReader::make(const Object& widget, const Inherited& from, uint32_t page, const Box& box) {
  FormField field;
  field.page = page;
  field.box = box;
  field.name = from.name;
  field.label = from.label;
  const int64_t flags = integer_of(from.flags);
  field.required = (flags & kRequired) != 0;
  field.read_only = (flags & kReadOnly) != 0;
  const std::string kind = name_of(from.kind);
  if (kind == "Btn") {
    field.kind = (flags & kPushButton) != 0 ? FieldKind::button
                 : (flags & kRadio) != 0    ? FieldKind::radio
                                            : FieldKind::check_box;
    const std::string state = name_of(get(widget, "/AS")), value = name_of(from.value);
    std::string on;
    Object normal = get(get(widget, "/AP"), "/N");
    if (normal.isDictionary()) {
      for (const std::string& key : normal.getKeys()) {
        if (key != "/Off") on = key.substr(1);
      }
    }
    const bool ticked =
        state.empty() ? !value.empty() && value != "Off" && (on.empty() || on == value) : state != "Off";
    if (field.kind != FieldKind::button && ticked) field.value = "1";
    if (field.kind == FieldKind::radio && field.label.empty()) field.label = on;
  } else if (kind == "Ch") {
    field.kind = FieldKind::choice;
    field.value = choice_text(from.field, value_text(from.value));
  } else if (kind == "Sig") {
    field.kind = FieldKind::signature;
  } else {
    field.multiline = (flags & kMultiline) != 0;
    Object value = from.value;
    field.value = value.isStream() ? text_of(Object::newString(read_stream(value, reading_.budget).bytes))
                                   : value_text(value);
  }
  return field;
}

FormField FormReader::add_widget(const Object& widget, uint32_t page, const Box& box) {
  const Inherited from = inherited(widget);
  FormField field = make(widget, from, page, box);
  reading_.keep_text(field.name);
  reading_.keep_text(field.label);
  reading_.keep_text(field.value);
  Object holder = from.field;
  bool is_new = !holder.isIndirect() || done_.insert(holder.getObjGen()).second;
  if (field.kind == FieldKind::radio || field.kind == FieldKind::check_box) is_new = true;
  if (Object copy = widget; copy.isIndirect()) done_.insert(copy.getObjGen());
  if (!is_new || reading_.document.fields.size() >= limits::kPdfItems) return field;
  if (field.kind == FieldKind::signature && Object(from.value).isDictionary())
    add_signature(reading_, from.value, field.name);
  reading_.document.fields.push_back(field);
  return field;
}

void FormReader::add_unplaced() {
  struct Node {
    Object field;
    uint32_t depth;
  };
  std::vector<Node> stack;
  const auto push = [&](Object list, uint32_t depth) {
    const int count =
        list.isArray() ? std::min(list.getArrayNItems(), static_cast<int>(limits::kPdfItems)) : 0;
    for (int i = count; i-- > 0;) stack.push_back({list.getArrayItem(i), depth});
  };
  push(get(form_, "/Fields"), 0);
  while (!stack.empty()) {
    Node node = stack.back();
    stack.pop_back();
    if (!node.field.isDictionary() || node.depth >= limits::kPdfTreeDepth) continue;
    if (node.field.isIndirect() && done_.count(node.field.getObjGen()) != 0) continue;
    reading_.budget.spend(Cost::page_nodes, 1);
    Object kids = get(node.field, "/Kids");
    if (kids.isArray() && kids.getArrayNItems() > 0) {
      if (node.field.isIndirect()) done_.insert(node.field.getObjGen());
      push(kids, node.depth + 1);
    } else if (!get(node.field, "/T").isNull() || !get(node.field, "/FT").isNull()) {
      add_widget(node.field, 1, {});
    }
  }
}

}  // namespace portcheck::pdf
