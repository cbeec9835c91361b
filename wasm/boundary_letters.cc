#include "boundary_letters.h"

#include <cstdlib>
#include <new>
#include <optional>
#include <utility>

#include "portcheck/document.h"
#include "session.h"

void portcheck_forget_documents(portcheck_session& session) {
  for (portcheck::InputFile& file : session.request.files) {
    delete file.document;
    file.document = nullptr;
  }
}

extern "C" {

int32_t portcheck_set_document(portcheck_session* session, uint32_t index, uint8_t* block, size_t size) {
  if (block == nullptr) return PORTCHECK_NO_MEMORY;
  const bool expected = !session->error && !session->report && index < session->request.files.size();
  auto read =
      expected ? portcheck::parse_document({reinterpret_cast<const char*>(block), size}) : std::nullopt;
  std::free(block);
  if (!expected) return PORTCHECK_WRONG_STATE;
  if (!read) return PORTCHECK_BAD_REQUEST;
  portcheck::InputFile& file = session->request.files[index];
  auto* document = new (std::nothrow) portcheck::Document(std::move(*read));
  if (document == nullptr) return PORTCHECK_NO_MEMORY;
  delete file.document;
  file.document = document;
  return PORTCHECK_OK;
}

}  // extern "C"
