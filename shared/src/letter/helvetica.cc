#include "letter/helvetica.h"

#include <array>

#include "text/utf8.h"

namespace portcheck::letter {
namespace {

constexpr unsigned kFirst = 32;

// Thousandths of the size for the codes 32 to 255 of WinAnsi, as in the typeface's published metrics.
constexpr std::array<uint16_t, 224> kRegular = {
    278, 278, 355, 556, 556, 889,  667,  191,  333, 333, 389,  584, 278, 333,  278,  278, 556, 556, 556,
    556, 556, 556, 556, 556, 556,  556,  278,  278, 584, 584,  584, 556, 1015, 667,  667, 722, 722, 667,
    611, 778, 722, 278, 500, 667,  556,  833,  722, 778, 667,  778, 722, 667,  611,  722, 667, 944, 667,
    667, 611, 278, 278, 278, 469,  556,  333,  556, 556, 500,  556, 556, 278,  556,  556, 222, 222, 500,
    222, 833, 556, 556, 556, 556,  333,  500,  278, 556, 500,  722, 500, 500,  500,  334, 260, 334, 584,
    0,   556, 0,   222, 556, 333,  1000, 556,  556, 333, 1000, 667, 333, 1000, 0,    611, 0,   0,   222,
    222, 333, 333, 350, 556, 1000, 333,  1000, 500, 333, 944,  0,   500, 667,  278,  333, 556, 556, 556,
    556, 260, 556, 333, 737, 370,  556,  584,  333, 737, 333,  400, 584, 333,  333,  333, 556, 537, 278,
    333, 333, 365, 556, 834, 834,  834,  611,  667, 667, 667,  667, 667, 667,  1000, 722, 667, 667, 667,
    667, 278, 278, 278, 278, 722,  722,  778,  778, 778, 778,  778, 584, 778,  722,  722, 722, 722, 667,
    667, 611, 556, 556, 556, 556,  556,  556,  889, 500, 556,  556, 556, 556,  278,  278, 278, 278, 556,
    556, 556, 556, 556, 556, 556,  584,  611,  556, 556, 556,  556, 500, 556,  500};
constexpr std::array<uint16_t, 224> kBold = {
    278, 333, 474, 556, 556, 889,  722,  238,  333, 333, 389,  584, 278, 333,  278,  278, 556, 556, 556,
    556, 556, 556, 556, 556, 556,  556,  333,  333, 584, 584,  584, 611, 975,  722,  722, 722, 722, 667,
    611, 778, 722, 278, 556, 722,  611,  833,  722, 778, 667,  778, 722, 667,  611,  722, 667, 944, 667,
    667, 611, 333, 278, 333, 584,  556,  333,  556, 611, 556,  611, 556, 333,  611,  611, 278, 278, 556,
    278, 889, 611, 611, 611, 611,  389,  556,  333, 611, 556,  778, 556, 556,  500,  389, 280, 389, 584,
    0,   556, 0,   278, 556, 500,  1000, 556,  556, 333, 1000, 667, 333, 1000, 0,    611, 0,   0,   278,
    278, 500, 500, 350, 556, 1000, 333,  1000, 556, 333, 944,  0,   500, 667,  278,  333, 556, 556, 556,
    556, 280, 556, 333, 737, 370,  556,  584,  333, 737, 333,  400, 584, 333,  333,  333, 611, 556, 278,
    333, 333, 365, 556, 834, 834,  834,  611,  722, 722, 722,  722, 722, 722,  1000, 722, 667, 667, 667,
    667, 278, 278, 278, 278, 722,  722,  778,  778, 778, 778,  778, 584, 778,  722,  722, 722, 722, 667,
    667, 611, 556, 556, 556, 556,  556,  556,  889, 556, 556,  556, 556, 556,  278,  278, 278, 278, 611,
    611, 611, 611, 611, 611, 611,  584,  611,  611, 611, 611,  611, 556, 611,  556};

// What the codes 128 to 159 mean; 0: nothing.
constexpr std::array<char16_t, 32> kUpper = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                             0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                             0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                             0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The code of a scalar; 0: there is none.
unsigned char code_of(char32_t scalar) {
  if ((scalar >= 0x20 && scalar < 0x7F) || (scalar >= 0xA1 && scalar <= 0xFF))
    return static_cast<unsigned char>(scalar);
  for (size_t i = 0; i < kUpper.size(); ++i) {
    if (kUpper[i] != 0 && kUpper[i] == scalar) return static_cast<unsigned char>(0x80 + i);
  }
  return 0;
}

// The plain form of blanks, hyphens and the like.
char plain_form(char32_t scalar) {
  if (scalar == '\t' || scalar == 0xA0 || (scalar >= 0x2000 && scalar <= 0x200A) || scalar == 0x202F)
    return ' ';
  if (scalar == 0x2010 || scalar == 0x2011 || scalar == 0x2012 || scalar == 0x2212) return '-';
  return scalar == '\n' ? '\n' : '\0';
}

bool is_invisible(char32_t scalar) {
  return (scalar >= 0x200B && scalar <= 0x200F) || (scalar >= 0x202A && scalar <= 0x202E) ||
         scalar == 0xFEFF || scalar == '\r';
}

double width_of(char c, Font font) {
  const auto code = static_cast<unsigned char>(c);
  if (code < kFirst) return 0;
  return (font.bold ? kBold : kRegular)[code - kFirst] * font.size / 1000;
}

// How much of `line` fits, at least one character.
size_t fitting(std::string_view line, Font font, double width) {
  double used = 0;
  size_t blank = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    used += width_of(line[i], font);
    if (line[i] == ' ') blank = i;
    if (used > width) return blank != 0 ? blank : i != 0 ? i : 1;
  }
  return line.size();
}

}  // namespace

std::optional<std::string> encode(std::string_view utf8, char32_t& missing) {
  std::string out;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t scalar = text::decode_one(utf8, at);
    if (const unsigned char code = code_of(scalar); code != 0) {
      out += static_cast<char>(code);
    } else if (const char plain = plain_form(scalar); plain != 0) {
      out += plain;
    } else if (!is_invisible(scalar)) {
      missing = scalar;
      return std::nullopt;
    }
  }
  return out;
}

double width_of(std::string_view encoded, Font font) {
  double sum = 0;
  for (const char c : encoded) sum += width_of(c, font);
  return sum;
}

std::vector<std::string> break_lines(std::string_view encoded, Font font, double width) {
  std::vector<std::string> lines;
  while (!encoded.empty()) {
    std::string_view line = encoded.substr(0, encoded.find('\n'));
    const size_t fits = fitting(line, font, width);
    const bool whole = fits == line.size();
    lines.emplace_back(line.substr(0, fits));
    encoded.remove_prefix(whole && fits < encoded.size() ? fits + 1 : fits);
    while (!whole && encoded.starts_with(' ')) encoded.remove_prefix(1);
  }
  return lines;
}

}  // namespace portcheck::letter
