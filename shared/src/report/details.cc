#include "portcheck/details.h"

#include <cstring>

namespace portcheck {
namespace {

uint32_t size_at(const char* at) {
  uint32_t size;
  std::memcpy(&size, at, sizeof size);
  return size;
}

char* put(char* out, std::string_view text) {
  if (!text.empty()) std::memcpy(out, text.data(), text.size());
  return out + text.size();
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

char* Details::append(Kind kind, std::string_view name, size_t bytes) {
  const Head head{static_cast<uint32_t>(bytes), kind, static_cast<uint8_t>(name.size()), 0};
  const size_t at = packed_.size();
  packed_.resize(at + sizeof head + name.size() + bytes);
  char* const out = packed_.data() + at;
  std::memcpy(out, &head, sizeof head);
  return put(out + sizeof head, name);
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
  put(append(fix.certain ? Kind::certain_fix : Kind::text, kFix, fix.value.size()), fix.value);
}

void Details::add(std::string_view name, int64_t value) {
  std::memcpy(append(Kind::number, name, sizeof value), &value, sizeof value);
}

void Details::add(std::string_view name, std::string_view value) {
  put(append(Kind::text, name, value.size()), value);
}

void Details::add(std::string_view name, const std::vector<std::string>& values) {
  size_t bytes = 0;
  for (const std::string& value : values) bytes += sizeof(uint32_t) + value.size();
  char* out = append(Kind::list, name, bytes);
  for (const std::string& value : values) {
    const auto size = static_cast<uint32_t>(value.size());
    std::memcpy(out, &size, sizeof size);
    out = put(out + sizeof size, value);
  }
}

const char* Details::last(std::string_view name) const {
  const char* found = nullptr;
  const char* const end = packed_.data() + packed_.size();
  for (const char* at = packed_.data(); at != end;) {
    const Entry entry = read(at);
    if (entry.name == name) found = at;
    at = entry.end();
  }
  return found;
}

std::optional<Param> Details::find(std::string_view name) const {
  const char* const at = last(name);
  if (at == nullptr) return {};
  return *Iterator(at, packed_.data() + packed_.size());
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
