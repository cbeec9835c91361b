#include "server/queue/postgres.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr const char* kConnectSeconds = "5";
constexpr milliseconds kBetweenTries{500};  // to connect; until then every call fails at once

// Durable means durable: an administrator may ask for more than "on", not for less.
constexpr const char* kSession =
    "SET client_encoding TO 'UTF8'; SET search_path TO portcheck;"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off';"
    "SELECT current_setting('server_encoding'), current_setting('server_version_num')::int,"
    " pg_is_in_recovery()";
constexpr const char* kBegin = "BEGIN; SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
constexpr int64_t kOldestServer = 120000;

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

std::string one_line(const char* text) {
  std::string out(text == nullptr ? "" : text);
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  for (char& c : out) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return out;
}

// Text that PostgreSQL takes: UTF-8 without NUL. Ids of a desk are; what a stranger sends may be anything.
std::string storable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t size = lead < 0x80                   ? 1
                        : lead >= 0xc2 && lead < 0xe0 ? 2
                        : lead >= 0xe0 && lead < 0xf0 ? 3
                        : lead >= 0xf0 && lead < 0xf5 ? 4
                                                      : 0;
    bool good = size != 0 && lead != 0 && i + size <= text.size();
    for (size_t k = 1; good && k < size; ++k) good = (static_cast<unsigned char>(text[i + k]) & 0xc0) == 0x80;
    if (good && size > 2) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      good = !((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
               (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f));
    }
    if (good)
      out.append(text.substr(i, size));
    else
      out += '?';
    i += good ? size : 1;
  }
  return out;
}

std::string session(const PostgresBounds& bounds) {
  const auto set = [](const char* name, milliseconds time) {
    return std::string("SET ") + name + " TO " + std::to_string(time.count()) + ";";
  };
  return set("statement_timeout", bounds.statement) + set("lock_timeout", bounds.lock) +
         set("idle_in_transaction_session_timeout", bounds.idle) + kSession;
}

int left(Clock::time_point end) {
  const auto rest = std::chrono::ceil<milliseconds>(end - Clock::now()).count();
  return rest <= 0 ? 0 : static_cast<int>(rest);
}

bool wait_for(int socket, short events, Clock::time_point end) {
  pollfd one{.fd = socket, .events = events, .revents = 0};
  for (;;) {
    const int ready = ::poll(&one, 1, left(end));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

bool is_postgres_connection(const std::string& text) {
  char* why = nullptr;
  PQconninfoOption* parsed = PQconninfoParse(text.c_str(), &why);
  PQfreemem(why);
  const bool good = parsed != nullptr;
  PQconninfoFree(parsed);
  return good && !text.empty();
}

PostgresDb::PostgresDb(std::shared_ptr<const PostgresAddress> address, std::function<void(int64_t)> told_time)
    : address_(std::move(address)), told_time_(std::move(told_time)) {}

PostgresDb::~PostgresDb() {
  PQfinish(connection_);
}

void PostgresDb::lose(const std::string& why, bool again) {
  error_ = why.empty() ? "the connection to the database is lost" : why;
  passing_ = again;
  PQfinish(connection_);
  connection_ = nullptr;
  prepared_.clear();
  in_transaction_ = false;
}

bool PostgresDb::connect() {
  if (connection_ != nullptr) return true;
  const auto now = Clock::now();
  if (now < next_try_) {
    error_ = "the database cannot be reached";
    passing_ = false;
    return false;
  }
  const std::string address = address_->get();
  // The first names an address, whose parts the others overrule or complete.
  constexpr std::array kNames = {"application_name", "dbname",
                                 "connect_timeout",  "keepalives_idle",
                                 "keepalives_count", "keepalives_interval",
                                 "tcp_user_timeout", static_cast<const char*>(nullptr)};
  const std::array<const char*, kNames.size()> values = {
      "portcheckd", address.c_str(), kConnectSeconds, "10", "3", "5", "10000", nullptr};
  connection_ = PQconnectdbParams(kNames.data(), values.data(), 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    lose(one_line(PQerrorMessage(connection_)), false);
    next_try_ = Clock::now() + kBetweenTries;
    return false;
  }
  PQsetnonblocking(connection_, 1);
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  if (!execute(session(address_->bounds()).c_str())) return false;
  const std::string encoding = text(0, 0);
  std::string against;
  if (encoding != "UTF8")
    against = "the database's encoding is " + encoding + "; create it with ENCODING 'UTF8'";
  if (integer(0, 1) < kOldestServer) against = "the database is older than PostgreSQL 12";
  if (text(0, 2) == "t") against = "the database is a read-only standby; connect to the primary";
  if (against.empty()) return true;
  lose(against, false);
  next_try_ = Clock::now() + kBetweenTries;
  return false;
}

bool PostgresDb::readable(Deadline end) {
  while (PQisBusy(connection_) == 1) {
    if (!wait_for(PQsocket(connection_), POLLIN, end)) {
      lose("the database gives no answer", false);
      return false;
    }
    if (PQconsumeInput(connection_) == 0) {
      lose(one_line(PQerrorMessage(connection_)));
      return false;
    }
  }
  return true;
}

bool PostgresDb::flushed(Deadline end) {
  for (;;) {
    const int more = PQflush(connection_);
    if (more == 0) return true;
    if (more < 0 || !wait_for(PQsocket(connection_), POLLIN | POLLOUT, end) ||
        PQconsumeInput(connection_) == 0) {
      lose(one_line(PQerrorMessage(connection_)));
      return false;
    }
  }
}

bool PostgresDb::take(PGresult* raw) {
  const Result result(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    const char* state = PQresultErrorField(raw, PG_DIAG_SQLSTATE);
    error_ = one_line(PQresultErrorField(raw, PG_DIAG_MESSAGE_PRIMARY));
    if (error_.empty()) error_ = one_line(PQresultErrorMessage(raw));
    if (error_.empty()) error_ = "the database refuses";
    // Serialization failure, deadlock.
    passing_ = state != nullptr && std::string_view(state).substr(0, 2) == "40";
    return false;
  }
  rows_.clear();
  for (int row = 0; row < PQntuples(raw); ++row) {
    auto& values = rows_.emplace_back();
    for (int column = 0; column < PQnfields(raw); ++column)
      values.emplace_back(PQgetvalue(raw, row, column), static_cast<size_t>(PQgetlength(raw, row, column)));
  }
  const std::string_view count = PQcmdTuples(raw);
  changes_ = 0;
  std::from_chars(count.data(), count.data() + count.size(), changes_);
  return true;
}

bool PostgresDb::finish(bool sent) {
  const auto end = Clock::now() + address_->bounds().answer;
  if (!sent) {
    lose(one_line(PQerrorMessage(connection_)));
    return false;
  }
  if (!flushed(end)) return false;
  bool good = true;
  for (;;) {
    if (!readable(end)) return false;
    PGresult* result = PQgetResult(connection_);
    if (result == nullptr) break;
    const bool taken = take(result);
    good = good && taken;
  }
  if (PQstatus(connection_) == CONNECTION_OK) return good;
  lose(error_);
  return false;
}

bool PostgresDb::usable() {
  if (connection_ == nullptr && error_.empty()) lose({});
  return connection_ != nullptr;
}

bool PostgresDb::execute(const char* sql) {
  return usable() && finish(PQsendQuery(connection_, sql) == 1);
}

bool PostgresDb::begin() {
  if (!connect() || !execute(kBegin)) return false;
  in_transaction_ = true;
  if (told_time_) told_time_(integer(0, 0));
  return true;
}

void PostgresDb::rollback() {
  if (in_transaction_ && connection_ != nullptr) execute("ROLLBACK");
  in_transaction_ = false;
}

bool PostgresDb::run(const char* sql, std::initializer_list<SqlValue> values) {
  if (!usable()) return false;
  std::vector<std::string> texts;
  for (const SqlValue& value : values) {
    const auto* number = std::get_if<int64_t>(&value);
    texts.push_back(number != nullptr ? std::to_string(*number)
                                      : storable(std::get<std::string_view>(value)));
  }
  std::vector<const char*> pointers;
  for (const std::string& one : texts) pointers.push_back(one.c_str());
  std::string& name = prepared_[sql];
  if (name.empty()) {
    const std::string made = "s" + std::to_string(prepared_.size());
    if (!finish(PQsendPrepare(connection_, made.c_str(), sql, 0, nullptr) == 1)) {
      prepared_.erase(sql);
      return false;
    }
    name = made;
  }
  return finish(PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(pointers.size()),
                                    pointers.data(), nullptr, nullptr, 0) == 1);
}

int PostgresDb::socket() const {
  return connection_ == nullptr ? -1 : PQsocket(connection_);
}

bool PostgresDb::notifications(const std::function<void(const std::string&)>& heard) {
  if (connection_ == nullptr) return false;
  if (PQconsumeInput(connection_) == 0) {
    lose(one_line(PQerrorMessage(connection_)));
    return false;
  }
  while (PGnotify* one = PQnotifies(connection_)) {
    if (one->be_pid != PQbackendPID(connection_)) heard(one->extra);
    PQfreemem(one);
  }
  return true;
}

}  // namespace portcheck::server
