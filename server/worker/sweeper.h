// Finds what webhooks lost: asks each desk now and then for the tickets that changed, and puts them into the
// queue like webhooks. One thread per desk, so that a slow desk holds no other up. Where it goes on is kept
// in the queue, so that nothing that happened while the server was down is missed; of several servers on one
// queue, one sweeps.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/desk/desk.h"
#include "server/observe/metrics.h"
#include "server/queue/queue.h"

namespace portcheck::server {

class Sweeper {
 public:
  // All references must outlive this object.
  Sweeper(Queue& queue, std::map<std::string, Desk*> desks, Metrics& metrics,
          std::function<TimePoint()> clock);
  ~Sweeper();
  Sweeper(const Sweeper&) = delete;
  Sweeper& operator=(const Sweeper&) = delete;

  void start();  // the first sweep of every desk is at once
  // False: a desk has not answered within `bound`; its thread cannot be joined.
  bool stop(std::chrono::milliseconds bound);

  // One sweep of one desk, over all its pages. False when the desk or the queue failed; what was found until
  // then is safe.
  bool sweep(Desk& desk);

 private:
  void run(Desk& desk);

  Queue& queue_;
  const std::map<std::string, Desk*> desks_;
  Metrics& metrics_;
  const std::function<TimePoint()> clock_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  size_t running_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace portcheck::server
