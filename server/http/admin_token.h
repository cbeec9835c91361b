// The operators' bearer token, which may be replaced while the server runs.
#pragma once

#include <mutex>
#include <string>

namespace portcheck::server {

class AdminToken {
 public:
  std::string get() const {
    const std::lock_guard lock(mutex_);
    return token_;
  }
  void set(std::string token) {
    const std::lock_guard lock(mutex_);
    token_ = std::move(token);
  }

 private:
  mutable std::mutex mutex_;
  std::string token_;
};

}  // namespace portcheck::server
