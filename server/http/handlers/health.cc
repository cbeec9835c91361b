#include "server/http/handlers/health.h"

#include <nlohmann/json.hpp>

#include "server/http/answers.h"

namespace portcheck::server {

Routes health_routes(std::function<std::vector<std::string>()> reasons, Metrics& metrics) {
  return {{.method = "GET",
           .pattern = "/healthz",
           .handler = [](const auto&, auto& response) { send_json(response, 200, "{\"alive\":true}\n"); },
           .metric = "healthz",
           .charge = Charge::nothing},
          {.method = "GET",
           .pattern = "/readyz",
           .handler =
               [reasons = std::move(reasons)](const auto&, auto& response) {
                 const auto why = reasons();
                 nlohmann::json body = {{"ready", why.empty()}};
                 if (!why.empty()) body["reasons"] = why;
                 send_json(response, why.empty() ? 200 : 503, body.dump() + "\n");
               },
           .metric = "readyz",
           .charge = Charge::nothing},
          {.method = "GET",
           .pattern = "/metrics",
           .handler =
               [&metrics](const auto&, auto& response) {
                 response.set_content(metrics.render(), "text/plain; version=0.0.4");
               },
           .metric = "metrics"}};
}

}  // namespace portcheck::server
