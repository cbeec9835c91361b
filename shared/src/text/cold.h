// PORTCHECK_COLD: a function that an ordinary row never enters. It is made small and kept out of its callers.
// PORTCHECK_HOT: a few instructions for every cell, part of their callers also where all else is compiled for
// size.
#pragma once

#if defined(__clang__)
#define PORTCHECK_COLD __attribute__((cold, noinline, minsize))
#else
#define PORTCHECK_COLD [[gnu::cold, gnu::noinline]]
#endif

#define PORTCHECK_HOT [[gnu::always_inline]]
