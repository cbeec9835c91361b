// What portcheck-pdf.wasm exports: a PDF in, what it says out, as JSON for the module that judges. Plain C as
// in boundary.h; memory likewise.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct portcheck_pdf portcheck_pdf;

uint32_t portcheck_pdf_abi(void);  // 1; the loader refuses another

uint8_t* portcheck_pdf_alloc(size_t size);  // null when there is no memory

// Takes `block` over (from portcheck_pdf_alloc). Null only without memory: what is wrong with the file is the
// document's status.
portcheck_pdf* portcheck_pdf_read(uint8_t* block, size_t size);

// portcheck.document/1 (portcheck/document.h), for portcheck_set_document. Lives until portcheck_pdf_close.
const uint8_t* portcheck_pdf_text(const portcheck_pdf* read);
size_t portcheck_pdf_text_size(const portcheck_pdf* read);
void portcheck_pdf_close(portcheck_pdf* read);

#ifdef __cplusplus
}
#endif
