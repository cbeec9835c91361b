// PORTCHECK_COLD: a function that an ordinary row never enters. It is made small and kept out of its callers.
#pragma once

#if defined(__clang__)
#define PORTCHECK_COLD __attribute__((cold, noinline, minsize))
#else
#define PORTCHECK_COLD [[gnu::cold, gnu::noinline]]
#endif
