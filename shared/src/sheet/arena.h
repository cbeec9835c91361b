// Memory for the texts of one row that cannot be views into the file (unescaped quotes, foreign encodings).
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace portcheck::sheet {

class Arena {
 public:
  // Stays valid until clear().
  char* take(size_t size) {
    if (size > left_) grow(size);
    char* const taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }
  // Gives back the end of the last take().
  void give_back(size_t size) {
    next_ -= size;
    left_ += size;
  }
  // Keeps the first block, so that usual rows never allocate.
  void clear() {
    if (blocks_.empty()) return;
    while (blocks_.size() > 1) blocks_.pop_back();
    next_ = blocks_[0].get();
    left_ = kBlock;
  }

 private:
  static constexpr size_t kBlock = 64 * 1024;

  void grow(size_t size) {
    const size_t block = size > kBlock && !blocks_.empty() ? size : kBlock;
    if (blocks_.empty() && size > kBlock) add_block(kBlock);
    add_block(size > block ? size : block);
  }
  void add_block(size_t size) {
    blocks_.push_back(std::unique_ptr<char[]>(new char[size]));
    next_ = blocks_.back().get();
    left_ = size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace portcheck::sheet
