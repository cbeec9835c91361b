# portcheck::deflate for WebAssembly: the decompressor of Debian's libdeflate source, the version the native build links.
# Included by shared/CMakeLists.txt under EMSCRIPTEN.
set(LIBDEFLATE_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/libdeflate)
if(NOT EXISTS ${LIBDEFLATE_SOURCE}/libdeflate.h)
  message(FATAL_ERROR "The source of libdeflate is missing. Run deploy/fetch-sources.sh first.")
endif()

add_library(portcheck_deflate STATIC
  ${LIBDEFLATE_SOURCE}/lib/deflate_decompress.c
  ${LIBDEFLATE_SOURCE}/lib/utils.c  # its allocator
  ${PROJECT_SOURCE_DIR}/wasm/crc32.c)  # in place of lib/crc32.c, see there
target_include_directories(portcheck_deflate SYSTEM PUBLIC ${LIBDEFLATE_SOURCE})
add_library(portcheck::deflate ALIAS portcheck_deflate)
