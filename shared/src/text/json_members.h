// Reads the members of JSON objects one by one and knows where in the document it is; the first mistake stays
// in the error that it was made with.
#pragma once

#include "portcheck/request.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/json_reader.h"
#include "text/word_list.h"

namespace portcheck::text {

inline std::string_view type_name(JsonValue::Type type) {
  return word_at("null|true or false|a whole number|a text|a list|an object", static_cast<size_t>(type));
}

class JsonMembers {
 public:
  using Type = JsonValue::Type;

  explicit JsonMembers(std::optional<RequestError>& error) : error_(error) {}

  bool fail(std::string_view reason) {
    if (!error_) error_ = RequestError{path_, std::string(reason)};
    return false;
  }

  // Moves to a member or an item; leave() goes back to where `mark` was.
  size_t enter(std::string_view name) {
    size_t mark = path_.size();
    if (mark != 0) path_ += '.';
    path_ += name.empty() ? std::string_view("\"\"") : name;
    return mark;
  }
  size_t enter(size_t index) {
    size_t mark = path_.size();
    path_ += '[';
    append_decimal(path_, index);
    path_ += ']';
    return mark;
  }
  void leave(size_t mark) { path_.resize(mark); }

  bool is(const JsonValue& value, Type type) {
    if (value.type == type) return true;
    std::string reason(type_name(type));
    reason += " is expected, not ";
    reason += type_name(value.type);
    return fail(reason);
  }

  // `names` is a text/word_list.h.
  bool object(const JsonValue& value, const char* names) {
    if (!is(value, Type::object)) return false;
    for (const auto& [name, unused] : value.members) {
      if (is_listed(names, name)) continue;
      enter(name);
      return fail("there is no such member");
    }
    return true;
  }

  // The member, where it is there and no null; the path leads to it until leave().
  const JsonValue* member(const JsonValue& object, const char* name, size_t& mark) {
    mark = enter(name);
    const JsonValue* value = object.find(name);
    return value && value->type != Type::null ? value : nullptr;
  }
  const JsonValue* member(const JsonValue& object, const char* name, Type type, size_t& mark) {
    const JsonValue* value = member(object, name, mark);
    return value && is(*value, type) ? value : nullptr;
  }

  void text(const JsonValue& object, const char* name, std::string& out) {
    size_t mark = 0;
    if (const JsonValue* value = member(object, name, Type::string, mark)) out = value->string;
    leave(mark);
  }

  void boolean(const JsonValue& object, const char* name, bool& out) {
    size_t mark = 0;
    if (const JsonValue* value = member(object, name, Type::boolean, mark)) out = value->boolean;
    leave(mark);
  }

  void whole(const JsonValue& object, const char* name, int64_t least, int64_t most, uint64_t& out) {
    size_t mark = 0;
    if (const JsonValue* value = member(object, name, Type::integer, mark)) {
      if (value->integer >= least && value->integer <= most) {
        out = static_cast<uint64_t>(value->integer);
      } else {
        fail("must be from " + decimal(static_cast<uint64_t>(least)) + " to " +
             decimal(static_cast<uint64_t>(most)));
      }
    }
    leave(mark);
  }

  // Of a text with ten digits, whatever stands between them.
  uint64_t ten_digits(const JsonValue& value) {
    uint64_t digits = 0;
    size_t count = 0;
    for (char c : value.string) {
      if (!is_digit(c)) continue;
      digits = digits * 10 + static_cast<uint64_t>(c - '0');
      ++count;
    }
    if (count != 10) fail("ten digits are expected as a text");
    return digits;
  }

  void date(const JsonValue& object, const char* name, Date& out) {
    std::string iso;
    text(object, name, iso);
    size_t mark = enter(name);
    if (auto read = parse_iso_date(iso)) {
      out = *read;
    } else {
      fail(iso.empty() ? "is missing" : "a date such as 2026-11-22 is expected");
    }
    leave(mark);
  }

  // Calls `each` for every item of a list of at most `most`, with the path leading to it, until one fails.
  template <class Each>
  void list(const JsonValue& object, const char* name, size_t most, Each each) {
    size_t mark = 0;
    const JsonValue* value = member(object, name, Type::array, mark);
    if (value && value->items.size() > most) {
      fail("has more than " + decimal(most) + " items");
      value = nullptr;
    }
    for (size_t i = 0; value && i < value->items.size() && !error_; ++i) {
      size_t inner = enter(i);
      each(value->items[i]);
      leave(inner);
    }
    leave(mark);
  }

 private:
  std::optional<RequestError>& error_;
  std::string path_;
};

}  // namespace portcheck::text
