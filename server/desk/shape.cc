#include "server/desk/shape.h"

#include <algorithm>

namespace portcheck::server {
namespace {

bool all_of(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           more.find(c) != std::string_view::npos;
  });
}

}  // namespace

const DeskShape* find_shape(std::string_view kind) {
  const auto found = std::find_if(kDeskShapes.begin(), kDeskShapes.end(),
                                  [&](const DeskShape& one) { return one.kind == kind; });
  return found == kDeskShapes.end() ? nullptr : &*found;
}

bool is_ticket_id(IdForm form, std::string_view text) {
  if (text.empty()) return false;
  switch (form) {
    case IdForm::digits:
      return text.size() <= 19 && text.find_first_not_of("0123456789") == std::string_view::npos;
    case IdForm::key:
      return text.size() <= 64 && all_of(text, "-_");
    case IdForm::salesforce:
      return text.size() == 18 && all_of(text, "");
  }
  return false;
}

}  // namespace portcheck::server
