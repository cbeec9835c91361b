#include "tests/server/queue/backend_support.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "server/queue/postgres.h"
#include "server/queue/postgres_queue.h"
#include "server/queue/sqlite_queue.h"

namespace portcheck::server::testing_support {
namespace {

class SqliteBackend final : public Backend {
 public:
  SqliteBackend() {
    std::string folder = testing::TempDir() + "portcheck-queue-XXXXXX";
    folder_ = mkdtemp(folder.data());
  }
  ~SqliteBackend() override { std::filesystem::remove_all(folder_); }
  std::unique_ptr<Queue> open(std::string& error) override {
    return open_sqlite_queue((folder_ / "queue.db").string(), error);
  }

 private:
  std::filesystem::path folder_;
};

class PostgresBackend final : public Backend {
 public:
  PostgresBackend() { PostgresServer::get().empty(); }
  std::unique_ptr<Queue> open(std::string& error) override {
    return open_postgres_queue(PostgresServer::get().connection(), "server-1", error);
  }
};

}  // namespace

std::unique_ptr<Backend> Backend::sqlite() {
  return std::make_unique<SqliteBackend>();
}
std::unique_ptr<Backend> Backend::postgres() {
  return std::make_unique<PostgresBackend>();
}

PostgresServer& PostgresServer::get() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  // Not in the test's own folder: the database runs as somebody else, who may not enter that.
  std::string folder = P_tmpdir "/portcheck-postgres-XXXXXX";
  folder_ = mkdtemp(folder.data());
  connection_ = "host=" + folder_ + " dbname=portcheck user=portcheck";
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::filesystem::remove_all(folder_);
}

void PostgresServer::start() {
  const std::string script = PORTCHECK_SOURCE_DIR "/tests/postgres.sh";
  const std::string log = folder_ + "/log";
  pid_ = fork();
  if (pid_ == 0) {
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, 1);
    dup2(out, 2);
    execl(script.c_str(), script.c_str(), folder_.c_str(), nullptr);
    _exit(127);
  }
  for (;;) {
    PostgresDb db(std::make_shared<PostgresAddress>(connection_));
    if (db.connect()) return;
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
      std::ifstream text(log);
      ADD_FAILURE() << "no PostgreSQL: " << std::string(std::istreambuf_iterator<char>(text), {});
      pid_ = -1;
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

void PostgresServer::stop() {
  if (pid_ < 0) return;
  kill(pid_, SIGQUIT);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void PostgresServer::signal_all(int number) {
  std::vector<int> pids = {pid_};
  std::ifstream children("/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children");
  for (int pid = 0; children >> pid;) pids.push_back(pid);
  for (const int pid : pids) kill(pid, number);
}

void PostgresServer::freeze() {
  signal_all(SIGSTOP);
}
void PostgresServer::thaw() {
  signal_all(SIGCONT);
}

void PostgresServer::run(const std::string& sql) {
  PostgresDb db(std::make_shared<PostgresAddress>(connection_));
  EXPECT_TRUE(db.connect() && db.execute(sql.c_str())) << db.error();
}

std::string PostgresServer::ask(const std::string& sql) {
  PostgresDb db(std::make_shared<PostgresAddress>(connection_));
  EXPECT_TRUE(db.connect() && db.execute(sql.c_str())) << db.error();
  return db.rows() == 0 ? std::string() : db.text(0, 0);
}

void PostgresServer::empty() {
  run("DROP SCHEMA IF EXISTS portcheck CASCADE");
}

}  // namespace portcheck::server::testing_support
