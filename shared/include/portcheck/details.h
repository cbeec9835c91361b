// What a finding or a remark tells beside its rule and its place: the cell's value, named params, the fix.
// All of it lies in one piece of memory, for most of a large report is such details and all are short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portcheck {

// Replace the cell's text by `value`. Only set where the repair is certain or plainly a suggestion to
// confirm.
struct Fix {
  std::string_view value;
  bool certain = true;  // false: ask before applying
};

// Texts, one behind the other, of a param. A view of the details.
class ParamList {
 public:
  class Iterator {
   public:
    explicit Iterator(const char* at) : at_(at) {}
    std::string_view operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const char* at_;
  };

  explicit ParamList(std::string_view packed) : packed_(packed) {}
  Iterator begin() const { return Iterator(packed_.data()); }
  Iterator end() const { return Iterator(packed_.data() + packed_.size()); }

 private:
  std::string_view packed_;
};

// A view of the details, or what is to be put into them.
struct Param {
  std::string_view name;  // one of this rule's params in rules.json, 2 to 255 bytes
  std::variant<int64_t, std::string_view, ParamList> value;
};

// What it gives are views, valid until the next change, a move or the end. Texts are well-formed UTF-8. Of
// what is set twice, the last counts.
class Details {
 public:
  // Over the params, in the order in which they were added.
  class Iterator {
   public:
    Iterator(const char* at, const char* end) : at_(at), end_(end) { skip_others(); }
    Param operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    void skip_others();
    const char* at_;
    const char* end_;
  };

  Details() = default;
  Details(std::initializer_list<Param> params);
  Details(const Details& other);
  Details& operator=(const Details& other);
  Details(Details&& other) noexcept;
  Details& operator=(Details&& other) noexcept;
  ~Details() = default;

  void expect(size_t bytes);  // makes room
  void set_value(std::string_view text) { add(kValue, text); }
  void set_fix(const Fix& fix);
  void add(std::string_view name, int64_t value);
  void add(std::string_view name, std::string_view value);
  void add(std::string_view name, const std::vector<std::string>& values);

  std::string_view value() const { return text(kValue); }  // empty where there is none
  std::optional<Fix> fix() const;

  Iterator begin() const { return {bytes_.get(), bytes_.get() + size_}; }
  Iterator end() const { return {bytes_.get() + size_, bytes_.get() + size_}; }
  bool empty() const { return !(begin() != end()); }  // of params
  std::optional<Param> find(std::string_view name) const;
  std::string_view text(std::string_view name) const;  // of a param that is a text; empty where it is none

 private:
  enum class Kind : uint8_t { number, text, list, certain_fix };
  struct Head;
  struct Entry;

  // Names of what is no param: those are longer.
  static constexpr std::string_view kValue = "", kFix = "?";

  static Entry read(const char* at);
  const char* last(std::string_view name) const;  // null where there is none
  char* append(Kind kind, std::string_view name, size_t bytes);

  std::string_view packed() const { return {bytes_.get(), size_}; }

  std::unique_ptr<char[]> bytes_;  // entries: a head, a name, bytes
  uint32_t size_ = 0, room_ = 0;
};

}  // namespace portcheck
