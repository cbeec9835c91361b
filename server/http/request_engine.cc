#include "server/http/request_engine.h"

#include <charconv>

#include "server/http/answers.h"
#include "server/http/limits.h"
#include "server/http/request_context.h"
#include "server/observe/log.h"
#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

using namespace http_limits;

thread_local RequestContext current_context;
thread_local Connection* current_connection = nullptr;

bool has_token(const std::string& list, std::string_view token) {
  return (", " + list + ",").find(" " + std::string(token)) != std::string::npos;
}

struct Body {
  bool present = false;
  bool chunked = false;
  uint64_t size = 0;
  int refusal = 0;
};

// How the body is framed, strictly: what two programs could read differently is refused.
Body body_of(const httplib::Request& request) {
  Body body;
  const size_t lengths = request.get_header_value_count("Content-Length");
  if (request.has_header("Transfer-Encoding")) {
    body.present = body.chunked = true;
    const bool plain = request.get_header_value_count("Transfer-Encoding") == 1 &&
                       request.get_header_value("Transfer-Encoding") == "chunked";
    if (!plain || lengths > 0) body.refusal = 400;
    return body;
  }
  if (lengths == 0) return body;
  const std::string text = request.get_header_value("Content-Length");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), body.size);
  const bool number = error == std::errc{} && end == text.data() + text.size();
  const bool huge = error == std::errc::result_out_of_range;
  if (lengths > 1 || (!number && !huge)) body.refusal = 400;
  if (huge) body.refusal = 413;
  body.present = body.size > 0 || body.refusal != 0;
  return body;
}

httplib::Server::HandlerResponse refuse(const httplib::Request&, httplib::Response& response) {
  const RequestContext& context = current_context;
  if (context.refusal == 0) return httplib::Server::HandlerResponse::Unhandled;
  if (!context.allow.empty()) response.set_header("Allow", context.allow);
  response.status = context.refusal;
  return httplib::Server::HandlerResponse::Handled;
}

void explain(httplib::Response& response) {
  if (response.status == 400 && current_connection->over_budget()) {
    response.status = current_context.route == nullptr ? 431 : 413;
  }
  if (response.body.empty() && !response.content_provider_) {
    send_error(response, response.status, "request", default_reason(response.status));
  }
}

void failed(httplib::Response& response) {
  Log::error("http.exception",
             {LogField::request_id(current_context.id), LogField::trace(current_context.trace)});
  response.body.clear();
  response.status = 500;
}

// Compressing every answer anew at the highest level, and ranges of what is not static: httplib would.
void leave_out(httplib::Request& request) {
  request.headers.erase("Accept-Encoding");
  if (!request.has_header("Range")) return;
  request.headers.erase("Range");
  request.ranges.clear();
}

}  // namespace

RequestContext& request_context() {
  return current_context;
}

bool RequestContext::charge(uint32_t cost) {
  if (limiter != nullptr) retry_after = limiter->take(source, cost);
  return retry_after == std::chrono::seconds(0);
}

RequestEngine::RequestEngine(const RouteTable& table, const SourcePolicy& sources, Metrics& metrics,
                             const std::atomic<bool>& stopping, int listener)
    : table_(table),
      trust_(sources.trust),
      limiter_(sources.rate_limit, sources.rate_burst),
      metrics_(metrics),
      stopping_(stopping) {
  svr_sock_ = listener;  // httplib takes INVALID_SOCKET for "shutting down"
  for (const RouteTable::Entry& entry : table_.entries()) add(entry.route);
  set_default_headers({{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "same-origin"}});
  set_keep_alive_max_count(kRequestsPerConnection);
  set_keep_alive_timeout(kIdle.count());
  set_payload_max_length(SIZE_MAX);  // bounded by the connection, before httplib sees the bytes
  set_pre_routing_handler([](const auto& request, auto& response) { return refuse(request, response); });
  set_post_routing_handler([this](const auto&, auto& response) { before_answer(response); });
  set_error_handler(httplib::Server::Handler([](const auto&, auto& response) { explain(response); }));
  set_exception_handler([](const auto&, auto& response, std::exception_ptr) { failed(response); });
  set_expect_100_continue_handler([](const auto&, auto& response) {
    if (current_context.refusal == 0) return 100;
    response.status = current_context.refusal;
    return current_context.refusal;
  });
  set_logger([this](const auto&, const auto& response) { answered(response); });
}

bool RequestEngine::answer(Connection& connection) {
  current_connection = &connection;
  current_context = RequestContext{.id = random_hex(8), .start = std::chrono::steady_clock::now()};
  bool peer_closes = false;
  const bool ok = process_request(connection, false, peer_closes,
                                  [&](httplib::Request& request) { prepare(connection, request); });
  const bool sent = connection.end_answer();
  current_context = RequestContext{};
  current_connection = nullptr;
  if (connection.closing()) connection.linger();
  return ok && sent && !peer_closes && !connection.closing() && !stopping_;
}

void RequestEngine::add(const Route& route) {
  const auto handler = [&route](const httplib::Request& request, httplib::Response& response) {
    current_connection->begin_handling();
    route.handler(request, response);
  };
  if (route.method == "GET") Get(route.pattern, handler);
  if (route.method == "POST") Post(route.pattern, httplib::Server::Handler(handler));
  if (route.method == "PUT") Put(route.pattern, httplib::Server::Handler(handler));
  if (route.method == "PATCH") Patch(route.pattern, httplib::Server::Handler(handler));
  if (route.method == "DELETE") Delete(route.pattern, httplib::Server::Handler(handler));
  if (route.method == "OPTIONS") Options(route.pattern, handler);
}

// Whose request it is. What this machine's own programs ask is not limited: the demo desk's client is one.
void RequestEngine::identify(const Connection& connection, const httplib::Request& request) {
  RequestContext& context = current_context;
  context.trace = TraceContext::parse(request.get_header_value("traceparent"));
  std::vector<std::string> values;
  if (!trust_.proxies.empty()) {
    const auto [first, last] = request.headers.equal_range(std::string(header_name(trust_.header)));
    for (auto one = first; one != last; ++one) values.push_back(one->second);
  }
  bool forwarded = false;
  context.source = client_address(connection.peer(), values, trust_, forwarded);
  if (forwarded || !is_loopback(context.source)) context.limiter = &limiter_;
}

// The head is read. Decides whether the rest is, and how much of it.
void RequestEngine::prepare(Connection& connection, httplib::Request& request) {
  RequestContext& context = current_context;
  const std::string encodings = request.get_header_value("Accept-Encoding");
  context.accepts_brotli = has_token(encodings, "br");
  context.accepts_gzip = has_token(encodings, "gzip");
  leave_out(request);
  identify(connection, request);
  if (request.target.size() > kTargetBytes) {
    context.refusal = 414;
  } else {
    const auto match = table_.find(request.method, request.path);
    context.route = match.route;
    context.allow = match.allow;
    if (match.route == nullptr) context.refusal = match.allow.empty() ? 404 : 405;
  }
  const Body body = body_of(request);
  const uint64_t most = context.route == nullptr ? 0 : context.route->max_body;
  if (context.refusal == 0) {
    if (body.refusal != 0)
      context.refusal = body.refusal;
    else if (body.size > most)
      context.refusal = 413;
    else if (request.has_header("Content-Encoding"))
      context.refusal = 415;
  }
  const Charge charge = context.route == nullptr ? Charge::every : context.route->charge;
  if (charge == Charge::every && !context.charge(1)) context.refusal = 429;
  if (context.refusal != 0) {
    if (body.present) connection.close_after_answer();
    connection.begin_handling();
    return;
  }
  if (!body.present) {
    request.headers.erase("Content-Length");
    request.set_header("Content-Length", "0");  // httplib would wait for the connection's end without it
    connection.begin_handling();
    return;
  }
  if (!body.chunked && request.is_multipart_form_data()) {
    request.headers.erase("Content-Length");
    request.set_header("Transfer-Encoding", "chunked");
    connection.begin_multipart(body.size);
    return;
  }
  // Chunks of one byte cost five more; a sender that splits finer than this wants to be slow.
  connection.begin_body(body.chunked ? most : body.size, body.chunked ? most / 8 + 1024 : 0);
}

void RequestEngine::before_answer(httplib::Response& response) {
  if (current_connection->closing() || stopping_) {
    response.headers.erase("Keep-Alive");
    response.headers.erase("Connection");
    response.set_header("Connection", "close");
  }
  RequestContext& context = current_context;
  if (response.status == 401 && context.route != nullptr && context.route->charge == Charge::every)
    context.charge(kGuessCost - 1);
  if (response.status == 429) response.set_header("Retry-After", std::to_string(context.retry_after.count()));
  response.set_header("X-Request-Id", context.id);
  current_connection->begin_answer(response.body.size() + response.content_length_);
}

void RequestEngine::answered(const httplib::Response& response) {
  const RequestContext& context = current_context;
  const std::string_view label = context.route == nullptr ? "none" : std::string_view(context.route->metric);
  const auto took = std::chrono::steady_clock::now() - context.start;
  metrics_.add(Metric::http_requests, {label, std::to_string(response.status)});
  metrics_.observe(Metric::http_request_seconds, {label}, took);
  const LogFields fields = {LogField::request_id(context.id), LogField::trace(context.trace),
                            LogField::route(label), LogField::status(response.status),
                            LogField::duration(took)};
  if (response.status >= 500) {
    Log::warning("http.request", fields);
  } else if (response.status >= 400 && response.status != 429) {  // a flood must not flood the log
    Log::info("http.request", fields);
  } else {
    Log::debug("http.request", fields);
  }
}

}  // namespace portcheck::server
