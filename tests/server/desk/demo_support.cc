#include "tests/server/desk/demo_support.h"

#include "server/webhook/crypto.h"

namespace portcheck::server::demo::testing {

TempDir::TempDir() : path_(std::filesystem::temp_directory_path() / ("demo-desk-" + random_hex(8))) {
  std::filesystem::create_directories(path_);
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

LocalServer::LocalServer() {
  port_ = server_.bind_to_any_port("127.0.0.1");
}

LocalServer::~LocalServer() {
  if (!thread_.joinable()) return;
  while (!server_.is_running()) std::this_thread::yield();
  server_.stop();
  thread_.join();
}

void LocalServer::add(const Routes& routes) {
  for (const Route& route : routes) {
    if (route.method == "GET") server_.Get(route.pattern, route.handler);
    if (route.method == "POST") server_.Post(route.pattern, route.handler);
    if (route.method == "PUT") server_.Put(route.pattern, route.handler);
  }
}

void LocalServer::start() {
  thread_ = std::thread([this] { server_.listen_after_bind(); });
}

httplib::Client LocalServer::client() const {
  httplib::Client client(url());
  client.set_connection_timeout(std::chrono::seconds(10));
  client.set_read_timeout(std::chrono::seconds(10));
  return client;
}

bool eventually(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

NewTicket porting_ticket() {
  return {.name = "Ada Diaz",
          .email = "ada@example.com",
          .subject = "Request to port-in phone numbers",
          .description = "Request to port-in phone numbers",
          .reason = std::string(kPortingReason),
          .sub_category = std::string(kPortingSubCategory),
          .files = {}};
}

}  // namespace portcheck::server::demo::testing
