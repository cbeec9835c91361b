#include "boundary_pdf.h"

#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "portcheck/pdf.h"

#ifdef __EMSCRIPTEN__
// The standalone libc would import this to tell about growth; the loader looks at the memory itself.
extern "C" void emscripten_notify_memory_growth(size_t) {}
#endif

struct portcheck_pdf {
  std::string text;
};

extern "C" {

uint32_t portcheck_pdf_abi(void) {
  return 1;
}

uint8_t* portcheck_pdf_alloc(size_t size) {
  return static_cast<uint8_t*>(std::malloc(size == 0 ? 1 : size));
}

void portcheck_pdf_free(uint8_t* block) {
  std::free(block);
}

portcheck_pdf* portcheck_pdf_read(uint8_t* block, size_t size) {
  if (block == nullptr) return nullptr;
  auto* done = new (std::nothrow) portcheck_pdf;
  if (done != nullptr) {
    done->text = portcheck::to_json(portcheck::read_pdf({reinterpret_cast<const char*>(block), size}));
  }
  std::free(block);
  return done;
}

const uint8_t* portcheck_pdf_text(const portcheck_pdf* done) {
  return reinterpret_cast<const uint8_t*>(done->text.data());
}

size_t portcheck_pdf_text_size(const portcheck_pdf* done) {
  return done->text.size();
}

void portcheck_pdf_close(portcheck_pdf* done) {
  delete done;
}

}  // extern "C"
