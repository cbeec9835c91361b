#include "server/queue/postgres_queue.h"

#include "server/queue/migrations.h"
#include "server/queue/postgres_listener.h"
#include "server/queue/sql_queue.h"

namespace portcheck::server {
namespace {

class PostgresQueue final : public SqlQueue {
 public:
  PostgresQueue(SqlQueueParts parts, std::shared_ptr<PostgresAddress> address)
      : SqlQueue(std::move(parts)),
        address_(std::move(address)),
        listener_(address_, [this](const std::string& desk) { wake(desk); }) {}

  std::string trouble() const override {
    return listener_.connected() ? SqlQueue::trouble() : trouble_text();
  }
  void renew(const std::string& connection) override { address_->set(connection); }

 private:
  const std::shared_ptr<PostgresAddress> address_;
  PostgresListener listener_;
};

}  // namespace

std::unique_ptr<Queue> open_postgres_queue(const std::string& connection, const std::string& owner,
                                           std::string& error, PostgresBounds bounds) {
  auto clock = std::make_shared<QueueClock>();
  auto address = std::make_shared<PostgresAddress>(connection, bounds);
  auto db = std::make_unique<PostgresDb>(
      address, [clock](int64_t time) { clock->set(TimePoint(std::chrono::milliseconds(time))); });
  if (!migrate_queue(*db, error)) return nullptr;
  auto queue =
      std::make_unique<PostgresQueue>(SqlQueueParts{.db = std::move(db),
                                                    .clock = std::move(clock),
                                                    .owner = owner,
                                                    .shared = true,
                                                    .trouble = "the queue's database does not answer"},
                                      std::move(address));
  if (!queue->adopt(error)) return nullptr;
  return queue;
}

}  // namespace portcheck::server
