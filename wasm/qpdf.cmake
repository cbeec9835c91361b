# qpdf for WebAssembly, from Debian's source package: the version the native build links, and of it what reading needs. Its
# filters, log, JSON and random numbers stay behind (qpdf/instead.cc), and with them zlib and libjpeg.
# Included by shared/CMakeLists.txt under EMSCRIPTEN.
set(QPDF_SOURCE ${PROJECT_SOURCE_DIR}/build/deps/qpdf)
if(NOT EXISTS ${QPDF_SOURCE}/libqpdf/QPDF.cc)
  message(FATAL_ERROR "The source of qpdf is missing. Run deploy/fetch-sources.sh first.")
endif()

set(qpdf_files
  BitStream Buffer BufferInputSource InputSource MD5 OffsetInputSource Pipeline Pl_AES_PDF
  Pl_ASCII85Decoder Pl_ASCIIHexDecoder Pl_Buffer Pl_Concatenate Pl_Count Pl_Discard Pl_Function Pl_MD5
  Pl_RC4 Pl_RunLength Pl_SHA2 Pl_String QPDF QPDFExc QPDFObjGen QPDFObject QPDFObjectHandle
  QPDFParser QPDFStreamFilter QPDFSystemError QPDFTokenizer QPDFValue QPDFXRefEntry QPDF_Array QPDF_Bool
  QPDF_Destroyed QPDF_Dictionary QPDF_InlineImage QPDF_Integer QPDF_Name QPDF_Null QPDF_Operator
  QPDF_Real QPDF_Reserved QPDF_Stream QPDF_String QPDF_Unresolved QPDF_encryption QTC QUtil RC4
  SparseOHArray AES_PDF_native MD5_native QPDFCrypto_native RC4_native SHA2_native rijndael)
list(TRANSFORM qpdf_files REPLACE "^(.+)$" "${QPDF_SOURCE}/libqpdf/\\1.cc")
add_library(portcheck_qpdf STATIC ${qpdf_files} ${QPDF_SOURCE}/libqpdf/sha2.c ${QPDF_SOURCE}/libqpdf/sha2big.c
  ${PROJECT_SOURCE_DIR}/wasm/qpdf/instead.cc)
# The folder of ours comes first: it has headers in the place of qpdf's and of the library's.
target_include_directories(portcheck_qpdf SYSTEM PUBLIC ${PROJECT_SOURCE_DIR}/wasm/qpdf ${QPDF_SOURCE}/include
  PRIVATE ${QPDF_SOURCE}/libqpdf)
target_compile_definitions(portcheck_qpdf PUBLIC POINTERHOLDER_TRANSITION=4 PRIVATE NDEBUG)
set_target_properties(portcheck_qpdf PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)  # most of the time goes into headers
target_compile_options(portcheck_qpdf PRIVATE -w)  # of somebody else's sources
add_library(portcheck::qpdf ALIAS portcheck_qpdf)
