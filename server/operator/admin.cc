#include "server/operator/admin.h"

#include <vector>

#include "server/desk/json.h"
#include "server/desk/remote_desk.h"
#include "server/operator/own_server.h"

namespace portcheck::server {
namespace {

struct Answer {
  int exit_code = 0;
  Json json;
};

class Admin {
 public:
  Admin(const Config& config, const std::string& url, std::ostream& out)
      : token_(config.server.admin_token),
        out_(out),
        client_(own_server(config, url), [this] { return authorization(); }) {}

  bool has_token() const {
    if (token_.empty())
      out_ << "server.admin_token is not set: without it the running server has no such routes. "
              "--config names the server's configuration.\n";
    return !token_.empty();
  }

  std::optional<Json> call(const std::string& method, const std::string& path) {
    HttpCall request;
    request.method = method;
    request.url = path;
    const auto got = client_.call(request);
    if (got.ok()) return Json::parse(got.value.body, nullptr, false);
    out_ << "portcheckd: " << trouble_with(client_.policy(), got.error, got.detail) << "\n";
    return std::nullopt;
  }

 private:
  DeskResult<HeaderLines> authorization() const {
    return {.detail = {}, .value = {"Authorization: Bearer " + token_}};
  }

  const std::string token_;
  std::ostream& out_;
  HttpClient client_;
};

constexpr const char* kLetters = "/api/v1/dead-letters";

}  // namespace

int list_dead_letters(const Config& config, const std::string& url, std::ostream& out) {
  Admin admin(config, url, out);
  if (!admin.has_token()) return 2;
  const auto json = admin.call("GET", kLetters);
  if (!json) return 1;
  const Json& letters = list_at(*json, {"dead_letters"});
  if (letters.empty()) {
    out << "No ticket was given up.\n";
    return 0;
  }
  for (const Json& one : letters) {
    const auto died = std::chrono::sys_seconds(
        std::chrono::seconds(static_cast<int64_t>(size_at(one, {"died_at_ms"}) / 1000)));
    out << text_at(one, {"id"}) << "  " << text_at(one, {"desk"}) << "  ticket " << text_at(one, {"ticket"})
        << "  " << iso_time(died) << "  " << text_at(one, {"reason"}) << " after "
        << text_at(one, {"attempts"}) << " attempts\n";
  }
  out << text_at(*json, {"total"})
      << " in all. \"portcheckd replay ID\" or \"portcheckd replay --all\" tries again.\n";
  return 0;
}

int replay_dead_letters(const Config& config, const std::string& url, std::optional<int64_t> id,
                        std::ostream& out) {
  Admin admin(config, url, out);
  if (!admin.has_token()) return 2;
  std::vector<std::string> ids;
  if (id) {
    ids.push_back(std::to_string(*id));
  } else {
    const auto json = admin.call("GET", kLetters);
    if (!json) return 1;
    for (const Json& one : list_at(*json, {"dead_letters"})) ids.push_back(text_at(one, {"id"}));
  }
  for (const std::string& one : ids) {
    if (!admin.call("POST", std::string(kLetters) + "/" + one + "/replay")) return 1;
    out << "Ticket of dead letter " << one << " is tried again.\n";
  }
  if (ids.empty()) out << "No ticket was given up.\n";
  return 0;
}

}  // namespace portcheck::server
