# Every translation unit of portcheck_core.
set(PORTCHECK_CORE_SOURCES
  src/check.cc
  src/edit/edit_json.cc
  src/edit/edit_session.cc
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
  src/hand_back/source.cc
  src/hand_back/split.cc
  src/hand_back/template.cc
  src/phone/numbering_plan.cc
  src/phone/ordinary_number.cc
  src/phone/phone_number.cc
  src/report/document_json.cc
  src/report/json.cc
  src/report/json_encoder.cc
  src/report/message.cc
  src/report/names.cc
  src/report/note.cc
  src/report/summary.cc
  src/report/terminal.cc
  src/report/texts.cc
  src/rules/destination.cc
  src/rules/file.cc
  src/rules/findings.cc
  src/rules/header.cc
  src/rules/header_names.cc
  src/rules/loa.cc
  src/rules/marketing.cc
  src/rules/neighbours.cc
  src/rules/number.cc
  src/rules/number_set.cc
  src/rules/plain_numbers.cc
  src/rules/registry.cc
  src/rules/rejection.cc
  src/rules/rejection_codes.cc
  src/rules/row.cc
  src/rules/sheet_choice.cc
  src/rules/sheet_judge.cc
  src/rules/ticket.cc
  src/rules/url.cc
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
# One of them belongs to a program: the readers of all formats, or those of CSV and XLSX alone.
set(PORTCHECK_ALL_FORMATS_SOURCES src/sheet/formats_all.cc)
set(PORTCHECK_USUAL_FORMATS_SOURCES src/sheet/formats_usual.cc)
list(REMOVE_ITEM PORTCHECK_CORE_SOURCES ${PORTCHECK_ALL_FORMATS_SOURCES} ${PORTCHECK_USUAL_FORMATS_SOURCES})
# The words of the rules: in every program but the browser's, which loads them (portcheck/texts.h).
set(PORTCHECK_ENGLISH_SOURCES src/report/english_texts.cc)
# The reader of PDF, portcheck_pdf.
file(GLOB PORTCHECK_PDF_SOURCES RELATIVE ${CMAKE_CURRENT_LIST_DIR} CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/src/pdf/*.cc)
