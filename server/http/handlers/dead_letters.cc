#include "server/http/handlers/dead_letters.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "server/http/answers.h"
#include "server/observe/log.h"

namespace portcheck::server {
namespace {

constexpr size_t kShown = 1000;

Handler guarded(const AdminToken& admin, Handler handler) {
  return
      [&admin, handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
        const std::string token = admin.get();
        if (token.empty()) return send_error(response, 404, "path", default_reason(404));
        response.set_header("Cache-Control", "no-store");
        if (has_bearer_token(request, token)) return handler(request, response);
        response.set_header("WWW-Authenticate", "Bearer");
        send_error(response, 401, "Authorization", "This needs the admin token.");
      };
}

void list(Queue& queue, httplib::Response& response) {
  nlohmann::json letters = nlohmann::json::array();
  for (const DeadLetter& letter : queue.dead_letters(kShown)) {
    letters.push_back({{"id", letter.id},
                       {"desk", letter.desk},
                       {"ticket", letter.ticket},
                       {"attempts", letter.attempts},
                       {"reason", letter.reason},
                       {"died_at_ms", letter.died_at.time_since_epoch().count()}});
  }
  send_json(response, 200,
            nlohmann::json{{"dead_letters", letters}, {"total", queue.depth().dead}}.dump() + "\n");
}

void replay(Queue& queue, TimePoint now, const std::string& text, httplib::Response& response) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || !queue.replay(id, now)) {
    return send_error(response, 404, "id", "There is no dead letter with this id.");
  }
  Log::info("job.replayed", {LogField::job(id)});
  send_json(response, 202, "{\"replayed\":" + std::to_string(id) + "}\n");
}

}  // namespace

Routes dead_letter_routes(const AdminToken& admin_token, Queue& queue) {
  return {{.method = "GET",
           .pattern = "/api/v1/dead-letters",
           .handler = guarded(admin_token, [&queue](const auto&, auto& response) { list(queue, response); }),
           .metric = "dead_letters"},
          {.method = "POST",
           .pattern = R"(/api/v1/dead-letters/([0-9]{1,18})/replay)",
           .handler = guarded(admin_token,
                              [&queue](const auto& request, auto& response) {
                                replay(queue, queue.now(), request.matches[1], response);
                              }),
           .metric = "dead_letter_replay"}};
}

}  // namespace portcheck::server
