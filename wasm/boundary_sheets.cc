#include "boundary_sheets.h"

#include <new>
#include <string>
#include <utility>

#include "portcheck/hand_back.h"
#include "session.h"

struct portcheck_hand_back {
  portcheck::HandBack done;
  std::string text;
};

namespace {

const uint8_t* bytes_of(const std::string& text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

portcheck_hand_back* keep(portcheck::HandBack&& done) {
  auto* kept = new (std::nothrow) portcheck_hand_back{std::move(done), {}};
  if (kept != nullptr) kept->text = portcheck::to_json(kept->done);
  return kept;
}

using Work = portcheck::HandBack(const portcheck::Request&, const portcheck::HandBackOptions&);

portcheck_hand_back* hand_back(const portcheck_session* session, int32_t format, int32_t numbers,
                               Work* work) {
  const bool ready =
      !session->error && !session->without_memory && session->blocks.size() == session->request.files.size();
  if (!ready || format < PORTCHECK_XLSX || format > PORTCHECK_CSV || numbers < PORTCHECK_AUTOMATIC ||
      numbers > PORTCHECK_NATIONAL) {
    return nullptr;
  }
  portcheck::HandBackOptions options;
  options.format = static_cast<portcheck::SheetFormat>(format);
  options.numbers = static_cast<portcheck::NumberStyle>(numbers);
  return keep(work(session->request, options));
}

}  // namespace

extern "C" {

portcheck_hand_back* portcheck_fix(const portcheck_session* session, int32_t format, int32_t numbers) {
  return hand_back(session, format, numbers, portcheck::fix);
}

portcheck_hand_back* portcheck_split(const portcheck_session* session, int32_t format, int32_t numbers) {
  return hand_back(session, format, numbers, portcheck::split);
}

portcheck_hand_back* portcheck_template(int32_t format) {
  if (format < PORTCHECK_XLSX || format > PORTCHECK_CSV) return nullptr;
  portcheck::HandBack done;
  done.files.push_back({"", portcheck::make_template(static_cast<portcheck::SheetFormat>(format)), 0});
  return keep(std::move(done));
}

const uint8_t* portcheck_hand_back_text(const portcheck_hand_back* done) {
  return bytes_of(done->text);
}

size_t portcheck_hand_back_text_size(const portcheck_hand_back* done) {
  return done->text.size();
}

const uint8_t* portcheck_hand_back_file(const portcheck_hand_back* done, uint32_t index) {
  return index < done->done.files.size() ? bytes_of(done->done.files[index].bytes) : nullptr;
}

size_t portcheck_hand_back_file_size(const portcheck_hand_back* done, uint32_t index) {
  return index < done->done.files.size() ? done->done.files[index].bytes.size() : 0;
}

void portcheck_hand_back_close(portcheck_hand_back* done) {
  delete done;
}

}  // extern "C"
