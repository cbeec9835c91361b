// Bytes with one owner, not zeroed on allocation: the target of an inflate is written once, by the inflate.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>

namespace portcheck::archive {

class Buffer {
 public:
  // False when the memory is not there; the buffer is then empty. Any earlier content is dropped first.
  bool allocate(size_t size) {
    data_.reset();
    size_ = 0;
    data_.reset(new (std::nothrow) char[size == 0 ? 1 : size]);
    if (data_ == nullptr) return false;
    size_ = size;
    return true;
  }
  void shrink(size_t size) { size_ = size; }  // size <= size(); the memory stays
  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
};

}  // namespace portcheck::archive
