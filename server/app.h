// Owns every part of the server and the order in which they start and stop. Parts get values and references,
// never the configuration.
#pragma once

#include <memory>
#include <string>

#include "server/config/config.h"

namespace portcheck::server {

enum class ExitCode : int {
  ok = 0,
  unclean_stop =
      1,  // jobs were cut off at the end of server.stop_timeout; they run again after the next start
  wrong_config = 2,
  cannot_start = 3,  // port in use, data folder not writable or in use, damaged database
};

class App {
 public:
  explicit App(const Config& config);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // Empty when everything runs; otherwise what is in the way, as one sentence for the operator.
  std::string start();
  // Takes over the secrets of a configuration that was read again; everything else waits for a restart.
  void renew_secrets(const Config& fresh);
  // First the readiness probe says no, then the workers finish, then the demo desk, then HTTP.
  ExitCode stop();

 private:
  struct Parts;
  Config config_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace portcheck::server
