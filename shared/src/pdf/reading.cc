#include "pdf/reading.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {

const Font* Reading::font(const Object& dictionary) {
  Object copy = dictionary;
  if (!copy.isDictionary()) return nullptr;
  if (!copy.isIndirect()) {
    direct_fonts.push_back(std::make_unique<Font>(copy, names, budget));
    return direct_fonts.back().get();
  }
  std::unique_ptr<Font>& known = fonts[copy.getObjGen()];
  if (!known) known = std::make_unique<Font>(copy, names, budget);
  return known.get();
}

bool Reading::is_hidden_layer(const Object& group) {
  Object copy = group;
  if (hidden_layers.empty() || !copy.isDictionary()) return false;
  if (copy.isIndirect() && hidden_layers.count(copy.getObjGen()) != 0) return true;
  Object members = get(copy, "/OCGs");
  if (members.isDictionary()) return members.isIndirect() && hidden_layers.count(members.getObjGen()) != 0;
  if (!members.isArray() || members.getArrayNItems() == 0) return false;
  for (int i = 0; i < std::min(members.getArrayNItems(), 64); ++i) {
    Object member = members.getArrayItem(i);
    if (!member.isIndirect() || hidden_layers.count(member.getObjGen()) == 0) return false;
  }
  return true;
}

void find_hidden_layers(Reading& reading) {
  const Object properties = get(reading.file.getRoot(), "/OCProperties");
  const Object usual = get(properties, "/D");
  const auto each = [](Object list, auto&& act) {
    const int count =
        list.isArray() ? std::min(list.getArrayNItems(), static_cast<int>(limits::kPdfItems)) : 0;
    for (int i = 0; i < count; ++i) {
      Object item = list.getArrayItem(i);
      if (item.isIndirect()) act(item.getObjGen());
    }
  };
  if (has_name(get(usual, "/BaseState"), "OFF")) {
    each(get(properties, "/OCGs"), [&](QPDFObjGen id) { reading.hidden_layers.insert(id); });
    each(get(usual, "/ON"), [&](QPDFObjGen id) { reading.hidden_layers.erase(id); });
  }
  each(get(usual, "/OFF"), [&](QPDFObjGen id) { reading.hidden_layers.insert(id); });
}

}  // namespace portcheck::pdf
