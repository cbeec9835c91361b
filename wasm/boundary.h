// What each module that judges exports (boundary_letters.h and boundary_sheets.h say what two have beside
// it): plain C, handles, bytes in, JSON out. exports.txt is compared with this file in the tests. Memory: the
// caller allocates with portcheck_alloc; portcheck_add_file takes the block over; everything else is the
// session's and lives until portcheck_close. Strings are UTF-8 with explicit lengths. Imports: see
// imports.txt. env.portcheck_progress(session, permille) is called now and then during portcheck_run; it must
// not call back into the module. Out of memory deep inside a check is a trap: the instance is dead then,
// start another.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct portcheck_session portcheck_session;

enum portcheck_status {
  PORTCHECK_OK = 0,
  PORTCHECK_BAD_REQUEST = 1,  // the text says which member of portcheck.request/1 is wrong
  PORTCHECK_NO_MEMORY = 2,
  PORTCHECK_WRONG_STATE = 3  // called in the wrong order, or with an argument that no caller should pass
};

// The agent's note is the server's business; its renderings would be 3 KB of every customer's download.
enum portcheck_format { PORTCHECK_JSON = 0 };

uint32_t portcheck_abi(void);  // 4; the loader refuses another

uint8_t* portcheck_alloc(size_t size);  // null when there is no memory
void portcheck_free(uint8_t* block);

// The words of the rules: a language file, portcheck.texts/1 of portcheck/texts.h. Takes `block` over (from
// portcheck_alloc), even on failure. They hold for every text made from then on, also of open sessions.
// PORTCHECK_BAD_REQUEST, and those before stay, when it is no such file or is made for other rules. Without
// any, a finding's message is its rule's id.
int32_t portcheck_set_texts(uint8_t* block, size_t size);

// Parses portcheck.request/1. Null only without memory; a wrong request is reported by portcheck_run.
portcheck_session* portcheck_open(const uint8_t* request_json, size_t size);

// The bytes of the next file of the request, in its order. Takes `block` over (from portcheck_alloc), even on
// failure.
int32_t portcheck_add_file(portcheck_session* session, uint8_t* block, size_t size);

// enum Build of portcheck/formats.h
enum portcheck_module { PORTCHECK_THIS = 0, PORTCHECK_LETTERS = 1, PORTCHECK_SHEETS = 2 };

// Which module answers in full: portcheck-letters.wasm when something was added that is neither a text table
// nor a workbook of Excel's, portcheck-sheets.wasm when a spreadsheet of another format was, the ticket has a
// rejection, or there are open requests. Ask that one, too: portcheck.wasm tells other files apart no further
// than it must.
int32_t portcheck_needs(const portcheck_session* session);

// Where the answer to the question above is PORTCHECK_THIS; PORTCHECK_WRONG_STATE elsewhere.
int32_t portcheck_run(portcheck_session* session);

// 64 lower-case hex digits for file `index`; may come after the run, so that hashing and checking overlap.
int32_t portcheck_set_sha256(portcheck_session* session, uint32_t index, const uint8_t* hex, size_t size);

// After PORTCHECK_OK: the report in `format`. After PORTCHECK_BAD_REQUEST: {"error":{"where":…,"reason":…}}.
// Before the run, and for an unknown format, the text is empty. Valid until the next call with this session.
const uint8_t* portcheck_text(portcheck_session* session, int32_t format);
size_t portcheck_text_size(const portcheck_session* session);  // of the text last returned

void portcheck_close(portcheck_session* session);

#ifdef __cplusplus
}
#endif
