#include "sheet/xlsx_parts.h"

#include "portcheck/report.h"
#include "text/clean.h"
#include "text/decimal.h"

namespace portcheck::sheet {
namespace {

// Surely written as it is.
bool is_plain(char c) {
  return c >= ' ' && c <= 'z' && c != '&' && c != '<' && c != '>' && c != '"' && c != '_';
}

bool is_hex(char c) {
  return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f');
}

// "_x000D_" as the customer's own words.
bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text[1] == 'x' && text[6] == '_' && is_hex(text[2]) && is_hex(text[3]) &&
         is_hex(text[4]) && is_hex(text[5]);
}

void append_escape(std::string& out, unsigned unit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += "_x";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15];
  out += '_';
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t plain = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    out.append(text, plain, i - plain);
    if (i == text.size()) return;
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (byte < 0x20 && c != '\t' && c != '\n') {
      append_escape(out, byte);
    } else if (c == '_' && looks_escaped(text.substr(i))) {
      append_escape(out, '_');
    } else if (text.substr(i, 2) == "\xEF\xBF" && static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
      append_escape(out, 0xFF40U | static_cast<unsigned char>(text[i + 2]));  // U+FFFE, U+FFFF
      i += 2;
    } else {
      out += c;
    }
  }
}

std::string_view styles_xml() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
         "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
         "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
         "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
         "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
         "<fill><patternFill patternType=\"gray125\"/></fill>"
         "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3EAF2\"/><bgColor indexed=\"64\"/>"
         "</patternFill></fill></fills>"
         "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
         "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF8A99AB\"/></bottom><diagonal/>"
         "</border></borders>"
         "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
         "borderId=\"0\"/></cellStyleXfs>"
         "<cellXfs count=\"4\">"
         "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
         "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" "
         "applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"/>"
         "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
         "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" "
         "applyNumberFormat=\"1\"/></cellXfs>"
         "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
         "</styleSheet>";
}

std::string comments_xml(const std::vector<Note>& notes, uint32_t row) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
      "<authors><author>PortCheck</author></authors><commentList>";
  for (const Note& note : notes) {
    out += "<comment ref=\"" + column_letters(note.column) + text::decimal(row) +
           "\" authorId=\"0\"><text><r><t xml:space=\"preserve\">";
    append_xml(out, note.text);
    out += "</t></r></text></comment>";
  }
  return out + "</commentList></comments>";
}

std::string comment_boxes_vml(const std::vector<Note>& notes, uint32_t row) {
  std::string out =
      "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
      "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
      "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>"
      "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
      "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
      "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
  uint32_t id = 1025;
  for (const Note& note : notes) {
    constexpr size_t kLineCharacters = 44;
    const size_t lines = note.text.size() / kLineCharacters + 2;
    out += "<v:shape id=\"_x0000_s" + text::decimal(id++) +
           "\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" "
           "o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/>"
           "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"/>"
           "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>" +
           text::decimal(note.column) + ",15," + text::decimal(row) + ",4," + text::decimal(note.column + 2) +
           ",31," + text::decimal(row + lines) + ",9</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" +
           text::decimal(row - 1) + "</x:Row><x:Column>" + text::decimal(note.column - 1) +
           "</x:Column></x:ClientData></v:shape>";
  }
  return out + "</xml>";
}

}  // namespace portcheck::sheet
