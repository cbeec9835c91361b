#include "pdf/interpreter.h"
#include "portcheck/limits.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

constexpr double kReadable = 1.0;  // points: smaller text is no text
constexpr double kPi = 3.14159265358979323846;
constexpr std::string_view kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_nothing(char32_t c) {
  return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
         c == 0xFEFF || (c >= 0x202A && c <= 0x202E);
}

// As it stands in a Span: ligatures as letters, blanks as one, nothing invisible.
std::string plain(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = text::decode_one(text, at);
    if (is_blank(c)) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else if (c >= 0xFB00 && c <= 0xFB06) {
      out += kLigatures[c - 0xFB00];
    } else if (!is_nothing(c)) {
      text::append_utf8(out, c);
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

void Interpreter::next_line(double x, double y) {
  line_matrix_ = Matrix{1, 0, 0, 1, x, y} * line_matrix_;
  text_matrix_ = line_matrix_;
}

void Interpreter::execute_text(std::string_view word) {
  if (word == "BT") {
    text_matrix_ = line_matrix_ = {};
  } else if (word == "Tf") {
    state_.font = find_font(name(0));
    state_.font_size = number(1);
  } else if (word == "Tm") {
    text_matrix_ = line_matrix_ = {number(0), number(1), number(2), number(3), number(4), number(5)};
  } else if (word == "Td" || word == "TD") {
    if (word == "TD") state_.leading = -number(1);
    next_line(number(0), number(1));
  } else if (word == "T*") {
    next_line(0, -state_.leading);
  } else if (word == "Tc") {
    state_.character_spacing = number(0);
  } else if (word == "Tw") {
    state_.word_spacing = number(0);
  } else if (word == "Tz") {
    state_.scaling = number(0) / 100;
  } else if (word == "TL") {
    state_.leading = number(0);
  } else if (word == "Ts") {
    state_.rise = number(0);
  } else if (word == "Tr") {
    state_.mode = static_cast<int>(std::clamp(number(0), 0.0, 7.0));
  } else if (word == "Tj" || word == "TJ") {
    show_all();
  } else if (word == "'") {
    next_line(0, -state_.leading);
    show_all();
  } else if (word == "\"") {
    state_.word_spacing = number(0);
    state_.character_spacing = number(1);
    next_line(0, -state_.leading);
    if (lexer_->operands().size() >= 3) show(lexer_->operands()[2].text);
  }
}

void Interpreter::show_all() {
  for (const Operand& operand : lexer_->operands()) {
    if (operand.kind == Operand::Kind::string) show(operand.text);
    if (operand.kind != Operand::Kind::number || state_.font == nullptr) continue;
    const double move = -operand.number / 1000 * state_.font_size;
    const bool down = state_.font->vertical();
    text_matrix_ = Matrix{1, 0, 0, 1, down ? 0 : move * state_.scaling, down ? move : 0} * text_matrix_;
  }
}

void Interpreter::show(std::string_view bytes) {
  if (state_.font == nullptr) return;
  while (!bytes.empty()) {
    reading_.budget.spend(Cost::glyphs, 1);
    const Shown shown = state_.font->take(bytes);
    const double spacing = state_.character_spacing + (shown.blank ? state_.word_spacing : 0);
    if (state_.font->vertical()) {
      emit(shown, state_.font_size);
      text_matrix_ = Matrix{1, 0, 0, 1, 0, -state_.font_size + spacing} * text_matrix_;
      continue;
    }
    const double width = shown.width * state_.font_size;
    emit(shown, width * state_.scaling);
    if (blank_before_) {
      const Matrix m = text_matrix_ * state_.ctm;
      blank_width_ += std::hypot(m.a, m.b) * std::abs((width + spacing) * state_.scaling);
    }
    text_matrix_ = Matrix{1, 0, 0, 1, (width + spacing) * state_.scaling, 0} * text_matrix_;
  }
}

void Interpreter::emit(const Shown& shown, double advance) {
  std::string text = plain(shown.text);
  if (text.empty() && !shown.text.empty()) {
    blank_before_ = true;
    return;
  }
  if (text.empty()) {
    if (shown.blank) {
      blank_before_ = true;
      return;
    }
    if (hiding_ == 0 && !replacement_.active) ++reading_.document.unreadable;
    text = text::kReplacementUtf8;
  }
  const Matrix to_page = text_matrix_ * state_.ctm;
  const Point origin = to_page.map(0, state_.rise), end = to_page.map(advance, state_.rise);
  const Matrix& m = to_page;
  const double vertical = std::hypot(m.c, m.d) * std::abs(state_.font_size);
  if (!(std::abs(origin.x) < 1e6 && std::abs(origin.y) < 1e6 && vertical < 1e5)) return;
  const double sign = state_.font_size < 0 ? -1 : 1;
  const double angle = std::atan2(m.b * sign, m.a * sign) * 180 / kPi;

  Glyph glyph;
  glyph.origin = origin;
  glyph.advance = {end.x - origin.x, end.y - origin.y};
  glyph.size = static_cast<float>(vertical);
  glyph.ascent = static_cast<float>(state_.font->ascent() * vertical);
  glyph.descent = static_cast<float>(state_.font->descent() * vertical);
  glyph.angle = static_cast<int16_t>((std::lround(angle) + 360) % 360);
  glyph.filled_in = filled_in_;
  glyph.color = (state_.mode & 3) == 1 ? state_.stroke : state_.fill;
  glyph.hidden = is_hidden(glyph);
  glyph.apart = blank_before_;
  glyph.blank = static_cast<float>(blank_width_);
  glyph.order = canvas_.order++;
  blank_before_ = false;
  blank_width_ = 0;
  if (replacement_.active) {
    if (!replacement_.shown) {
      replacement_.glyph = glyph;
      replacement_.shown = true;
    } else if (std::abs(end.y - replacement_.glyph.origin.y) < vertical / 2) {
      replacement_.glyph.advance.x = end.x - replacement_.glyph.origin.x;
    }
    return;
  }
  if (canvas_.glyphs.size() >= limits::kPdfPageGlyphs) throw PastBound{Cost::glyphs};
  glyph.text = static_cast<uint32_t>(canvas_.text.size());
  glyph.text_size = static_cast<uint32_t>(text.size());
  canvas_.text += text;
  canvas_.glyphs.push_back(glyph);
}

bool Interpreter::is_hidden(const Glyph& glyph) const {
  if (all_hidden_ || hiding_ > 0 || state_.mode == 3 || state_.mode == 7) return true;
  if (glyph.size < kReadable || (state_.mode == 0 && state_.fill_alpha < 0.05F)) return true;
  const Point middle{glyph.origin.x + glyph.advance.x / 2, glyph.origin.y + glyph.advance.y / 2};
  const double radians = glyph.angle * kPi / 180, up = 0.25 * static_cast<double>(glyph.size);
  const Point centre{middle.x + up * std::sin(radians), middle.y - up * std::cos(radians)};
  return !state_.clip.contains(centre) || !canvas_.visible.contains(centre);
}

void Interpreter::flush_replacement() {
  replacement_.active = false;
  if (!replacement_.shown) return;
  const std::string text = plain(replacement_.text);
  if (text.empty()) {
    blank_before_ = true;
    return;
  }
  reading_.keep_text(text);
  if (canvas_.glyphs.size() >= limits::kPdfPageGlyphs) throw PastBound{Cost::glyphs};
  Glyph glyph = replacement_.glyph;
  glyph.text = static_cast<uint32_t>(canvas_.text.size());
  glyph.text_size = static_cast<uint32_t>(text.size());
  canvas_.text += text;
  canvas_.glyphs.push_back(glyph);
}

}  // namespace portcheck::pdf
