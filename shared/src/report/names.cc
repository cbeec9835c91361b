#include "portcheck/report.h"

namespace portcheck {

std::string_view to_string(Verdict verdict) {
  constexpr std::string_view kNames[] = {"ready", "needs_attention", "blocked"};
  return kNames[static_cast<size_t>(verdict)];
}

std::string_view to_string(Role role) {
  constexpr std::string_view kNames[] = {"sheet", "loa", "other"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view to_string(Kind kind) {
  constexpr std::string_view kNames[] = {"auto", "local", "toll_free"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view to_string(Field field) {
  constexpr std::string_view kNames[] = {"",           "number_to_port",       "campaign_url", "description",
                                         "media_type", "detected_destination", "marketing"};
  return kNames[static_cast<size_t>(field)];
}

std::string_view template_name(Field field) {
  constexpr std::string_view kNames[] = {
      "", "Number to Port", "Campaign_url", "description", "media_type", "detected destination", ""};
  return kNames[static_cast<size_t>(field)];
}

std::string_view to_string(HeaderMatch match) {
  constexpr std::string_view kNames[] = {"", "exact", "folded", "near"};
  return kNames[static_cast<size_t>(match)];
}

std::string column_letters(uint32_t column) {
  std::string letters;
  for (; column != 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

}  // namespace portcheck
