#include "text/word_list.h"

#include "text/clean.h"

namespace portcheck::text {

std::string_view next_word(const char*& list) {
  const char* const begin = list;
  const char* end = begin;
  while (*end != '|' && *end != '\0') ++end;
  list = *end == '\0' ? nullptr : end + 1;
  return {begin, static_cast<size_t>(end - begin)};
}

std::string_view word_at(const char* list, size_t index) {
  while (list != nullptr) {
    const std::string_view word = next_word(list);
    if (index-- == 0) return word;
  }
  return {};
}

bool is_listed(const char* list, std::string_view word) {
  while (list != nullptr) {
    if (next_word(list) == word) return true;
  }
  return false;
}

bool is_listed_any_case(const char* list, std::string_view word) {
  while (list != nullptr) {
    if (equal_fold(next_word(list), word)) return true;
  }
  return false;
}

}  // namespace portcheck::text
