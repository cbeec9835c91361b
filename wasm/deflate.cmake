# libdeflate for WebAssembly, from Debian's source package: the version the native build links. portcheck::deflate is its
# checksum, which both modules have; portcheck_deflate_compress is linked into portcheck-sheets.wasm alone.
# Included by shared/CMakeLists.txt under EMSCRIPTEN.
set(LIBDEFLATE_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/libdeflate)
if(NOT EXISTS ${LIBDEFLATE_SOURCE}/libdeflate.h)
  message(FATAL_ERROR "The source of libdeflate is missing. Run deploy/fetch-sources.sh first.")
endif()

add_library(portcheck_deflate STATIC
  ${LIBDEFLATE_SOURCE}/lib/utils.c  # its allocator
  ${PROJECT_SOURCE_DIR}/wasm/crc32.c)  # in place of lib/crc32.c, see there
target_include_directories(portcheck_deflate SYSTEM PUBLIC ${LIBDEFLATE_SOURCE})
add_library(portcheck::deflate ALIAS portcheck_deflate)

add_library(portcheck_deflate_compress STATIC ${LIBDEFLATE_SOURCE}/lib/deflate_compress.c)
target_link_libraries(portcheck_deflate_compress PUBLIC portcheck_deflate)
