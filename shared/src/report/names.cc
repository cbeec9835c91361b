#include "portcheck/report.h"
#include "report/column_letters.h"
#include "text/word_list.h"

namespace portcheck {

std::string_view to_string(Verdict verdict) {
  return text::word_at("ready|needs_attention|blocked", static_cast<size_t>(verdict));
}

std::string_view to_string(Role role) {
  return text::word_at("sheet|loa|other", static_cast<size_t>(role));
}

std::string_view to_string(Kind kind) {
  return text::word_at("auto|local|toll_free", static_cast<size_t>(kind));
}

std::string_view to_string(Field field) {
  return text::word_at("|number_to_port|campaign_url|description|media_type|detected_destination|marketing",
                       static_cast<size_t>(field));
}

std::string_view template_name(Field field) {
  return text::word_at("|Number to Port|Campaign_url|description|media_type|detected destination|",
                       static_cast<size_t>(field));
}

std::string_view to_string(HeaderMatch match) {
  return text::word_at("|exact|folded|near", static_cast<size_t>(match));
}

std::string_view column_letters_in(char (&room)[kColumnLetters], uint32_t column) {
  char* const end = room + kColumnLetters;
  char* at = end;
  for (; column != 0; column = (column - 1) / 26) *--at = static_cast<char>('A' + (column - 1) % 26);
  return {at, static_cast<size_t>(end - at)};
}

std::string column_letters(uint32_t column) {
  char room[kColumnLetters];
  return std::string(column_letters_in(room, column));
}

}  // namespace portcheck
