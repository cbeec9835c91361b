// A property that is not kept aborts, which the fuzzer reports.
#pragma once

#include <cstdio>
#include <cstdlib>

#define PORTCHECK_FUZZ_REQUIRE(condition)                                            \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not kept: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)
