// Values to bytes and back, for two processes of one build: whole numbers as eight bytes, texts and lists
// behind their length. One function members(wire, value) for each struct lists what it has, for both ways.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace portcheck::server {

template <class T>
concept WholeNumber = std::is_integral_v<T> || std::is_enum_v<T>;

class WireWriter {
 public:
  explicit WireWriter(std::string& out) : out_(out) {}

  template <class... T>
  void operator()(T&... values) {
    (put(values), ...);
  }

 private:
  template <WholeNumber T>
  void put(T number) {
    const auto wide = static_cast<uint64_t>(number);
    out_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
  }
  void put(std::string& text) {
    put(text.size());
    out_.append(text);
  }
  template <class T>
  void put(std::vector<T>& list) {
    put(list.size());
    for (T& item : list) put(item);
  }
  template <class T, size_t kCount>
  void put(std::array<T, kCount>& list) {
    for (T& item : list) put(item);
  }
  template <class T>
  void put(std::optional<T>& maybe) {
    put(maybe.has_value());
    if (maybe) put(*maybe);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(T& value) { members(*this, value); }

  std::string& out_;
};

// Trusts nothing: after the first value that does not fit nothing more is read, and ok() says no.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  std::string_view rest() const { return rest_; }

  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }

 private:
  template <WholeNumber T>
  void get(T& number) {
    uint64_t wide = 0;
    const std::string_view bytes = take(sizeof wide);
    if (!ok_) return;
    std::memcpy(&wide, bytes.data(), sizeof wide);
    number = static_cast<T>(wide);
    ok_ = static_cast<uint64_t>(number) == wide;
  }
  void get(std::string& text) { text = take(length(1)); }
  template <class T>
  void get(std::vector<T>& list) {
    list.resize(length(sizeof(uint64_t)));  // no item takes less
    for (T& item : list) get(item);
  }
  template <class T, size_t kCount>
  void get(std::array<T, kCount>& list) {
    for (T& item : list) get(item);
  }
  template <class T>
  void get(std::optional<T>& maybe) {
    bool there = false;
    get(there);
    if (there) get(maybe.emplace());
  }
  template <class T>
  requires std::is_class_v<T>
  void get(T& value) { members(*this, value); }

  // How many items follow; 0 when the rest has no room for so many.
  size_t length(size_t item) {
    uint64_t count = 0;
    get(count);
    if (count > rest_.size() / item) ok_ = false;
    return ok_ ? count : 0;
  }
  std::string_view take(size_t size) {
    ok_ = ok_ && size <= rest_.size();
    if (!ok_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace portcheck::server
