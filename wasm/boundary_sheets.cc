#include "boundary_sheets.h"

#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "portcheck/edit_session.h"
#include "portcheck/hand_back.h"
#include "portcheck/letter_form.h"
#include "session.h"

struct portcheck_hand_back {
  portcheck::HandBack done;
  std::string text;
};

struct portcheck_edit {
  std::unique_ptr<portcheck::EditSession> session;
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

bool is_ready(const portcheck_session* session) {
  return !session->error && !session->without_memory &&
         session->blocks.size() == session->request.files.size();
}

using Work = portcheck::HandBack(const portcheck::Request&, const portcheck::HandBackOptions&);

portcheck_hand_back* hand_back(const portcheck_session* session, int32_t format, int32_t numbers,
                               Work* work) {
  if (!is_ready(session) || format < PORTCHECK_XLSX || format > PORTCHECK_CSV ||
      numbers < PORTCHECK_AUTOMATIC || numbers > PORTCHECK_NATIONAL) {
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

portcheck_hand_back* portcheck_letter(const uint8_t* form_json, size_t form_size, const uint8_t* signature,
                                      size_t signature_size) {
  auto* kept = new (std::nothrow) portcheck_hand_back;
  if (kept == nullptr) return nullptr;
  portcheck::LetterForm form;
  const std::string_view json(reinterpret_cast<const char*>(form_json), form_size);
  if (const auto error = portcheck::parse_letter_form(json, form)) {
    kept->text = portcheck::to_json(*error);
    return kept;
  }
  form.signature.assign(reinterpret_cast<const char*>(signature), signature_size);
  portcheck::MadeLetter made = portcheck::make_letter(form);
  kept->text = portcheck::to_json(made);
  kept->done.files.push_back({"", std::move(made.pdf), 0});
  return kept;
}

portcheck_hand_back* portcheck_sheet_numbers(const portcheck_session* session) {
  if (!is_ready(session)) return nullptr;
  auto* kept = new (std::nothrow) portcheck_hand_back;
  if (kept != nullptr) kept->text = portcheck::to_json(portcheck::sheet_numbers(session->request));
  return kept;
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

portcheck_edit* portcheck_edit_open(const portcheck_session* session) {
  if (!is_ready(session)) return nullptr;
  auto* edit = new (std::nothrow) portcheck_edit;
  if (edit == nullptr) return nullptr;
  portcheck::EditResult result;
  edit->session = portcheck::EditSession::open(session->request, result.refused);
  if (edit->session) {
    portcheck_edit_state(edit);
  } else {
    edit->text = portcheck::to_json(result, {});
  }
  return edit;
}

int32_t portcheck_edit_cell(portcheck_edit* edit, uint32_t file, uint32_t row, uint32_t column,
                            const uint8_t* utf8, size_t size) {
  if (!edit->session) return PORTCHECK_WRONG_STATE;
  const std::string_view text(reinterpret_cast<const char*>(utf8), size);
  edit->text = portcheck::to_json(edit->session->edit(file, row, column, text), edit->session->files());
  return PORTCHECK_OK;
}

int32_t portcheck_edit_state(portcheck_edit* edit) {
  if (!edit->session) return PORTCHECK_WRONG_STATE;
  edit->text = portcheck::to_json(edit->session->state(), edit->session->files());
  return PORTCHECK_OK;
}

int32_t portcheck_edit_findings(portcheck_edit* edit, uint32_t file, uint32_t from_row, uint32_t to_row) {
  if (!edit->session) return PORTCHECK_WRONG_STATE;
  edit->text = portcheck::to_json(edit->session->findings(file, from_row, to_row), edit->session->files());
  return PORTCHECK_OK;
}

int32_t portcheck_edit_report(portcheck_edit* edit) {
  if (!edit->session) return PORTCHECK_WRONG_STATE;
  edit->text = portcheck::to_json(edit->session->report());
  return PORTCHECK_OK;
}

int32_t portcheck_edit_cells(portcheck_edit* edit, uint32_t file, uint32_t from_row, uint32_t to_row,
                             uint32_t from_column, uint32_t to_column, uint32_t longest) {
  if (!edit->session) return PORTCHECK_WRONG_STATE;
  edit->text = edit->session->cells(file, {from_row, to_row, from_column, to_column, longest});
  return PORTCHECK_OK;
}

portcheck_hand_back* portcheck_edit_save(const portcheck_edit* edit, uint32_t file, int32_t format) {
  if (!edit->session || format < PORTCHECK_XLSX || format > PORTCHECK_CSV) return nullptr;
  return keep(edit->session->save(file, static_cast<portcheck::SheetFormat>(format)));
}

const uint8_t* portcheck_edit_text(const portcheck_edit* edit) {
  return bytes_of(edit->text);
}

size_t portcheck_edit_text_size(const portcheck_edit* edit) {
  return edit->text.size();
}

void portcheck_edit_close(portcheck_edit* edit) {
  delete edit;
}

}  // extern "C"
