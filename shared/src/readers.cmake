# The readers' translation units (archive, sheet, document and the encodings under text).
set(PORTCHECK_READER_SOURCES)
file(GLOB PORTCHECK_READER_SOURCES RELATIVE ${CMAKE_CURRENT_LIST_DIR}/.. CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/archive/*.cc ${CMAKE_CURRENT_LIST_DIR}/sheet/*.cc
  ${CMAKE_CURRENT_LIST_DIR}/document/*.cc ${CMAKE_CURRENT_LIST_DIR}/text/utf8.cc ${CMAKE_CURRENT_LIST_DIR}/text/xml.cc
  ${CMAKE_CURRENT_LIST_DIR}/text/encoding.cc ${CMAKE_CURRENT_LIST_DIR}/text/delimiter.cc)
