#include "server/http/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>

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

}  // namespace

RequestContext& request_context() {
  return current_context;
}

// httplib's server without its sockets and threads: parses one request from a stream, routes it, writes the
// answer.
class HttpServer::Engine final : public httplib::Server {
 public:
  Engine(const RouteTable& table, Metrics& metrics, const std::atomic<bool>& stopping, int listener)
      : table_(table), metrics_(metrics), stopping_(stopping) {
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

  // False: close the connection.
  bool answer(Connection& connection) {
    current_context = RequestContext{.id = random_hex(8), .start = std::chrono::steady_clock::now()};
    bool peer_closes = false;
    const bool ok = process_request(connection, false, peer_closes,
                                    [&](httplib::Request& request) { prepare(connection, request); });
    current_context = RequestContext{};
    if (connection.closing()) connection.linger();
    return ok && !peer_closes && !connection.closing() && !stopping_;
  }

 private:
  void add(const Route& route) {
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

  // The head is read. Decides whether the rest is, and how much of it.
  void prepare(Connection& connection, httplib::Request& request) {
    RequestContext& context = current_context;
    const std::string encodings = request.get_header_value("Accept-Encoding");
    context.accepts_brotli = has_token(encodings, "br");
    context.accepts_gzip = has_token(encodings, "gzip");
    request.headers.erase(
        "Accept-Encoding");             // httplib would compress every answer anew, at the highest level
    if (request.has_header("Range")) {  // and serve ranges of what is not static
      request.headers.erase("Range");
      request.ranges.clear();
    }
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

  static httplib::Server::HandlerResponse refuse(const httplib::Request&, httplib::Response& response) {
    const RequestContext& context = current_context;
    if (context.refusal == 0) return HandlerResponse::Unhandled;
    if (!context.allow.empty()) response.set_header("Allow", context.allow);
    response.status = context.refusal;
    return HandlerResponse::Handled;
  }

  static void explain(httplib::Response& response) {
    if (response.status == 400 && current_connection->over_budget()) {
      response.status = current_context.route == nullptr ? 431 : 413;
    }
    if (response.body.empty() && !response.content_provider_) {
      send_error(response, response.status, "request", default_reason(response.status));
    }
  }

  static void failed(httplib::Response& response) {
    Log::error("http.exception", {LogField::request_id(current_context.id)});
    response.body.clear();
    response.status = 500;
  }

  void before_answer(httplib::Response& response) {
    if (current_connection->closing() || stopping_) {
      response.headers.erase("Keep-Alive");
      response.headers.erase("Connection");
      response.set_header("Connection", "close");
    }
    response.set_header("X-Request-Id", current_context.id);
    current_connection->begin_answer(response.body.size() + response.content_length_);
  }

  void answered(const httplib::Response& response) {
    const RequestContext& context = current_context;
    const std::string_view label =
        context.route == nullptr ? "none" : std::string_view(context.route->metric);
    const auto took = std::chrono::steady_clock::now() - context.start;
    metrics_.add(Metric::http_requests, {label, std::to_string(response.status)});
    metrics_.observe(Metric::http_request_seconds, {label}, took);
    const LogFields fields = {LogField::request_id(context.id), LogField::route(label),
                              LogField::status(response.status), LogField::duration(took)};
    if (response.status >= 500) {
      Log::warning("http.request", fields);
    } else if (response.status >= 400) {
      Log::info("http.request", fields);
    } else {
      Log::debug("http.request", fields);
    }
  }

  const RouteTable& table_;
  Metrics& metrics_;
  const std::atomic<bool>& stopping_;
};

HttpServer::HttpServer(uint32_t threads, Metrics& metrics) : thread_count_(threads), metrics_(metrics) {}

HttpServer::~HttpServer() {
  stop(std::chrono::hours(1));
  for (std::thread& thread : threads_) thread.join();
  for (const int fd : {listener_, wake_[0], wake_[1]}) {
    if (fd >= 0) ::close(fd);
  }
}

std::string HttpServer::bind(const std::string& host, uint16_t port) {
  const addrinfo hints{.ai_flags = AI_PASSIVE,
                       .ai_family = AF_UNSPEC,
                       .ai_socktype = SOCK_STREAM,
                       .ai_protocol = 0,
                       .ai_addrlen = 0,
                       .ai_addr = nullptr,
                       .ai_canonname = nullptr,
                       .ai_next = nullptr};
  addrinfo* found = nullptr;
  if (const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); code != 0) {
    return "server.bind \"" + host + "\" is no address of this machine (" + ::gai_strerror(code) + ")";
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> release(found, ::freeaddrinfo);
  listener_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0) return std::string("cannot make a socket: ") + std::strerror(errno);
  const int on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const std::string place = host + ":" + std::to_string(port);
  if (::bind(listener_, found->ai_addr, found->ai_addrlen) != 0 || ::listen(listener_, kListenBacklog) != 0) {
    if (errno == EADDRINUSE)
      return place + " is in use by another program; stop it or choose another port (--port)";
    if (errno == EACCES) return place + " may not be used by this user; choose a port from 1024 on (--port)";
    return "cannot listen on " + place + ": " + std::strerror(errno);
  }
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                              : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0)
    return std::string("cannot make a pipe: ") + std::strerror(errno);
  return {};
}

void HttpServer::start(const RouteTable& table) {
  engine_ = std::make_unique<Engine>(table, metrics_, stopping_, listener_);
  ::fcntl(listener_, F_SETFL, O_NONBLOCK);
  for (uint32_t i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { worker(); });
  reception_thread_ = std::thread([this] { reception(); });
}

void HttpServer::reception() {
  std::vector<ConnectionPtr> waiting;
  while (!stopping_) {
    std::vector<pollfd> polled = {{.fd = listener_, .events = POLLIN, .revents = 0},
                                  {.fd = wake_[0], .events = POLLIN, .revents = 0}};
    for (const ConnectionPtr& one : waiting)
      polled.push_back({.fd = one->socket(), .events = POLLIN, .revents = 0});
    size_t crowd = 0;
    {
      const std::lock_guard lock(mutex_);
      crowd = ready_.size();
    }
    const bool idle = waiting.empty() && crowd == 0;
    const int ready =
        ::poll(polled.data(), polled.size(), idle ? -1 : static_cast<int>(kReceptionTick.count()));
    if (stopping_) break;
    if (ready < 0) continue;
    receive_some(waiting, polled);
    if (polled[0].revents != 0) accept_some(waiting);
    if (polled[1].revents != 0) {
      std::array<char, 256> drain{};
      (void)!::read(wake_[0], drain.data(), drain.size());
    }
    {
      const std::lock_guard lock(mutex_);
      for (ConnectionPtr& one : returned_) waiting.push_back(std::move(one));
      returned_.clear();
      crowd = ready_.size();
      open_ = waiting.size() + crowd + busy_;
    }
    if (crowd > 0)
      metrics_.add(Metric::http_connections_evicted, {}, static_cast<double>(active_.cut_slow_bodies(crowd)));
  }
}

void HttpServer::receive_some(std::vector<ConnectionPtr>& waiting, const std::vector<pollfd>& polled) {
  const auto now = Connection::Clock::now();
  std::vector<ConnectionPtr> still;
  for (size_t i = 0; i < waiting.size(); ++i) {
    ConnectionPtr& one = waiting[i];
    if (polled[i + 2].revents != 0 && !one->receive()) continue;
    if (one->has_request()) {
      hand_over(std::move(one));
    } else if (now < one->deadline()) {
      still.push_back(std::move(one));
    }
  }
  waiting = std::move(still);
}

void HttpServer::accept_some(std::vector<ConnectionPtr>& waiting) {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN) return;
      Log::warning("http.accept_failed", {LogField::detail(std::strerror(errno))});
      if (!waiting.empty()) waiting.erase(waiting.begin());
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return;
    }
    waiting.push_back(std::make_unique<Connection>(socket));
    size_t elsewhere = 0;
    {
      const std::lock_guard lock(mutex_);
      elsewhere = busy_ + ready_.size();
    }
    if (waiting.size() + elsewhere > kConnections) {
      waiting.erase(waiting.begin());  // the list is in the order of arrival
      metrics_.add(Metric::http_connections_evicted);
    }
  }
}

void HttpServer::hand_over(ConnectionPtr connection) {
  {
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(connection));
  }
  work_.notify_one();
}

void HttpServer::wake_reception() {
  const char byte = 0;
  (void)!::write(wake_[1], &byte, 1);
}

void HttpServer::worker() {
  for (;;) {
    ConnectionPtr connection;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopping_ || !ready_.empty(); });
      if (ready_.empty()) return;
      connection = std::move(ready_.front());
      ready_.pop_front();
      ++busy_;
    }
    serve(std::move(connection));
    const std::lock_guard lock(mutex_);
    --busy_;
    idle_.notify_all();
  }
}

void HttpServer::serve(ConnectionPtr connection) {
  current_connection = connection.get();
  active_.add(*connection);
  bool keep = true;
  while (keep && connection->has_request()) {
    connection->begin_request();
    keep = engine_->answer(*connection);
  }
  active_.remove(*connection);
  current_connection = nullptr;
  if (!keep) return;
  connection->begin_waiting();
  {
    const std::lock_guard lock(mutex_);
    returned_.push_back(std::move(connection));
  }
  wake_reception();
}

bool HttpServer::stop(std::chrono::milliseconds bound) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ready_.clear();
  }
  work_.notify_all();
  if (reception_thread_.joinable()) {
    wake_reception();
    reception_thread_.join();
  }
  std::unique_lock lock(mutex_);
  const bool idle = idle_.wait_for(lock, bound, [&] { return busy_ == 0; });
  if (idle) returned_.clear();
  return idle;
}

}  // namespace portcheck::server
