# Every translation unit of portcheck_core.
set(PORTCHECK_CORE_SOURCES
  src/check.cc
  src/edit/edit_json.cc
  src/edit/edit_session.cc
  src/edit/edited_file.cc
  src/edit/edited_sheet.cc
  src/edit/numbers.cc
  src/edit/row_findings.cc
  src/edit/row_index.cc
  src/edit/sums.cc
  src/edit/summary.cc
  src/hand_back/changes.cc
  src/hand_back/cleaning.cc
  src/hand_back/fix.cc
  src/hand_back/number_style.cc
  src/hand_back/output.cc
  src/hand_back/repair.cc
  src/hand_back/sheet_numbers.cc
  src/hand_back/source.cc
  src/hand_back/split.cc
  src/hand_back/template.cc
  src/letter/canvas.cc
  src/letter/catalog.cc
  src/letter/form_fields.cc
  src/letter/form_json.cc
  src/letter/helvetica.cc
  src/letter/layout.cc
  src/letter/make_letter.cc
  src/letter/pdf_file.cc
  src/letter/signature_picture.cc
  src/letter/structure.cc
  src/letter/wording.cc
  src/loa/addresses.cc
  src/loa/addresses_of_letter.cc
  src/loa/below.cc
  src/loa/dates.cc
  src/loa/dates_of_letter.cc
  src/loa/fields.cc
  src/loa/flat_text.cc
  src/loa/gaps.cc
  src/loa/labels.cc
  src/loa/lines.cc
  src/loa/numbers.cc
  src/loa/numbers_of_letter.cc
  src/loa/parties.cc
  src/loa/prose.cc
  src/loa/read_letter.cc
  src/loa/same.cc
  src/loa/secrets.cc
  src/loa/secrets_of_document.cc
  src/loa/signatures.cc
  src/loa/spoken_fields.cc
  src/loa/table.cc
  src/loa/wording.cc
  src/loa/wrapped.cc
  src/phone/numbering_plan.cc
  src/phone/ordinary_number.cc
  src/phone/phone_number.cc
  src/report/details.cc
  src/report/document_json.cc
  src/report/json.cc
  src/report/json_encoder.cc
  src/report/message.cc
  src/report/names.cc
  src/report/glance.cc
  src/report/note.cc
  src/report/summary.cc
  src/report/terminal.cc
  src/report/texts.cc
  src/rules/destination.cc
  src/rules/file.cc
  src/rules/findings.cc
  src/rules/hash_set.cc
  src/rules/hash_text.cc
  src/rules/header.cc
  src/rules/header_names.cc
  src/rules/loa.cc
  src/rules/letter_context.cc
  src/rules/loa_compare.cc
  src/rules/loa_contents.cc
  src/rules/loa_dates.cc
  src/rules/loa_file.cc
  src/rules/loa_matching.cc
  src/rules/loa_signature.cc
  src/rules/loa_wording.cc
  src/rules/marketing.cc
  src/rules/neighbours.cc
  src/rules/number.cc
  src/rules/plain_numbers.cc
  src/rules/registry.cc
  src/rules/rejection_codes.cc
  src/rules/row.cc
  src/rules/sheet_choice.cc
  src/rules/sheet_judge.cc
  src/rules/ticket.cc
  src/rules/url.cc
  src/rules/usual_row.cc
  src/rules/wording.cc
  src/text/business_days.cc
  src/text/clean.cc
  src/text/date.cc
  src/text/decimal.cc
  src/text/document_reader.cc
  src/text/json_pull.cc
  src/text/json_reader.cc
  src/text/json_scanner.cc
  src/text/request_json.cc
  src/text/word_list.cc
  src/url/url.cc
)
# The readers' own list.
include(${CMAKE_CURRENT_LIST_DIR}/src/readers.cmake)
list(APPEND PORTCHECK_CORE_SOURCES ${PORTCHECK_READER_SOURCES})
# Some of them belong to a program: the readers of all formats or of CSV and XLSX alone, with what is said of letters and of
# rejections or without.
set(PORTCHECK_WITH_LETTERS src/document/letters_all.cc src/rules/letters_all.cc src/report/letter_all.cc
  src/document/other_archives_all.cc src/document/other_kinds_all.cc src/document/other_texts_all.cc)
set(PORTCHECK_ALL_FORMATS_SOURCES src/sheet/formats_all.cc src/rules/open_requests.cc src/rules/rejection.cc ${PORTCHECK_WITH_LETTERS})
set(PORTCHECK_CSV_AND_XLSX src/sheet/formats_usual.cc src/rules/desk_none.cc)
set(PORTCHECK_LETTER_FORMATS_SOURCES ${PORTCHECK_CSV_AND_XLSX} ${PORTCHECK_WITH_LETTERS})
set(PORTCHECK_USUAL_FORMATS_SOURCES ${PORTCHECK_CSV_AND_XLSX} src/document/letters_none.cc src/document/other_kinds_none.cc
  src/rules/letters_usual.cc src/report/letter_usual.cc)
list(REMOVE_ITEM PORTCHECK_CORE_SOURCES ${PORTCHECK_ALL_FORMATS_SOURCES} ${PORTCHECK_USUAL_FORMATS_SOURCES})
# The words of the rules: in every program but the browser's, which loads them (portcheck/texts.h).
set(PORTCHECK_ENGLISH_SOURCES src/report/english_texts.cc)
# The reader of PDF, portcheck_pdf.
file(GLOB PORTCHECK_PDF_SOURCES RELATIVE ${CMAKE_CURRENT_LIST_DIR} CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/src/pdf/*.cc)
