#include "sheet/xls_strings.h"

#include <algorithm>

#include "portcheck/limits.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

static_assert(3 * uint64_t{limits::kFileBytes} <= UINT32_MAX);  // XlsStrings::ends_

}  // namespace

bool XlsText::read(LongBody& body, unsigned length_bytes, std::string& out, bool& undecodable) const {
  uint32_t count = 0;
  if (!body.number(length_bytes, count)) return false;
  std::string raw;
  const size_t before = out.size();
  bool complete = true;
  if (unicode) {
    enum : uint32_t { kWide = 1, kPhonetic = 4, kRich = 8 };
    uint32_t flags = 0, runs = 0, phonetic_bytes = 0;
    if (!body.number(1, flags)) return count == 0;
    if ((flags & kRich) != 0 && !body.number(2, runs)) return false;
    if ((flags & kPhonetic) != 0 && !body.number(4, phonetic_bytes)) return false;
    complete = body.characters(count, (flags & kWide) != 0, raw);
    complete = complete && body.skip(4 * uint64_t{runs} + phonetic_bytes);
    undecodable = text::append_as_utf8(out, raw, text::Encoding::utf16le) != 0;
  } else {
    complete = body.bytes(count, raw);
    if (windows1252 || text::is_ascii(raw)) {
      undecodable = text::append_as_utf8(out, raw, text::Encoding::windows1252) != 0;
    } else {
      undecodable = true;
      for (const char c : raw) {
        if (static_cast<unsigned char>(c) < 0x80) {
          out += c;
        } else {
          out += text::kReplacementUtf8;
        }
      }
    }
  }
  out.erase(std::remove(out.begin() + static_cast<ptrdiff_t>(before), out.end(), '\0'), out.end());
  return complete;
}

void XlsStrings::read(LongBody& body, const XlsText& text) {
  text_.clear();
  ends_.clear();
  bool undecodable = false;
  if (!body.skip(8)) return;  // how many cells and strings there are, by the file's word
  while (text.read(body, 2, text_, undecodable)) ends_.push_back(static_cast<uint32_t>(text_.size()));
}

}  // namespace portcheck::sheet
