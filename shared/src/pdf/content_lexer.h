// Page contents and CMaps, which share their syntax, as operators with their operands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck::pdf {

struct Operand {
  enum class Kind : uint8_t { number, name, string, array_begin, array_end, dict_begin, dict_end, other };

  Kind kind = Kind::other;
  double number = 0;
  std::string text;  // of names (without the slash) and strings (decoded)
};

class ContentLexer {
 public:
  explicit ContentLexer(std::string_view content) : content_(content) {}

  // Everything up to the next operator; false at the end. What comes past kPdfOperands is left out.
  bool next();
  std::string_view word() const { return word_; }
  const std::vector<Operand>& operands() const { return operands_; }

  // Behind "ID": skips an inline image's data, also "EI". `size` is what the image should have, 0: not known.
  void skip_inline_image(size_t size);

 private:
  void read_string();
  void read_hex();
  void read_name();
  void read_number();
  Operand& add(Operand::Kind kind);
  char at(size_t index) const { return index < content_.size() ? content_[index] : '\0'; }

  std::string_view content_;
  size_t at_ = 0;
  std::string_view word_;
  std::vector<Operand> operands_;
  Operand spare_;
};

}  // namespace portcheck::pdf
