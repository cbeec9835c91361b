#include "pdf/cmap.h"

#include <algorithm>

#include "pdf/content_lexer.h"
#include "pdf/text_strings.h"

namespace portcheck::pdf {
namespace {

using Kind = Operand::Kind;

uint32_t code_of(const Operand& operand) {
  if (operand.kind == Kind::number) return operand.number < 0 ? 0 : static_cast<uint32_t>(operand.number);
  uint32_t code = 0;
  for (const char c : operand.text) code = code << 8 | static_cast<unsigned char>(c);
  return code;
}

}  // namespace

void Cmap::add_text(uint32_t low, uint32_t high, std::string_view utf16) {
  utf16 = utf16.substr(0, 256);
  if (utf16.size() == 1) {
    units_.push_back('\0');
    units_ += utf16;
  } else {
    units_ += utf16.substr(0, utf16.size() & ~size_t{1});
  }
  const size_t size = std::max<size_t>(utf16.size() & ~size_t{1}, utf16.size() == 1 ? 2 : 0);
  texts_.push_back({low, high, static_cast<uint32_t>(units_.size() - size), static_cast<uint16_t>(size)});
}

void Cmap::parse(std::string_view content, Budget& budget) {
  ContentLexer lexer(content);
  while (lexer.next()) {
    const std::vector<Operand>& list = lexer.operands();
    const std::string_view word = lexer.word();
    budget.spend(Cost::cmap_entries, word.substr(0, 3) == "end" ? list.size() / 2 : 0);
    if (word == "endcodespacerange") {
      for (size_t i = 0; i + 1 < list.size() && spaces_.size() < 64; i += 2) {
        const size_t length = std::clamp<size_t>(list[i].text.size(), 1, 4);
        spaces_.push_back({static_cast<uint8_t>(length), code_of(list[i]), code_of(list[i + 1])});
      }
    } else if (word == "endbfchar") {
      for (size_t i = 0; i + 1 < list.size(); i += 2) {
        if (list[i + 1].kind == Kind::string) add_text(code_of(list[i]), code_of(list[i]), list[i + 1].text);
      }
    } else if (word == "endbfrange") {
      for (size_t i = 0; i + 2 < list.size();) {
        const uint32_t low = code_of(list[i]), high = code_of(list[i + 1]);
        i += 2;
        if (list[i].kind != Kind::array_begin) {
          if (high >= low) add_text(low, high, list[i].text);
          ++i;
          continue;
        }
        uint32_t code = low;
        for (++i; i < list.size() && list[i].kind != Kind::array_end; ++i) {
          add_text(code, code, list[i].text);
          ++code;
        }
        ++i;
      }
    } else if (word == "endcidrange") {
      for (size_t i = 0; i + 2 < list.size(); i += 3) {
        cids_.push_back({code_of(list[i]), code_of(list[i + 1]), code_of(list[i + 2])});
      }
    } else if (word == "endcidchar") {
      for (size_t i = 0; i + 1 < list.size(); i += 2) {
        cids_.push_back({code_of(list[i]), code_of(list[i]), code_of(list[i + 1])});
      }
    } else if (word == "def" && list.size() == 2 && list[0].text == "WMode") {
      vertical_ = list[1].number == 1;
    }
  }
  finish();
}

void Cmap::finish() {
  const auto by_low = [](const Range& a, const Range& b) { return a.low < b.low; };
  std::stable_sort(texts_.begin(), texts_.end(), by_low);
  std::stable_sort(cids_.begin(), cids_.end(), by_low);
}

size_t Cmap::code_length(std::string_view bytes) const {
  if (spaces_.empty()) return std::min<size_t>(2, std::max<size_t>(bytes.size(), 1));
  size_t shortest = 4;
  for (size_t length = 1; length <= 4 && length <= bytes.size(); ++length) {
    uint32_t code = 0;
    for (size_t i = 0; i < length; ++i) code = code << 8 | static_cast<unsigned char>(bytes[i]);
    for (const Codespace& space : spaces_) {
      if (space.length != length) continue;
      bool inside = true;
      for (size_t shift = 0; shift < 8 * length; shift += 8) {
        const uint32_t part = (code >> shift) & 0xFF;
        inside &= part >= ((space.low >> shift) & 0xFF) && part <= ((space.high >> shift) & 0xFF);
      }
      if (inside) return length;
    }
  }
  for (const Codespace& space : spaces_) shortest = std::min<size_t>(shortest, space.length);
  return std::min(shortest, std::max<size_t>(bytes.size(), 1));
}

const Cmap::Range* Cmap::find(const std::vector<Range>& ranges, uint32_t code) {
  auto at = std::upper_bound(ranges.begin(), ranges.end(), code,
                             [](uint32_t c, const Range& range) { return c < range.low; });
  for (size_t steps = 0; at != ranges.begin() && steps < 8; ++steps) {
    --at;
    if (code >= at->low && code <= at->high) return &*at;
  }
  return nullptr;
}

bool Cmap::append_text(uint32_t code, std::string& out) const {
  const Range* range = find(texts_, code);
  if (range == nullptr || range->size == 0) return false;
  std::string utf16 = units_.substr(range->first, range->size);
  uint32_t add = code - range->low;
  for (size_t i = utf16.size(); i-- > 0 && add != 0; add >>= 8) {
    add += static_cast<unsigned char>(utf16[i]);
    utf16[i] = static_cast<char>(add & 0xFF);
  }
  const size_t before = out.size();
  append_utf16(out, utf16);
  std::string_view added = std::string_view(out).substr(before);
  const bool none = added.empty() || added.find('\0') != std::string_view::npos || added == "\xEF\xBF\xBD";
  if (none) out.resize(before);
  return !none;
}

bool Cmap::find_cid(uint32_t code, uint32_t& cid) const {
  const Range* range = find(cids_, code);
  if (range == nullptr) return false;
  cid = range->first + (code - range->low);
  return true;
}

}  // namespace portcheck::pdf
