// JSON whose form is known, read as it comes: no value is built, so that a long list costs what it becomes.
// The first mistake ends the reading; whatever is called after it does nothing. Texts where the form is
// free: json_reader.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/json_scanner.h"

namespace portcheck::text {

class JsonPull {
 public:
  // `document` is well-formed UTF-8 and borrowed.
  explicit JsonPull(std::string_view document) : scanner_(document) {}

  bool ok() const { return scanner_.reason().empty(); }
  void fail() { scanner_.fail("refused"); }
  bool finished();  // ok, and nothing follows

  // `each(name)` reads the member's value; the name dies with the next call.
  template <class Each>
  void object(Each each) {
    std::string name;
    for (bool more = open('{', '}'); more; more = next('}')) {
      if (read_name(name)) each(std::string_view(name));
    }
  }

  // `each()` reads an item; more than `most` are a mistake.
  template <class Each>
  void list(size_t most, Each each) {
    size_t count = 0;
    for (bool more = open('[', ']'); more; more = next(']')) {
      if (++count > most) return fail();
      each();
    }
  }

  void text(std::string& out, size_t most_bytes);
  void boolean(bool& out);
  int64_t whole(int64_t least, int64_t most);  // `least` after a mistake

 private:
  bool open(char bracket, char closing);
  bool next(char closing);
  bool read_name(std::string& name);

  JsonScanner scanner_;
};

}  // namespace portcheck::text
