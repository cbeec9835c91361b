#include "document/jpeg_tones.h"

#include <algorithm>

#include "document/big_endian.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

constexpr size_t kScanBytes = size_t{16} << 20;  // a photo of 50 million pixels
constexpr unsigned kDcSize = 11;                 // bits of a difference, in pictures of eight bits a sample

}  // namespace

// The scan's bits; what follows a marker or the end are zeros, which `over` counts.
class JpegTones::Bits {
 public:
  explicit Bits(std::string_view data) : at_(data.data()), end_(data.data() + data.size()) {}

  uint32_t peek(unsigned count) {
    while (count_ < count) fill();
    return (bits_ >> (count_ - count)) & ((1u << count) - 1);
  }
  void drop(unsigned count) { count_ -= count; }
  uint32_t take(unsigned count) {
    if (count == 0) return 0;
    const uint32_t value = peek(count);
    drop(count);
    return value;
  }
  bool over() const { return borrowed_ > count_ / 8; }
  bool at_file_end() const { return at_ == end_; }

  // To the data behind the next restart marker; false when another marker or the end comes first.
  bool restart() {
    bits_ = count_ = borrowed_ = 0;
    while (end_ - at_ >= 2) {
      const auto next = static_cast<uint8_t>(at_[1]);
      if (*at_ != '\xFF' || next == 0 || next == 0xFF) {
        ++at_;
        continue;
      }
      if (next < 0xD0 || next > 0xD7) return false;
      at_ += 2;
      return true;
    }
    at_ = end_;
    return false;
  }

 private:
  void fill() {
    uint32_t byte = 0;
    const bool marker = at_ != end_ && *at_ == '\xFF' && (end_ - at_ < 2 || at_[1] != 0);
    if (at_ == end_ || marker) {
      ++borrowed_;
      if (marker && end_ - at_ < 2) at_ = end_;
    } else {
      byte = static_cast<uint8_t>(*at_);
      at_ += byte == 0xFF ? 2 : 1;
    }
    bits_ = bits_ << 8 | byte;
    count_ += 8;
  }

  const char* at_;
  const char* end_;
  uint32_t bits_ = 0;
  unsigned count_ = 0, borrowed_ = 0;
};

void JpegTones::frame(uint8_t marker, std::string_view data) {
  constexpr uint8_t kBaseline = 0xC0, kExtended = 0xC1, kProgressive = 0xC2;
  components_.clear();
  progressive_ = marker == kProgressive;
  supported_ = (marker == kBaseline || marker == kExtended || progressive_) && byte_at(data, 0) == 8;
  height_ = u16_be(data, 1);
  width_ = u16_be(data, 3);
  const size_t count = byte_at(data, 5);
  if (count == 0 || count > 4 || data.size() < 6 + 3 * count) supported_ = false;
  for (size_t i = 0; i < count && supported_; ++i) {
    Component component;
    component.id = byte_at(data, 6 + 3 * i);
    component.across = byte_at(data, 7 + 3 * i) >> 4;
    component.down = byte_at(data, 7 + 3 * i) & 15;
    component.quantisation = byte_at(data, 8 + 3 * i) & 3;
    if (component.across < 1 || component.across > 4 || component.down < 1 || component.down > 4)
      supported_ = false;
    across_ = std::max<uint32_t>(across_, component.across);
    down_ = std::max<uint32_t>(down_, component.down);
    components_.push_back(component);
  }
}

void JpegTones::huffman_tables(std::string_view data) {
  while (data.size() >= 17) {
    const uint8_t place = byte_at(data, 0);
    Huffman table;
    uint32_t code = 0, index = 0;
    for (unsigned size = 1; size <= 16; ++size) {
      table.first[size] = code;
      table.index[size] = index;
      table.count[size] = byte_at(data, size);
      index += table.count[size];
      code = (code + table.count[size]) << 1;
    }
    data.remove_prefix(17);
    if (index > 256 || index > data.size() || (place & 15) > 3) return;
    for (uint32_t i = 0; i < index; ++i) table.values[i] = byte_at(data, i);
    for (unsigned size = 1; size <= Huffman::kFast; ++size) {
      for (uint32_t i = 0; i < table.count[size]; ++i) {
        const uint32_t begin = (table.first[size] + i) << (Huffman::kFast - size);
        for (uint32_t k = begin; k < begin + (1u << (Huffman::kFast - size)) && k < sizeof table.fast_size;
             ++k) {
          table.fast_size[k] = static_cast<uint8_t>(size);
          table.fast_value[k] = table.values[table.index[size] + i];
        }
      }
    }
    table.is_set = true;
    (place >> 4 == 0 ? dc_ : ac_)[place & 15] = table;
    data.remove_prefix(index);
  }
}

void JpegTones::quantisation(std::string_view data) {
  while (!data.empty()) {
    const uint8_t place = byte_at(data, 0);
    const bool wide = place >> 4 != 0;
    first_quantum_[place & 3] = wide ? u16_be(data, 1) : byte_at(data, 1);
    data.remove_prefix(std::min<size_t>(data.size(), wide ? 129 : 65));
  }
}

bool JpegTones::read_header(std::string_view header) {
  const size_t count = byte_at(header, 0);
  if (!supported_ || count == 0 || count > components_.size() || header.size() < 4 + 2 * count) return false;
  for (size_t i = 0; i < count; ++i) {
    const auto component = std::find_if(components_.begin(), components_.end(), [&](const Component& one) {
      return one.id == byte_at(header, 1 + 2 * i);
    });
    if (component == components_.end()) return false;
    component->in_scan = true;
    component->dc = (byte_at(header, 2 + 2 * i) >> 4) & 3;
    component->ac = byte_at(header, 2 + 2 * i) & 3;
    if (!dc_[component->dc].is_set || (!progressive_ && !ac_[component->ac].is_set)) return false;
  }
  shift_ = byte_at(header, 3 + 2 * count) & 15;
  const bool only_dc = byte_at(header, 1 + 2 * count) == 0 && byte_at(header, 2 + 2 * count) == 0;
  return components_[0].in_scan && (!progressive_ || (only_dc && byte_at(header, 3 + 2 * count) >> 4 == 0));
}

void JpegTones::scan(std::string_view header, std::string_view data) {
  if (!read_header(header)) return;
  looked_ = true;
  Bits bits(data.substr(0, kScanBytes));
  read_blocks(bits);
  cut_off_ = !complete_ && bits.at_file_end() && data.size() <= kScanBytes;
}

void JpegTones::read_blocks(Bits& bits) {
  const bool alone = std::count_if(components_.begin(), components_.end(),
                                   [](const Component& one) { return one.in_scan; }) == 1;
  const uint32_t block_width = alone ? 8 : 8 * across_, block_height = alone ? 8 : 8 * down_;
  const uint64_t units =
      uint64_t{(width_ + block_width - 1) / block_width} * ((height_ + block_height - 1) / block_height);
  for (uint64_t unit = 0; unit < units; ++unit) {
    if (restart_ != 0 && unit != 0 && unit % restart_ == 0) {
      if (!bits.restart()) return;
      for (Component& component : components_) component.last = 0;
    }
    for (Component& component : components_) {
      if (!component.in_scan) continue;
      const uint32_t blocks = alone ? 1 : uint32_t{component.across} * component.down;
      for (uint32_t i = 0; i < blocks; ++i) {
        if (!read_block(bits, component) || bits.over()) return;
      }
    }
  }
  complete_ = units != 0;
}

int JpegTones::decode(Bits& bits, const Huffman& table) {
  const uint32_t ahead = bits.peek(16);
  const uint32_t fast = ahead >> (16 - Huffman::kFast);
  if (table.fast_size[fast] != 0) {
    bits.drop(table.fast_size[fast]);
    return table.fast_value[fast];
  }
  for (unsigned size = Huffman::kFast + 1; size <= 16; ++size) {
    const uint32_t code = ahead >> (16 - size);
    if (code < table.first[size] || code - table.first[size] >= table.count[size]) continue;
    bits.drop(size);
    return table.values[table.index[size] + code - table.first[size]];
  }
  return -1;
}

bool JpegTones::read_block(Bits& bits, Component& component) {
  const int size = decode(bits, dc_[component.dc]);
  if (size < 0 || size > static_cast<int>(kDcSize)) return false;
  const auto width = static_cast<unsigned>(size);
  auto difference = static_cast<int32_t>(bits.take(width));
  if (width != 0 && difference < (1 << (width - 1))) difference -= (1 << width) - 1;
  component.last = std::clamp(component.last + difference, -(1 << 15), 1 << 15);
  if (&component == &components_[0]) {
    const int64_t mean =
        int64_t{component.last} * (1 << shift_) * first_quantum_[component.quantisation] / 8 + 128;
    tones_.add(static_cast<uint8_t>(std::clamp<int64_t>(mean, 0, 255)));
  }
  for (int i = 1; !progressive_ && i < 64; ++i) {
    const int code = decode(bits, ac_[component.ac]);
    if (code < 0) return false;
    const unsigned bits_of_value = static_cast<unsigned>(code) & 15;
    if (bits_of_value == 0 && code != 0xF0) break;
    i += code >> 4;
    bits.take(bits_of_value);
  }
  return true;
}

}  // namespace portcheck::document
