#include "portcheck/details.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "text/copy.h"

namespace portcheck {
namespace {

uint32_t size_at(const char* at) {
  uint32_t size;
  std::memcpy(&size, at, sizeof size);
  return size;
}

}  // namespace

struct Details::Head {
  uint32_t size;  // of the bytes
  Kind kind;
  uint8_t name_size;
  uint16_t unused;
};

struct Details::Entry {
  Kind kind;
  std::string_view name, bytes;
  const char* end() const { return bytes.data() + bytes.size(); }
};

std::string_view ParamList::Iterator::operator*() const {
  return {at_ + sizeof(uint32_t), size_at(at_)};
}

ParamList::Iterator& ParamList::Iterator::operator++() {
  at_ += sizeof(uint32_t) + size_at(at_);
  return *this;
}

Details::Entry Details::read(const char* at) {
  Head head;
  std::memcpy(&head, at, sizeof head);
  at += sizeof head;
  return {head.kind, {at, head.name_size}, {at + head.name_size, head.size}};
}

Details::Details(const Details& other) {
  *this = other;
}

Details& Details::operator=(const Details& other) {
  if (this == &other) return *this;
  size_ = 0;
  expect(other.size_);
  text::copy(bytes_.get(), other.packed());
  size_ = other.size_;
  return *this;
}

Details::Details(Details&& other) noexcept {
  *this = std::move(other);
}

Details& Details::operator=(Details&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(size_, other.size_);
  std::swap(room_, other.room_);
  return *this;
}

void Details::expect(size_t bytes) {
  if (bytes <= room_) return;
  std::unique_ptr<char[]> larger(new char[bytes]);
  text::copy(larger.get(), packed());
  bytes_ = std::move(larger);
  room_ = static_cast<uint32_t>(bytes);
}

char* Details::append(Kind kind, std::string_view name, size_t bytes) {
  const Head head{static_cast<uint32_t>(bytes), kind, static_cast<uint8_t>(name.size()), 0};
  const size_t size = size_ + sizeof head + name.size() + bytes;
  if (size > room_) expect(std::max(size, size_t{room_} * 2));
  char* const out = bytes_.get() + size_;
  size_ = static_cast<uint32_t>(size);
  std::memcpy(out, &head, sizeof head);
  return text::copy(out + sizeof head, name);
}

Param Details::Iterator::operator*() const {
  const Entry entry = read(at_);
  if (entry.kind == Kind::list) return {entry.name, ParamList(entry.bytes)};
  if (entry.kind == Kind::text) return {entry.name, entry.bytes};
  int64_t number;
  std::memcpy(&number, entry.bytes.data(), sizeof number);
  return {entry.name, number};
}

Details::Iterator& Details::Iterator::operator++() {
  at_ = read(at_).end();
  skip_others();
  return *this;
}

void Details::Iterator::skip_others() {
  while (at_ != end_) {
    const Entry entry = read(at_);
    if (entry.name.size() > 1) break;
    at_ = entry.end();
  }
}

Details::Details(std::initializer_list<Param> params) {
  for (const Param& param : params) {
    if (const int64_t* number = std::get_if<int64_t>(&param.value)) add(param.name, *number);
    if (const auto* text = std::get_if<std::string_view>(&param.value)) add(param.name, *text);
  }
}

void Details::set_fix(const Fix& fix) {
  text::copy(append(fix.certain ? Kind::certain_fix : Kind::text, kFix, fix.value.size()), fix.value);
}

void Details::add(std::string_view name, int64_t value) {
  std::memcpy(append(Kind::number, name, sizeof value), &value, sizeof value);
}

void Details::add(std::string_view name, std::string_view value) {
  text::copy(append(Kind::text, name, value.size()), value);
}

void Details::add(std::string_view name, const std::vector<std::string>& values) {
  size_t bytes = 0;
  for (const std::string& value : values) bytes += sizeof(uint32_t) + value.size();
  char* out = append(Kind::list, name, bytes);
  for (const std::string& value : values) {
    const auto size = static_cast<uint32_t>(value.size());
    std::memcpy(out, &size, sizeof size);
    out = text::copy(out + sizeof size, value);
  }
}

const char* Details::last(std::string_view name) const {
  const char* found = nullptr;
  const char* const end = bytes_.get() + size_;
  for (const char* at = bytes_.get(); at != end;) {
    const Entry entry = read(at);
    if (entry.name == name) found = at;
    at = entry.end();
  }
  return found;
}

std::optional<Param> Details::find(std::string_view name) const {
  const char* const at = last(name);
  if (at == nullptr) return {};
  return *Iterator(at, bytes_.get() + size_);
}

std::string_view Details::text(std::string_view name) const {
  const char* const at = last(name);
  if (at == nullptr) return {};
  const Entry entry = read(at);
  return entry.kind == Kind::text ? entry.bytes : std::string_view();
}

std::optional<Fix> Details::fix() const {
  const char* const at = last(kFix);
  if (at == nullptr) return {};
  const Entry entry = read(at);
  return Fix{entry.bytes, entry.kind == Kind::certain_fix};
}

}  // namespace portcheck
