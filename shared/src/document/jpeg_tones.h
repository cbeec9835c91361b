// How bright the blocks of a JPEG picture are: of every 8 by 8 pixels the mean, which stands first in the
// block's data. Baseline pictures, and the first scan of progressive ones; others are not looked at.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "document/picture_tones.h"

namespace portcheck::document {

class JpegTones {
 public:
  // What stands in the segments, without marker and length.
  void frame(uint8_t marker, std::string_view data);
  void huffman_tables(std::string_view data);
  void quantisation(std::string_view data);
  void restart_interval(uint32_t blocks) { restart_ = blocks; }

  // The header of the first scan, and the file behind it.
  void scan(std::string_view header, std::string_view data);

  bool looked() const { return looked_; }
  bool cut_off() const { return cut_off_; }  // the data end before the picture does
  uint8_t blank() const { return tones_.blank(complete_); }

 private:
  // Codes of up to sixteen bits, looked up by their first bits where they are short.
  struct Huffman {
    static constexpr unsigned kFast = 9;
    uint8_t fast_size[1u << kFast] = {};  // 0: longer
    uint8_t fast_value[1u << kFast] = {};
    uint32_t first[17] = {}, count[17] = {}, index[17] = {};
    uint8_t values[256] = {};
    bool is_set = false;
  };
  struct Component {
    uint8_t id = 0, across = 1, down = 1, quantisation = 0, dc = 0, ac = 0;
    int32_t last = 0;
    bool in_scan = false;
  };
  class Bits;

  bool read_header(std::string_view header);
  void read_blocks(Bits& bits);
  bool read_block(Bits& bits, Component& component);
  static int decode(Bits& bits, const Huffman& table);  // -1: the data are broken

  Huffman dc_[4], ac_[4];
  uint32_t first_quantum_[4] = {1, 1, 1, 1};
  std::vector<Component> components_;
  Tones tones_;
  uint32_t width_ = 0, height_ = 0, restart_ = 0, shift_ = 0;
  uint32_t across_ = 1, down_ = 1;  // the largest sampling factors
  bool progressive_ = false, supported_ = false, looked_ = false, cut_off_ = false, complete_ = false;
};

}  // namespace portcheck::document
