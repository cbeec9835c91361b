# Every translation unit of portcheck_core.
set(PORTCHECK_CORE_SOURCES
  src/check.cc
  src/phone/numbering_plan.cc
  src/phone/ordinary_number.cc
  src/phone/phone_number.cc
  src/report/json.cc
  src/report/message.cc
  src/report/names.cc
  src/report/note.cc
  src/report/summary.cc
  src/report/terminal.cc
  src/rules/destination.cc
  src/rules/file.cc
  src/rules/findings.cc
  src/rules/header.cc
  src/rules/header_names.cc
  src/rules/loa.cc
  src/rules/marketing.cc
  src/rules/number.cc
  src/rules/number_set.cc
  src/rules/registry.cc
  src/rules/row.cc
  src/rules/sheet_judge.cc
  src/rules/ticket.cc
  src/rules/url.cc
  src/text/clean.cc
  src/text/date.cc
  src/text/json_reader.cc
  src/text/request_json.cc
  src/url/url.cc
)
# The readers' own list.
include(${CMAKE_CURRENT_LIST_DIR}/src/readers.cmake)
list(APPEND PORTCHECK_CORE_SOURCES ${PORTCHECK_READER_SOURCES})
