// Lists of words in one literal, "one|two|three": an array of views costs a browser about four bytes more for
// each word.
#pragma once

#include <cstddef>
#include <string_view>

namespace portcheck::text {

// The first word of `list`, which goes on to the next one; null behind the last.
std::string_view next_word(const char*& list);

// Empty where the list has no such word.
std::string_view word_at(const char* list, size_t index);

// Whether `word` is one of them; the second one takes any case of ASCII letters.
bool is_listed(const char* list, std::string_view word);
bool is_listed_any_case(const char* list, std::string_view word);

}  // namespace portcheck::text
