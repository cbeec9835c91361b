// What portcheck-pdf.wasm exports: PDF bytes in, portcheck.document/1 out, for the module that judges.
// Conventions as in boundary.h. It imports what imports_pdf.txt lists. A trap means that the instance is
// dead: start another.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct portcheck_pdf portcheck_pdf;

uint32_t portcheck_pdf_abi(void);  // 1; the loader refuses another

uint8_t* portcheck_pdf_alloc(size_t size);  // null when there is no memory
void portcheck_pdf_free(uint8_t* block);

// Takes `block` over (from portcheck_pdf_alloc), even on failure. Null only without memory: what is wrong
// with the file is in the text.
portcheck_pdf* portcheck_pdf_read(uint8_t* block, size_t size);

const uint8_t* portcheck_pdf_text(
    const portcheck_pdf* done);  // portcheck.document/1, until portcheck_pdf_close
size_t portcheck_pdf_text_size(const portcheck_pdf* done);

void portcheck_pdf_close(portcheck_pdf* done);

#ifdef __cplusplus
}
#endif
