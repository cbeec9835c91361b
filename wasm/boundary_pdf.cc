#include "boundary_pdf.h"

#include <cstdlib>
#include <memory>
#include <new>
#include <string>

#include "portcheck/pdf.h"

struct portcheck_pdf {
  std::string text;
};

extern "C" {

uint32_t portcheck_pdf_abi(void) {
  return 1;
}

uint8_t* portcheck_pdf_alloc(size_t size) {
  return static_cast<uint8_t*>(std::malloc(size != 0 ? size : 1));
}

portcheck_pdf* portcheck_pdf_read(uint8_t* block, size_t size) {
  const std::unique_ptr<uint8_t, decltype(&std::free)> bytes(block, std::free);
  auto* read = new (std::nothrow) portcheck_pdf;
  if (read == nullptr) return nullptr;
  read->text = portcheck::to_json(portcheck::read_pdf({reinterpret_cast<const char*>(block), size}));
  return read;
}

const uint8_t* portcheck_pdf_text(const portcheck_pdf* read) {
  return reinterpret_cast<const uint8_t*>(read->text.data());
}

size_t portcheck_pdf_text_size(const portcheck_pdf* read) {
  return read->text.size();
}

void portcheck_pdf_close(portcheck_pdf* read) {
  delete read;
}

}  // extern "C"
