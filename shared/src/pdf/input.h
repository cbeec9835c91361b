// The file as qpdf reads it: every byte and token counts.
#pragma once

#include <string>
#include <string_view>

#include "pdf/budget.h"
#include "pdf/qpdf.h"

namespace portcheck::pdf {

class BoundedInput final : public InputSource {
 public:
  BoundedInput(std::string_view bytes, Budget& budget) : bytes_(bytes), budget_(budget) {}

  qpdf_offset_t findAndSkipNextEOL() override;
  std::string const& getName() const override { return name_; }
  qpdf_offset_t tell() override { return static_cast<qpdf_offset_t>(at_); }
  void seek(qpdf_offset_t offset, int whence) override;
  void rewind() override { at_ = 0; }
  size_t read(char* to, size_t length) override;
  void unreadCh(char) override {
    if (at_ > 0) --at_;
  }

 private:
  void count(size_t begin, size_t end);

  std::string_view bytes_;
  Budget& budget_;
  std::string name_ = "document";
  size_t at_ = 0;
  size_t stream_end_ = 0;                     // where the last long read ended
  size_t search_end_ = 0;                     // and the last search's
  size_t counted_from_ = 0, counted_to_ = 0;  // whose tokens were counted last
};

}  // namespace portcheck::pdf
