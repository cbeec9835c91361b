#include "server/desk/demo/outbox.h"

#include <nlohmann/json.hpp>

#include "server/desk/demo/text.h"
#include "server/webhook/crypto.h"

namespace portcheck::server::demo {

namespace {

constexpr size_t kWebhookIdBytes = 16;

}  // namespace

void put_into_outbox(Connection& db, const std::string& type, int64_t ticket, const std::string& actor,
                     Time now) {
  const nlohmann::ordered_json body = {
      {"type", type},
      {"timestamp", iso_time(now)},
      {"data", {{"ticket_id", std::to_string(ticket)}, {"actor", actor}}},
  };
  const std::string id = "msg_" + random_hex(kWebhookIdBytes);
  const std::string text = body.dump();
  db.prepare("INSERT INTO outbox (webhook_id, body, created_at, next_attempt_at) VALUES (?, ?, ?, ?)")
      .bind(id)
      .bind(text)
      .bind(to_db(now))
      .bind(to_db(now))
      .run();
}

std::vector<OutboxEntry> Outbox::due(Time now, int64_t limit) {
  const std::lock_guard lock(db_.mutex());
  Statement rows = db_.prepare(
      "SELECT id, webhook_id, body, attempts FROM outbox WHERE next_attempt_at <= ? ORDER BY "
      "next_attempt_at, id LIMIT ?");
  rows.bind(to_db(now)).bind(limit);
  std::vector<OutboxEntry> entries;
  while (rows.step()) entries.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.integer(3)});
  return entries;
}

std::optional<Time> Outbox::next_attempt() {
  const std::lock_guard lock(db_.mutex());
  Statement row = db_.prepare("SELECT min(next_attempt_at) FROM outbox WHERE next_attempt_at IS NOT NULL");
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return from_db(row.integer(0));
}

void Outbox::delivered(int64_t id) {
  const std::lock_guard lock(db_.mutex());
  db_.prepare("DELETE FROM outbox WHERE id = ?").bind(id).run();
}

void Outbox::failed(int64_t id, Time next_attempt, const std::string& error) {
  const std::lock_guard lock(db_.mutex());
  db_.prepare("UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ?, last_error = ? WHERE id = ?")
      .bind(to_db(next_attempt))
      .bind(error)
      .bind(id)
      .run();
}

void Outbox::give_up(int64_t id, const std::string& error) {
  const std::lock_guard lock(db_.mutex());
  db_.prepare(
         "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = NULL, last_error = ? WHERE id = ?")
      .bind(error)
      .bind(id)
      .run();
}

void Outbox::retry_all(Time now) {
  const std::lock_guard lock(db_.mutex());
  db_.prepare("UPDATE outbox SET next_attempt_at = ? WHERE next_attempt_at > ?")
      .bind(to_db(now))
      .bind(to_db(now))
      .run();
}

OutboxCounts Outbox::counts() {
  const std::lock_guard lock(db_.mutex());
  Statement row = db_.prepare("SELECT count(next_attempt_at), count(*) - count(next_attempt_at) FROM outbox");
  row.step();
  return {row.integer(0), row.integer(1)};
}

}  // namespace portcheck::server::demo
