// Writes a PDF file object by object (ISO 32000-1, cross-reference table): numbers, streams, strings. What
// the objects mean is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::letter {

class PdfFile {
 public:
  using Id = uint32_t;

  PdfFile();

  Id reserve();  // to be put later
  void put(Id id, std::string_view body);
  Id add(std::string_view body);  // reserves and puts
  // `entries` go into the stream's dictionary beside its length and filter: "/Type /XObject".
  void put_stream(Id id, std::string_view entries, std::string_view bytes);
  Id add_stream(std::string_view entries, std::string_view bytes);
  // As it is, for bytes that are compressed already or must be readable; `entries` name their filter.
  Id add_plain_stream(std::string_view entries, std::string_view bytes);

  // Every reserved object must have been put. Nothing may follow.
  std::string finish(Id catalog, Id info);

 private:
  void begin(Id id);

  std::string out_;
  std::vector<size_t> offsets_;
};

std::string reference(PdfFile::Id id);           // "7 0 R"
std::string decimals(double value);              // at most two digits behind the point: "12.5"
std::string literal(std::string_view bytes);     // "(…)", escaped
std::string text_string(std::string_view utf8);  // literal(), or UTF-16 where it is not ASCII
// zlib's format (RFC 1950), which the filter FlateDecode wants.
std::string flate(std::string_view bytes);

}  // namespace portcheck::letter
