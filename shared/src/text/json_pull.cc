#include "text/json_pull.h"

namespace portcheck::text {

bool JsonPull::finished() {
  scanner_.skip_space();
  return ok() && scanner_.at_end();
}

bool JsonPull::open(char bracket, char closing) {
  if (!ok()) return false;
  if (!scanner_.take(bracket)) return scanner_.fail("another value is expected");
  return !scanner_.take(closing);
}

bool JsonPull::next(char closing) {
  if (!ok()) return false;
  if (scanner_.take(',')) return true;
  if (!scanner_.take(closing)) scanner_.fail("a list is not closed");
  return false;
}

bool JsonPull::read_name(std::string& name) {
  name.clear();
  scanner_.skip_space();
  if (scanner_.peek() != '"') return scanner_.fail("a member's name is expected");
  if (!scanner_.string(name)) return false;
  return scanner_.take(':') || scanner_.fail("a colon is expected");
}

void JsonPull::text(std::string& out, size_t most_bytes) {
  if (!ok()) return;
  out.clear();
  scanner_.skip_space();
  if (scanner_.peek() != '"') return fail();
  if (scanner_.string(out) && out.size() > most_bytes) fail();
}

void JsonPull::boolean(bool& out) {
  if (!ok()) return;
  scanner_.skip_space();
  out = scanner_.peek() == 't';
  scanner_.word(out ? "true" : "false");
}

int64_t JsonPull::whole(int64_t least, int64_t most) {
  int64_t value = 0;
  scanner_.skip_space();
  if (!ok() || !scanner_.integer(value)) return least;
  if (value >= least && value <= most) return value;
  fail();
  return least;
}

}  // namespace portcheck::text
