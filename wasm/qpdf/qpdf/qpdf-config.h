// What qpdf's own configuration would find out under Emscripten.
#pragma once

#define DEFAULT_CRYPTO "native"
#define USE_CRYPTO_NATIVE 1
#define USE_INSECURE_RANDOM 1
#define SKIP_OS_SECURE_RANDOM 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDINT_H 1
#define HAVE_FSEEKO 1
#define SIZEOF_SIZE_T 4
