// What qpdf's own build finds out of the machine: here it is WebAssembly, without a device for random numbers.
#pragma once

#define DEFAULT_CRYPTO "native"
#define USE_CRYPTO_NATIVE 1
#define SKIP_OS_SECURE_RANDOM 1
#define USE_INSECURE_RANDOM 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDINT_H 1
#define HAVE_FSEEKO 1
#define HAVE_LOCALTIME_R 1
#define HAVE_RANDOM 1
#define SIZEOF_SIZE_T 4
