// qpdf's objects without its warnings: every type is looked at before it is used, and a wrong one is as if it
// were not there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/budget.h"
#include "pdf/filters.h"
#include "pdf/geometry.h"
#include "pdf/qpdf.h"

namespace portcheck::pdf {

using Object = QPDFObjectHandle;

Object get(const Object& dictionary_or_stream, const char* key);  // null when it is none
double number_of(const Object& object, double otherwise = 0);
int64_t integer_of(const Object& object, int64_t otherwise = 0);
bool is_true(const Object& object);
std::string name_of(const Object& object);   // without the slash; empty: no name
std::string bytes_of(const Object& object);  // of a string, as they are in the file
std::string text_of(const Object& object);   // of a text string, as UTF-8
bool has_name(const Object& object, std::string_view name);
std::vector<double> numbers_of(const Object& array, size_t most);
std::optional<Rect> rect_of(const Object& array);
Matrix matrix_of(const Object& array);  // the identity when it is none
FilterParameters filter_parameters(const Object& parameters);

struct Stream {
  std::string bytes;
  bool damaged = false;
  std::string rest;  // the filter that is not undone here, as "DCTDecode"; `bytes` are its input
};

// Decrypted and decoded. Reads nothing but names of filters when `with_bytes` is false.
Stream read_stream(const Object& stream, Budget& budget, bool with_bytes = true);

}  // namespace portcheck::pdf
