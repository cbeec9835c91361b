// Webhooks waiting to be sent. Events are put in by the store, in the transaction of the change they tell of;
// the sender takes them out. Thread-safe; all members may throw SqlError.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/desk/demo/clock.h"
#include "server/desk/demo/sqlite.h"

namespace portcheck::server::demo {

struct OutboxEntry {
  int64_t id = 0;
  std::string webhook_id;  // the same over all attempts
  std::string body;        // the exact bytes to sign and send
  int64_t attempts = 0;    // those that failed
};

struct OutboxCounts {
  int64_t waiting = 0;
  int64_t given_up = 0;
};

// Part of the caller's transaction, on the caller's connection.
void put_into_outbox(Connection& db, const std::string& type, int64_t ticket, const std::string& actor,
                     Time now);

class Outbox {
 public:
  // The file must have been migrated.
  explicit Outbox(const std::filesystem::path& file) : db_(file) {}

  std::vector<OutboxEntry> due(Time now, int64_t limit);  // longest waiting first
  std::optional<Time> next_attempt();                     // of those waiting
  void delivered(int64_t id);                             // forgets it
  void failed(int64_t id, Time next_attempt, const std::string& error);
  void give_up(int64_t id, const std::string& error);  // keeps it, for people to see
  void retry_all(Time now);  // what waits for a later attempt becomes due; what was given up stays so
  OutboxCounts counts();

 private:
  Connection db_;
};

}  // namespace portcheck::server::demo
