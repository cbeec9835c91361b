// cpp-httplib comes compiled from the distribution: its types depend on the macros it was built with, which
// server/CMakeLists.txt sets for every user (portcheck_httplib). This header makes sure of it.
#pragma once

#if !defined(CPPHTTPLIB_OPENSSL_SUPPORT) || !defined(CPPHTTPLIB_ZLIB_SUPPORT) || \
    !defined(CPPHTTPLIB_BROTLI_SUPPORT)
#error "link portcheck_httplib: without its definitions httplib's structs do not match the library"
#endif

#include <httplib.h>
