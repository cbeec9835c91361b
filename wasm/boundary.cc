#include "boundary.h"

#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "portcheck/formats.h"
#include "portcheck/texts.h"
#include "session.h"

extern "C" void portcheck_progress(portcheck_session* session, int32_t permille);

#ifdef __EMSCRIPTEN__
// The standalone libc would import this to tell about growth; the loader looks at the memory itself.
extern "C" void emscripten_notify_memory_growth(size_t) {}
#endif

namespace {

struct LoadedTexts {
  uint8_t* block;
  portcheck::Texts texts;
};
LoadedTexts loaded;  // the module's only state beside its sessions

bool is_sha256(std::string_view hex) {
  if (hex.size() != 64) return false;
  for (const char c : hex) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

}  // namespace

[[gnu::weak]] void portcheck_forget_documents(portcheck_session&) {}

portcheck_session::~portcheck_session() {
  portcheck_forget_documents(*this);
  for (uint8_t* block : blocks) std::free(block);
}

const portcheck::Texts& portcheck::texts() {
  return loaded.texts;
}

extern "C" {

uint32_t portcheck_abi(void) {
  return 4;
}

uint8_t* portcheck_alloc(size_t size) {
  return static_cast<uint8_t*>(std::malloc(size == 0 ? 1 : size));
}

void portcheck_free(uint8_t* block) {
  std::free(block);
}

int32_t portcheck_set_texts(uint8_t* block, size_t size) {
  if (block == nullptr) return PORTCHECK_NO_MEMORY;
  const auto texts = portcheck::Texts::read({reinterpret_cast<const char*>(block), size});
  if (!texts) {
    std::free(block);
    return PORTCHECK_BAD_REQUEST;
  }
  std::free(loaded.block);
  loaded = {block, *texts};
  return PORTCHECK_OK;
}

portcheck_session* portcheck_open(const uint8_t* request_json, size_t size) {
  auto* session = new (std::nothrow) portcheck_session;
  if (session == nullptr) return nullptr;
  const std::string_view json(reinterpret_cast<const char*>(request_json), size);
  session->error = portcheck::parse_request(json, session->request);
  portcheck::equip(session->request);
  session->blocks.reserve(session->request.files.size());
  return session;
}

int32_t portcheck_add_file(portcheck_session* session, uint8_t* block, size_t size) {
  const size_t index = session->blocks.size();
  if (block == nullptr) {
    session->without_memory = true;
    return PORTCHECK_NO_MEMORY;
  }
  if (session->error || session->report || index == session->request.files.size()) {
    std::free(block);
    return session->error ? PORTCHECK_BAD_REQUEST : PORTCHECK_WRONG_STATE;
  }
  session->blocks.push_back(block);
  session->request.files[index].bytes = std::string_view(reinterpret_cast<const char*>(block), size);
  return PORTCHECK_OK;
}

int32_t portcheck_needs(const portcheck_session* session) {
  return static_cast<int32_t>(portcheck::build_needed(session->request));
}

int32_t portcheck_run(portcheck_session* session) {
  if (session->error) return PORTCHECK_BAD_REQUEST;
  if (session->without_memory) return PORTCHECK_NO_MEMORY;
  if (session->report || session->blocks.size() != session->request.files.size() ||
      portcheck_needs(session) != PORTCHECK_THIS) {
    return PORTCHECK_WRONG_STATE;
  }
  const auto forward = [](void* context, int permille) {
    portcheck_progress(static_cast<portcheck_session*>(context), permille);
  };
  session->report = portcheck::check(session->request, portcheck::Progress{forward, session});
  return PORTCHECK_OK;
}

int32_t portcheck_set_sha256(portcheck_session* session, uint32_t index, const uint8_t* hex, size_t size) {
  const std::string_view digest(reinterpret_cast<const char*>(hex), size);
  if (session->error) return PORTCHECK_BAD_REQUEST;
  if (index >= session->request.files.size() || !is_sha256(digest)) return PORTCHECK_WRONG_STATE;
  session->request.files[index].sha256 = digest;
  if (session->report) session->report->files[index].sha256 = digest;
  return PORTCHECK_OK;
}

const uint8_t* portcheck_text(portcheck_session* session, int32_t format) {
  session->text.clear();
  if (session->error) {
    session->text = portcheck::to_json(*session->error);
  } else if (session->report) {
    if (format == PORTCHECK_JSON) session->text = portcheck::to_json(*session->report);
  }
  return reinterpret_cast<const uint8_t*>(session->text.data());
}

size_t portcheck_text_size(const portcheck_session* session) {
  return session->text.size();
}

void portcheck_close(portcheck_session* session) {
  delete session;
}

}  // extern "C"
