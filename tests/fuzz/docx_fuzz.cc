// Any bytes as a Word document, as the XML inside one, and as portcheck.document/1.
#include "archive/crc32.h"
#include "document/docx.h"
#include "document_check.h"

namespace portcheck::fuzz {
namespace {

void read_json(std::string_view bytes) {
  const std::optional<Document> letter = parse_document(bytes);
  if (letter) PORTCHECK_FUZZ_REQUIRE(parse_document(to_json(*letter)) == letter);
}

std::string number(uint64_t value, int bytes) {
  std::string out;
  for (; bytes != 0; --bytes, value >>= 8) out += static_cast<char>(value);
  return out;
}

// Without compression, which would take most of the time.
class StoredZip {
 public:
  void add(std::string_view name, std::string_view data) {
    const std::string facts = number(0, 4) + number(0x21, 4) + number(archive::crc32(0, data), 4) +
                              number(data.size(), 4) + number(data.size(), 4) + number(name.size(), 2) +
                              number(0, 2);
    directory_ +=
        "PK\x01\x02" + number(20, 2) + number(20, 2) + facts + number(0, 10) + number(out_.size(), 4);
    directory_ += name;
    out_ += "PK\x03\x04" + number(20, 2) + facts;
    out_ += name;
    out_ += data;
    ++count_;
  }
  std::string finish() {
    return out_ + directory_ + "PK\x05\x06" + number(0, 4) + number(count_, 2) + number(count_, 2) +
           number(directory_.size(), 4) + number(out_.size(), 4) + number(0, 2);
  }

 private:
  std::string out_, directory_;
  uint64_t count_ = 0;
};

// A document of which every part is the same one.
std::string wrapped(std::string_view xml) {
  std::string links;
  for (const char* kind : {"header", "footer", "footnotes", "styles", "image", "settings", "officeDocument",
                           "core-properties", "origin", "signature"})
    links += "<Relationship Id=\"" + std::string(kind) + "\" Type=\"" + kind + "\" Target=\"/d\"/>";
  links = "<Relationships>" + links + "</Relationships>";
  StoredZip zip;
  zip.add("d", xml);
  zip.add("_rels/.rels", links);
  zip.add("_rels/d.rels", links);
  return zip.finish();
}

void run(std::string_view bytes) {
  if (bytes.starts_with('{')) return read_json(bytes);
  if (bytes.starts_with('<')) return require_sound(document::read_docx(wrapped(bytes)));
  require_sound(document::read_docx(bytes));
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
