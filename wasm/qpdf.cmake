# qpdf for WebAssembly, from Debian's source package: the version the native build links. Without zlib and libjpeg: all
# filters that a letter needs are shared/src/pdf's own. portcheck::qpdf; included by shared/CMakeLists.txt under EMSCRIPTEN.
set(QPDF_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/qpdf)
if(NOT EXISTS ${QPDF_SOURCE}/libqpdf/QPDF.cc)
  message(FATAL_ERROR "The source of qpdf is missing. Run deploy/fetch-sources.sh first.")
endif()

# The linker takes what is used; these need libraries, or belong to the program qpdf.
file(GLOB qpdf_sources ${QPDF_SOURCE}/libqpdf/*.cc ${QPDF_SOURCE}/libqpdf/*.c)
list(FILTER qpdf_sources EXCLUDE REGEX
  "/(QPDFJob.*|QPDFArgParser|QPDFUsage|QPDFCrypto_(gnutls|openssl)|Pl_DCT|Pl_Flate|Pl_StdioFile|SF_FlateLzwDecode|.*-c)\\.cc$")

add_library(portcheck_qpdf STATIC EXCLUDE_FROM_ALL ${qpdf_sources} ${PROJECT_SOURCE_DIR}/wasm/qpdf/absent.cc)
target_include_directories(portcheck_qpdf SYSTEM
  PUBLIC ${QPDF_SOURCE}/include
  PRIVATE ${PROJECT_SOURCE_DIR}/wasm/qpdf ${QPDF_SOURCE}/libqpdf)
target_compile_definitions(portcheck_qpdf PRIVATE QPDF_DISABLE_QTC POINTERHOLDER_TRANSITION=4)
target_compile_options(portcheck_qpdf PRIVATE -w)
add_library(portcheck::qpdf ALIAS portcheck_qpdf)
