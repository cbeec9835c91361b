// Any bytes as a picture of any format, and as a saved mail: bounded, and never more than the file says.
#include "document/mail.h"
#include "document/picture.h"
#include "document_check.h"

namespace portcheck::fuzz {
namespace {

using document::FileType;

void run(std::string_view bytes) {
  for (auto type = FileType::jpeg; type <= FileType::bmp;
       type = static_cast<FileType>(static_cast<int>(type) + 1)) {
    const Document letter = document::read_picture(bytes, type);
    require_sound(letter);
    PORTCHECK_FUZZ_REQUIRE(letter.pictures.size() == letter.pages && letter.sizes.size() == letter.pages);
    for (const Picture& picture : letter.pictures)
      PORTCHECK_FUZZ_REQUIRE(picture.width != 0 && picture.height != 0 && picture.blank <= 100 &&
                             picture.turned % 90 == 0);
  }
  for (const FileType type : {FileType::eml, FileType::msg}) require_sound(document::read_mail(bytes, type));
  Picture picture;
  PORTCHECK_FUZZ_REQUIRE(document::measure_picture(bytes, picture) == (picture.width != 0));
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
