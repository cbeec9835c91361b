// What portcheck-sheets.wasm can do beside all of boundary_letters.h: read the rarer spreadsheets, hand
// sheets back, judge them while they are edited, and make letters. Conventions as in boundary.h.
#pragma once

#include "boundary_letters.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct portcheck_hand_back portcheck_hand_back;

enum portcheck_sheet_format { PORTCHECK_XLSX = 0, PORTCHECK_CSV = 1 };

// enum NumberStyle of portcheck/hand_back.h
enum portcheck_number_style {
  PORTCHECK_AUTOMATIC = 0,
  PORTCHECK_DASHES = 1,
  PORTCHECK_DIGITS = 2,
  PORTCHECK_E164 = 3,
  PORTCHECK_NATIONAL = 4
};

// With a session to which every file was added, instead of portcheck_run or beside it. Null when the session
// has an error (portcheck_text says which), lacks files or memory, or when an argument is none of the above.
// A file that cannot be read is no error: the text says "refused".
portcheck_hand_back* portcheck_fix(const portcheck_session* session, int32_t format, int32_t numbers);
portcheck_hand_back* portcheck_split(const portcheck_session* session, int32_t format, int32_t numbers);

// Needs no session. One file without a name; its text lists no changes.
portcheck_hand_back* portcheck_template(int32_t format);

// portcheck.letter/1 (portcheck/letter_form.h) and the picture of a signature, PNG or JPEG; none: size 0.
// Needs no session. The text is portcheck.made_letter/1, or {"error":{"where":…,"reason":…}} where the form
// is wrong; the file is the PDF, empty where the letter is refused.
portcheck_hand_back* portcheck_letter(const uint8_t* form_json, size_t form_size, const uint8_t* signature,
                                      size_t signature_size);

// What of the session's first spreadsheet a letter can list: the text is portcheck.sheet_numbers/1. Null as
// above.
portcheck_hand_back* portcheck_sheet_numbers(const portcheck_session* session);

// portcheck.changes/1; the files are in its order. All of it lives until portcheck_hand_back_close.
const uint8_t* portcheck_hand_back_text(const portcheck_hand_back* done);
size_t portcheck_hand_back_text_size(const portcheck_hand_back* done);
const uint8_t* portcheck_hand_back_file(const portcheck_hand_back* done,
                                        uint32_t index);  // null: no such file
size_t portcheck_hand_back_file_size(const portcheck_hand_back* done, uint32_t index);

void portcheck_hand_back_close(portcheck_hand_back* done);

typedef struct portcheck_edit portcheck_edit;

// With a session to which every file was added, and which must be closed after this. The text is that of
// portcheck_edit_state, or says "refused": then there is nothing to edit. Null as for portcheck_fix.
portcheck_edit* portcheck_edit_open(const portcheck_session* session);

// Each leaves its answer, portcheck.edit/1, as the text; a report is portcheck.report/1.
// PORTCHECK_WRONG_STATE where nothing is open. Places are those of portcheck/edit_session.h; a cell that
// cannot be changed is no error: the text says "refused".
int32_t portcheck_edit_cell(portcheck_edit* edit, uint32_t file, uint32_t row, uint32_t column,
                            const uint8_t* utf8, size_t size);
int32_t portcheck_edit_state(portcheck_edit* edit);
int32_t portcheck_edit_findings(portcheck_edit* edit, uint32_t file, uint32_t from_row, uint32_t to_row);
int32_t portcheck_edit_report(portcheck_edit* edit);

// The cells of rows and columns from … to as they are now; of each at most `longest` bytes. The text is
// portcheck.cells/1.
int32_t portcheck_edit_cells(portcheck_edit* edit, uint32_t file, uint32_t from_row, uint32_t to_row,
                             uint32_t from_column, uint32_t to_column, uint32_t longest);

// The sheet as it is now, a file like those of portcheck_fix. Null where nothing is open.
portcheck_hand_back* portcheck_edit_save(const portcheck_edit* edit, uint32_t file, int32_t format);

const uint8_t* portcheck_edit_text(const portcheck_edit* edit);  // valid until the next call with it
size_t portcheck_edit_text_size(const portcheck_edit* edit);
void portcheck_edit_close(portcheck_edit* edit);

#ifdef __cplusplus
}
#endif
