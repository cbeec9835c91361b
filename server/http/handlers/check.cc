#include "server/http/handlers/check.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <semaphore>

#include "server/http/answers.h"
#include "server/http/request_context.h"
#include "server/observe/check_metrics.h"
#include "server/observe/log.h"
#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

constexpr std::chrono::seconds kWaitForTurn{5};
constexpr const char* kRetrySeconds = "2";

// Adds "today" where the request leaves it to us. Broken JSON stays as it is, for the engine to name its
// place.
std::string with_today(std::string json, Date today) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_object() || parsed.contains("today")) return json;
  const std::string member = "\"today\":\"" + format_iso(today) + "\"" + (parsed.empty() ? "" : ",");
  return json.insert(json.find('{') + 1, member);
}

class CheckHandler {
 public:
  explicit CheckHandler(CheckApi api)
      : api_(std::move(api)), turns_(static_cast<std::ptrdiff_t>(api_.concurrency)) {}

  void answer(const httplib::Request& request, httplib::Response& response) {
    if (!allow_origin(request, response)) {
      return send_error(response, 403, "Origin", "Pages of this origin may not use this server.");
    }
    if (!request.is_multipart_form_data()) {
      return send_error(response, 415, "Content-Type", "The request must be multipart/form-data.");
    }
    EngineJob job;
    if (!read(request, job.request, response)) return;
    if (!turns_.try_acquire_for(kWaitForTurn)) {
      response.set_header("Retry-After", kRetrySeconds);
      return send_error(response, 503, "server",
                        "Too many files are being checked at the moment; try again.");
    }
    run(job, response);
    turns_.release();
  }

  void preflight(const httplib::Request& request, httplib::Response& response) const {
    if (!allow_origin(request, response)) {
      return send_error(response, 403, "Origin", "Pages of this origin may not use this server.");
    }
    response.set_header("Access-Control-Allow-Methods", "POST");
    response.set_header("Access-Control-Allow-Headers", "Content-Type");
    response.set_header("Access-Control-Max-Age", "600");
    response.status = 204;
  }

 private:
  bool allow_origin(const httplib::Request& request, httplib::Response& response) const {
    response.set_header("Vary", "Origin");
    if (!request.has_header("Origin")) return true;
    const std::string origin = request.get_header_value("Origin");
    const std::string host = request.get_header_value("Host");
    if (origin == "http://" + host || origin == "https://" + host) return true;
    if (std::find(api_.cors_origins.begin(), api_.cors_origins.end(), origin) == api_.cors_origins.end())
      return false;
    response.set_header("Access-Control-Allow-Origin", origin);
    return true;
  }

  bool read(const httplib::Request& request, Request& out, httplib::Response& response) const {
    if (request.files.count("request") > 1) {
      send_error(response, 400, "request", "There must be one part \"request\".");
      return false;
    }
    const auto part = request.files.find("request");
    const std::string json =
        with_today(part == request.files.end() ? "{}" : part->second.content, api_.today());
    if (const auto error = parse_request(json, out, api_.profile)) {
      send_error(response, 400, error->where, error->reason);
      return false;
    }
    const auto [begin, end] = request.files.equal_range("files");
    const auto count = static_cast<size_t>(std::distance(begin, end));
    if (count > limits::kFiles) {
      send_error(response, 400, "files",
                 "At most " + std::to_string(limits::kFiles) + " files can be checked at once.");
      return false;
    }
    if (out.files.empty()) {
      for (auto file = begin; file != end; ++file)
        out.files.push_back({.name = file->second.filename, .bytes = {}, .sha256 = {}});
    }
    if (out.files.size() != count) {
      send_error(response, 400, "files",
                 "The request names " + std::to_string(out.files.size()) + " files, but " +
                     std::to_string(count) + " came with it.");
      return false;
    }
    size_t index = 0;
    for (auto file = begin; file != end; ++file, ++index) {
      out.files[index].bytes = file->second.content;
      out.files[index].sha256 = sha256_hex(file->second.content);
    }
    return true;
  }

  void run(EngineJob& job, httplib::Response& response) const {
    uint64_t bytes = 0;
    for (const InputFile& file : job.request.files) bytes += file.bytes.size();
    const auto start = std::chrono::steady_clock::now();
    EngineResult checked = api_.engine.judge(job, nullptr);
    if (!checked.ok()) {
      response.set_header("Retry-After", kRetrySeconds);
      return send_error(response, 503, "server", "The files cannot be checked at the moment; try again.");
    }
    const EngineAnswer& answer = checked.answer;
    const auto took = std::chrono::steady_clock::now() - start;
    count_check(api_.metrics, {}, answer.verdict, answer.by_rule, bytes, took);
    Log::info("check.answered",
              {LogField::request_id(request_context().id), LogField::trace(request_context().trace),
               LogField::verdict(to_string(answer.verdict)),
               LogField::count(static_cast<int64_t>(job.request.files.size())), LogField::bytes(bytes),
               LogField::duration(took)});
    response.set_header("Cache-Control", "no-store");
    send_json(response, 200, std::move(checked.answer.report));
  }

  CheckApi api_;
  std::counting_semaphore<> turns_;
};

}  // namespace

Routes check_routes(CheckApi api) {
  const uint64_t most = api.upload_max_bytes;
  auto shared = std::make_shared<CheckHandler>(std::move(api));
  return {{.method = "POST",
           .pattern = "/api/v1/check",
           .handler = [shared](const auto& request, auto& response) { shared->answer(request, response); },
           .metric = "check",
           .max_body = most},
          {.method = "OPTIONS",
           .pattern = "/api/v1/check",
           .handler = [shared](const auto& request, auto& response) { shared->preflight(request, response); },
           .metric = "check"}};
}

}  // namespace portcheck::server
