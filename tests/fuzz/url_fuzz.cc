// Any bytes as an address: views stay within the text, repairs are addresses, and the quick way agrees with
// the careful one.
#include "fuzz_check.h"
#include "text/clean.h"
#include "url/url.h"

namespace portcheck::fuzz {
namespace {

using url::Status;
using url::Url;

void require_within(std::string_view part, std::string_view text) {
  if (part.empty()) return;
  PORTCHECK_FUZZ_REQUIRE(part.data() >= text.data());
  PORTCHECK_FUZZ_REQUIRE(part.data() + part.size() <= text.data() + text.size());
}

void require_same(const Url& quick, std::string_view text) {
  const Url careful = url::parse(text);
  PORTCHECK_FUZZ_REQUIRE(quick.status == Status::ok && careful.status == Status::ok);
  PORTCHECK_FUZZ_REQUIRE(quick.scheme == careful.scheme && quick.host == careful.host);
  PORTCHECK_FUZZ_REQUIRE(quick.rest == careful.rest);
  PORTCHECK_FUZZ_REQUIRE(!careful.ip && !careful.credentials && careful.repaired.empty());
  PORTCHECK_FUZZ_REQUIRE(quick.site.empty() || url::host_within(careful.host, quick.site));
}

void run(std::string_view bytes) {
  std::string cell, scratch;
  text::append_repaired(cell, bytes);
  const text::Cleaned cleaned = text::clean(cell, scratch, true);
  const std::string text(cleaned.text);
  const Url url = url::parse(text);
  for (const std::string_view part : {url.scheme, url.host, url.site, url.rest}) require_within(part, text);
  if (!url.repaired.empty()) PORTCHECK_FUZZ_REQUIRE(url::parse(url.repaired).status == Status::ok);

  url::OrdinaryUrl quick;
  if (url::parse_ordinary(cell, quick)) {
    PORTCHECK_FUZZ_REQUIRE(cleaned.changed == 0 && text == cell);  // "cleaning changes nothing"
    require_same(url::url_of(quick), text);
  }
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
