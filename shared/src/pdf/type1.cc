#include "pdf/content_lexer.h"
#include "pdf/font_file.h"

namespace portcheck::pdf {

FontFile read_type1(std::string_view bytes, GlyphNames& names) {
  FontFile font;
  const std::string_view clear = bytes.substr(0, std::min(bytes.find("eexec"), size_t{64} << 10));
  const size_t encoding = clear.find("/Encoding");
  if (encoding == std::string_view::npos) return font;
  ContentLexer lexer(clear.substr(encoding + 9));
  font.codes.resize(256);
  while (lexer.next()) {
    const std::vector<Operand>& list = lexer.operands();
    const std::string_view word = lexer.word();
    if (word == "StandardEncoding") {
      font.codes.clear();
      return font;
    }
    if (word == "put" && list.size() >= 2) {
      const Operand& code = list[list.size() - 2];
      if (code.number >= 0 && code.number < 256)
        names.append(list.back().text, font.codes[static_cast<size_t>(code.number)]);
    }
    if (word == "def" || word == "readonly") break;
  }
  return font;
}

}  // namespace portcheck::pdf
