// What portcheck-letters.wasm can do beside all of boundary.h: read letters, and judge them. Conventions as
// there.
#pragma once

#include "boundary.h"

#ifdef __cplusplus
extern "C" {
#endif

// What another module has read of file `index`: portcheck.document/1, as portcheck-pdf.wasm gives it. After
// portcheck_open and before the run; a second one for a file takes the place of the first. Takes `block`
// over, even on failure. PORTCHECK_BAD_REQUEST when it is no such document: the session works on without it.
int32_t portcheck_set_document(portcheck_session* session, uint32_t index, uint8_t* block, size_t size);

#ifdef __cplusplus
}
#endif
