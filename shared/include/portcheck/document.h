// What a letter's file says, before anybody judges it: its text with places, form fields, evidence of
// signatures, pictures. A PDF's is made by pdf.h, a scan's by the server's OCR, that of a Word document or a
// picture by read_document(); src/loa finds the facts in it. No rule speaks here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/rule_ids.h"

namespace portcheck {

// Tenths of a point (1/720 inch) from the upper left corner of the page as it is shown, turned pages
// included. All zero: not known, as in Word documents.
struct Box {
  int32_t left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const Box&) const = default;
};

enum class DocumentStatus : uint8_t {
  ok,
  recovered,    // damaged, and read as far as it goes
  encrypted,    // needs a password; nothing was read
  damaged,      // nothing can be read
  too_large,    // past a bound of limits.h; what was read until then is there
  unsupported,  // of a kind that is recognised only: .doc, .pages, .msg
};

enum class Ink : uint8_t {
  visible,
  hidden,   // in the file, not on the page: white on white, clipped away, behind a picture, "invisible"
  deleted,  // struck out by a tracked change
};

// Text that stands together: one line of one column or table cell, words divided by one blank.
struct Span {
  uint32_t page = 1;  // 1-based
  uint32_t line = 0;  // in reading order within the page; spans side by side have the same
  Box box;
  std::string text;  // UTF-8, composed; ligatures as their letters; never empty
  Ink ink = Ink::visible;
  bool filled_in = false;    // the value of a form field, or typed upon the page (a free-text annotation)
  uint8_t confidence = 100;  // per cent; below 100 only where OCR has read it

  bool operator==(const Span&) const = default;
};

enum class FieldKind : uint8_t { text, check_box, radio, choice, button, signature };

// A form's field. The value of a text field is among the spans too, where it stands.
struct FormField {
  uint32_t page = 1;
  Box box;
  FieldKind kind = FieldKind::text;
  std::string name;   // fully qualified
  std::string label;  // what the form says to readers: tooltip, title of a content control
  std::string value;  // of a box: "1" when it is ticked, else empty
  bool required = false, read_only = false, multiline = false;

  bool operator==(const FormField&) const = default;
};

// What a digital signature says of itself. Nothing here is verified.
struct DigitalSignature {
  std::string field;  // name of its FormField; empty: none
  std::string name;   // who signed, as the signature says
  std::string reason, location;
  std::string filter;  // "Adobe.PPKLite", …
  std::string format;  // "adbe.pkcs7.detached", "ETSI.CAdES.detached", …
  std::optional<Date> date;
  bool covers_file = false;  // its byte range is the whole file without the signature itself
  bool certifies = false;    // the author's, which says what may be changed later
  bool timestamp = false;    // of a time-stamp service: nobody's signature

  bool operator==(const DigitalSignature&) const = default;
};

enum class MarkKind : uint8_t { ink, stamp, free_text, picture, drawing, highlight, redaction, other };

// What was put onto a page beside its text: annotations, pictures, drawn strokes that look like handwriting.
struct Mark {
  uint32_t page = 1;
  Box box;
  MarkKind kind = MarkKind::other;
  std::string text;  // of a note or stamp; a picture's description

  bool operator==(const Mark&) const = default;
};

struct Picture {
  uint32_t page = 1;
  Box box;
  uint32_t width = 0, height = 0;  // pixels
  std::string codec;               // "jpeg", "ccitt", "jbig2", "jpx", "flate", "png", …
  uint8_t bits = 0;                // per pixel
  uint16_t turned = 0;             // degrees clockwise that a viewer must turn it (EXIF)
  uint16_t resolution = 0;         // dots per inch as the file says; 0: it does not
  uint8_t blank = 0;               // per cent sure that it shows nothing: one colour, or too dark to read

  bool operator==(const Picture&) const = default;
};

struct PageSize {
  int32_t width = 0, height = 0;  // tenths of a point, as shown
  bool operator==(const PageSize&) const = default;
};

struct DocumentInfo {
  std::string title, author, subject, creator, producer;
  std::optional<Date> created, modified;
  bool operator==(const DocumentInfo&) const = default;
};

struct Document {
  DocumentStatus status = DocumentStatus::ok;
  std::string problem;          // why status is not ok: a Defect (rule_ids.h), or words of another reader
  uint32_t pages = 0;           // all that the file has, also those that were not read
  std::vector<PageSize> sizes;  // of the pages that were read
  std::vector<Span> spans;      // by page and line, from left to right
  std::vector<FormField> fields;
  std::vector<DigitalSignature> signatures;
  std::vector<Mark> marks;
  std::vector<Picture> pictures;
  DocumentInfo info;
  std::vector<std::string> attachments;  // names of files inside
  uint32_t unreadable = 0;               // characters whose meaning the file does not give
  bool was_encrypted = false;            // opened without a password all the same
  bool scripts = false;                  // JavaScript
  bool launches = false;                 // starts programs or opens other files
  bool xfa = false;                      // an XFA form: what viewers show may be another text
  bool ocr = false;                      // some spans were read by OCR
  bool tracked_changes = false, comments = false;

  bool operator==(const Document&) const = default;
};

// What a Word document or a picture says, and why another letter is not read here: .doc, .pages, an encrypted
// file; of a saved mail the names of what is attached. Nothing for a PDF (pdf.h), for what is no letter, and
// in a build without these readers (formats.h). Never fails; time and memory are bound by limits.h whatever
// the bytes are.
std::optional<Document> read_document(std::string_view bytes, std::string_view name);

// What a file is by its content: "pdf", "docx", "jpeg", "csv", …, as FileReport::type. The name is asked
// where the content does not say.
std::string_view content_type(std::string_view bytes, std::string_view name);

// As JSON, `portcheck.document/1`, for the way from portcheck-pdf.wasm to the module that judges: members
// named as above, those left out that have their default value. UTF-8, one line.
std::string to_json(const Document& document);

// Nothing when the text is no portcheck.document/1 or passes a bound of limits.h.
std::optional<Document> parse_document(std::string_view json);

}  // namespace portcheck
