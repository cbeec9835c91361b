#include "letter/pdf_file.h"

#include <cmath>

#include "archive/deflate.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck::letter {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

uint32_t adler32(std::string_view bytes) {
  constexpr uint32_t kPrime = 65521;
  constexpr size_t kSafe = 5552;  // so many sums stay within 32 bits
  uint32_t low = 1, high = 0;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, kSafe);
    for (const char c : part) {
      low += static_cast<unsigned char>(c);
      high += low;
    }
    low %= kPrime;
    high %= kPrime;
    bytes.remove_prefix(part.size());
  }
  return high << 16 | low;
}

void append_stored(std::string& out, std::string_view bytes) {
  constexpr size_t kLongest = 65535;
  do {
    const std::string_view part = bytes.substr(0, kLongest);
    bytes.remove_prefix(part.size());
    const auto size = static_cast<uint32_t>(part.size());
    out += bytes.empty() ? '\1' : '\0';
    for (const uint32_t word : {size, ~size}) {
      out += static_cast<char>(word & 0xFF);
      out += static_cast<char>(word >> 8 & 0xFF);
    }
    out += part;
  } while (!bytes.empty());
}

void append_hex(std::string& out, uint64_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHex[value >> shift & 0xF];
}

uint64_t hash(std::string_view bytes, uint64_t seed) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return seed;
}

void append_utf16(std::string& out, std::string_view utf8) {
  out += "FEFF";
  for (size_t at = 0; at < utf8.size();) {
    const auto scalar = static_cast<uint32_t>(text::decode_one(utf8, at));
    if (scalar < 0x10000) {
      append_hex(out, scalar, 4);
      continue;
    }
    append_hex(out, 0xD800 + ((scalar - 0x10000) >> 10), 4);
    append_hex(out, 0xDC00 + ((scalar - 0x10000) & 0x3FF), 4);
  }
}

}  // namespace

std::string reference(PdfFile::Id id) {
  return text::decimal(id) + " 0 R";
}

std::string decimals(double value) {
  const int64_t hundredths = std::llround(value * 100);
  const auto size = static_cast<uint64_t>(hundredths < 0 ? -hundredths : hundredths);
  std::string out = hundredths < 0 ? "-" : "";
  text::append_decimal(out, size / 100);
  if (size % 100 != 0) {
    out += '.';
    out += static_cast<char>('0' + size % 100 / 10);
    if (size % 10 != 0) out += static_cast<char>('0' + size % 10);
  }
  return out;
}

std::string literal(std::string_view bytes) {
  std::string out = "(";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '(' || c == ')' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += '\\';
      for (const int shift : {6, 3, 0}) out += static_cast<char>('0' + (byte >> shift & 7));
    } else {
      out += c;
    }
  }
  return out + ")";
}

std::string text_string(std::string_view utf8) {
  if (text::is_ascii(utf8)) return literal(utf8);
  std::string out = "<";
  append_utf16(out, utf8);
  return out + ">";
}

std::string flate(std::string_view bytes) {
  std::string out = "\x78\x9C";
  if (!archive::deflate(bytes, out)) append_stored(out, bytes);
  const uint32_t sum = adler32(bytes);
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(sum >> shift & 0xFF);
  return out;
}

// The second line's bytes tell programs that the file is not text.
PdfFile::PdfFile() : out_("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") {}

PdfFile::Id PdfFile::reserve() {
  offsets_.push_back(0);
  return static_cast<Id>(offsets_.size());
}

void PdfFile::begin(Id id) {
  offsets_[id - 1] = out_.size();
  out_ += text::decimal(id) + " 0 obj\n";
}

void PdfFile::put(Id id, std::string_view body) {
  begin(id);
  out_.append(body).append("\nendobj\n");
}

PdfFile::Id PdfFile::add(std::string_view body) {
  const Id id = reserve();
  put(id, body);
  return id;
}

void PdfFile::put_stream(Id id, std::string_view entries, std::string_view bytes) {
  const std::string packed = flate(bytes);
  begin(id);
  out_.append("<< ").append(entries).append(" /Filter /FlateDecode /Length ");
  out_.append(text::decimal(packed.size())).append(" >>\nstream\n");
  out_.append(packed).append("\nendstream\nendobj\n");
}

PdfFile::Id PdfFile::add_stream(std::string_view entries, std::string_view bytes) {
  const Id id = reserve();
  put_stream(id, entries, bytes);
  return id;
}

PdfFile::Id PdfFile::add_plain_stream(std::string_view entries, std::string_view bytes) {
  const Id id = reserve();
  begin(id);
  out_.append("<< ").append(entries).append(" /Length ").append(text::decimal(bytes.size()));
  out_.append(" >>\nstream\n").append(bytes).append("\nendstream\nendobj\n");
  return id;
}

std::string PdfFile::finish(Id catalog, Id info) {
  const size_t start = out_.size();
  const std::string count = text::decimal(offsets_.size() + 1);
  out_ += "xref\n0 " + count + "\n0000000000 65535 f \n";
  for (const size_t offset : offsets_) {
    const std::string digits = text::decimal(offset);
    out_.append(10 - digits.size(), '0').append(digits).append(" 00000 n \n");
  }
  std::string id;  // of the content: the same letter has the same one
  append_hex(id, hash(out_, 0xCBF29CE484222325ULL), 16);
  append_hex(id, hash(out_, 0x9E3779B97F4A7C15ULL), 16);
  out_ += "trailer\n<< /Size " + count + " /Root " + reference(catalog) + " /Info " + reference(info) +
          " /ID [<" + id + "> <" + id + ">] >>\nstartxref\n" + text::decimal(start) + "\n%%EOF\n";
  return std::move(out_);
}

}  // namespace portcheck::letter
