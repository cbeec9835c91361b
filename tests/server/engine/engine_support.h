// The engine for tests, in real confined processes of the program that can be told to break
// (faulty_engine.cc).
#pragma once

#include "server/engine/engine.h"

namespace portcheck::server::testing_support {

inline Metrics& engine_metrics() {
  static Metrics metrics;
  return metrics;
}

inline Engine& test_engine() {
  static Engine engine({PORTCHECK_FAULTY_ENGINE}, {}, engine_metrics());
  return engine;
}

}  // namespace portcheck::server::testing_support
