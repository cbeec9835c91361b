#include "server/app.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>

#include "portcheck/rule_ids.h"
#include "server/config/reload.h"
#include "server/desk/demo/demo.h"
#include "server/desk/renewable_desk.h"
#include "server/desk/shape.h"
#include "server/engine/engine.h"
#include "server/engine/work.h"
#include "server/http/handlers/check.h"
#include "server/http/handlers/dead_letters.h"
#include "server/http/handlers/health.h"
#include "server/http/handlers/templates.h"
#include "server/http/handlers/webhooks.h"
#include "server/http/http_server.h"
#include "server/http/static_files.h"
#include "server/observe/log.h"
#include "server/observe/metrics.h"
#include "server/observe/process_metrics.h"
#include "server/queue/postgres_queue.h"
#include "server/queue/sqlite_queue.h"
#include "server/sandbox/confine.h"
#include "server/webhook/crypto.h"
#include "server/webhook/standard_webhooks.h"
#include "server/worker/supervisor.h"
#include "server/worker/sweeper.h"
#include "server/worker/today.h"

namespace portcheck::server {
namespace {

constexpr std::chrono::seconds kHttpStop{5};
constexpr std::chrono::seconds kSweepStop{2};
constexpr std::chrono::minutes kUnknownDeskGrace{60};  // where other servers may know it

TimePoint wall_clock() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// Holds the data folder for this process; the system lets go of it however the process ends.
class FolderLock {
 public:
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  std::string take(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return "data_dir \"" + folder.string() + "\" cannot be made: " + error.message();
    const std::filesystem::path file = folder / "portcheckd.lock";
    fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd_ < 0) return "data_dir \"" + folder.string() + "\" is not writable: " + std::strerror(errno);
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return {};
    return "another portcheckd is using data_dir \"" + folder.string() +
           "\"; stop it or choose another (--data)";
  }

 private:
  int fd_ = -1;
};

// Under this name a server's leases are found again after it was killed; kept in its data folder, of which
// the caller holds the lock. Empty where it cannot be kept.
std::string server_id(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "server-id";
  std::string id;
  std::ifstream(file) >> id;
  if (!id.empty()) return id;
  id = random_hex(16);
  std::ofstream out(file);
  out << id << "\n";
  return out.flush() ? id : std::string();
}

std::unique_ptr<Queue> open_queue(const QueueConfig& config, const std::filesystem::path& data,
                                  std::string& error) {
  if (config.postgres.empty()) {
    const std::string file = (data / "queue.db").string();
    auto queue = open_sqlite_queue(file, error);
    if (queue == nullptr) error = "the queue \"" + file + "\" cannot be opened: " + error;
    return queue;
  }
  const std::string id = server_id(data);
  if (id.empty()) {
    error = "data_dir \"" + data.string() + "\" is not writable";
    return nullptr;
  }
  auto queue = open_postgres_queue(config.postgres, id, error);
  if (queue == nullptr) error = "the queue's database (queue.postgres) cannot be used: " + error;
  return queue;
}

// The address under which this machine reaches a server bound to `host`.
std::string own_url(const std::string& host, uint16_t port) {
  std::string reachable = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host;
  if (reachable.find(':') != std::string::npos) reachable = "[" + reachable + "]";
  return "http://" + reachable + ":" + std::to_string(port);
}

SourcePolicy sources_of(const ServerConfig& server) {
  SourcePolicy out{.rate_limit = server.rate_limit, .rate_burst = server.rate_burst};
  for (const std::string& proxy : server.trusted_proxies)
    out.trust.proxies.push_back(*AddressBlock::parse(proxy));
  if (server.forwarded_header == header_name(ForwardedHeader::forwarded))
    out.trust.header = ForwardedHeader::forwarded;
  return out;
}

TicketPolicy policy_of(const Config& config) {
  const WorkerConfig& worker = config.worker;
  TicketPolicy policy{.reason = worker.reason,
                      .sub_category = worker.sub_category,
                      .missing_files_grace = worker.missing_files_grace,
                      .file_max_bytes = worker.file_max_bytes,
                      .ticket_max_bytes = worker.ticket_max_bytes,
                      .draft_reply = true};
  if (!config.profile.empty()) parse_profile(config.profile, policy.profile);
  return policy;
}

// `policy` as it is with this desk.
TicketPolicy policy_of(const DeskSettings& desk, TicketPolicy policy) {
  if (!desk.reason.empty()) policy.reason = desk.reason;
  if (!desk.sub_category.empty()) policy.sub_category = desk.sub_category;
  if (!desk.profile.empty()) parse_profile(desk.profile, policy.profile);
  policy.attach_sheets = desk.attach_sheets && find_shape(desk.kind)->takes_files;
  policy.draft_reply = desk.draft_reply;
  policy.reply_language = desk.reply_language;
  return policy;
}

DeskSettings with_category(DeskSettings desk, const WorkerConfig& worker) {
  if (desk.reason.empty()) desk.reason = worker.reason;
  if (desk.sub_category.empty()) desk.sub_category = worker.sub_category;
  return desk;
}

}  // namespace

struct App::Parts {
  FolderLock lock;
  Metrics metrics;
  RouteTable table;
  std::unique_ptr<Queue> queue;
  AdminToken admin_token;
  std::unique_ptr<HttpServer> http;
  std::unique_ptr<demo::Demo> demo;
  std::unique_ptr<Engine> engine;
  std::optional<ScanReader> scans;
  std::vector<std::unique_ptr<RenewableDesk>> connected;
  std::unique_ptr<Supervisor> supervisor;
  std::unique_ptr<Sweeper> sweeper;
  std::atomic<bool> stopping{false};

  std::map<std::string, Desk*> desks() const {
    std::map<std::string, Desk*> out;
    if (demo != nullptr) out.emplace(demo->desk().name(), &demo->desk());
    for (const auto& desk : connected) out.emplace(desk->name(), desk.get());
    return out;
  }

  std::vector<std::string> reasons_not_ready() const {
    std::vector<std::string> reasons;
    if (stopping) reasons.emplace_back("the server is stopping");
    if (std::string trouble = queue->trouble(); !trouble.empty()) reasons.push_back(std::move(trouble));
    if (!supervisor->running() && !stopping) reasons.emplace_back("the workers are not running");
    return reasons;
  }

  void refresh_metrics() {
    const QueueDepth depth = queue->depth();
    metrics.set(Metric::queue_jobs, {"pending"}, static_cast<double>(depth.pending));
    metrics.set(Metric::queue_jobs, {"leased"}, static_cast<double>(depth.leased));
    metrics.set(Metric::queue_jobs, {"dead"}, static_cast<double>(depth.dead));
    metrics.set(Metric::queue_commits, {}, static_cast<double>(queue->stats().commits));
    metrics.set(Metric::queue_commit_batch, {}, static_cast<double>(queue->stats().operations));
    const auto waited = depth.oldest_due ? queue->now() - *depth.oldest_due : std::chrono::milliseconds(0);
    metrics.set(Metric::queue_wait, {}, std::max(0.0, std::chrono::duration<double>(waited).count()));
    metrics.set(Metric::http_connections, {}, static_cast<double>(http->connections()));
    set_process_metrics(metrics);
    if (demo == nullptr) return;
    metrics.set(Metric::demo_webhooks, {"waiting"}, static_cast<double>(demo->webhooks_waiting()));
    metrics.set(Metric::demo_webhooks, {"given_up"}, static_cast<double>(demo->webhooks_given_up()));
  }
};

App::App(const Config& config) : config_(config), parts_(std::make_unique<Parts>()) {}

App::~App() = default;

std::string App::start() {
  Parts& parts = *parts_;
  const std::filesystem::path data = config_.data_dir;
  const auto zone = TimeZone::open(config_.time_zone);
  if (!zone) return "time_zone \"" + config_.time_zone + "\" is not known to this machine";
  if (std::string error = parts.lock.take(data); !error.empty()) return error;

  std::string error;
  parts.queue = open_queue(config_.queue, data, error);
  if (parts.queue == nullptr) return error;

  parts.http =
      std::make_unique<HttpServer>(config_.server.threads, sources_of(config_.server), parts.metrics);
  error = parts.http->bind(config_.server.bind, config_.server.port);
  if (!error.empty()) return error;

  if (const DemoDeskConfig& demo = config_.demo_desk; demo.enabled) {
    const std::string url = own_url(config_.server.bind, parts.http->port());
    demo::Settings settings;
    settings.file = demo.file.empty() ? data / "demo-desk.db" : std::filesystem::path(demo.file);
    settings.base_url = demo.base_url.empty() ? url : demo.base_url;
    settings.webhook_url = url + "/webhooks/" + settings.name;
    settings.api_token = demo.api_token.empty() ? random_hex(32) : demo.api_token;
    settings.webhook_secrets =
        demo.webhook_secrets.empty() ? std::vector{make_webhook_secret()} : demo.webhook_secrets;
    settings.agent_password = demo.agent_password;
    settings.request_timeout = demo.request_timeout;
    settings.reason = config_.worker.reason;
    settings.sub_category = config_.worker.sub_category;
    try {
      parts.demo = std::make_unique<demo::Demo>(std::move(settings));
    } catch (const std::exception& failure) {
      return std::string("the demo desk cannot start: ") + failure.what();
    }
  }

  parts.engine = std::make_unique<Engine>(
      std::vector<std::string>{"/proc/self/exe", kZygoteArgument},
      ReaderLimits{.time = config_.worker.check_time, .memory = config_.worker.check_memory_bytes},
      parts.metrics);
  if (error = parts.engine->try_out(); !error.empty()) return error;

  for (const DeskSettings& desk : config_.desks)
    parts.connected.push_back(std::make_unique<RenewableDesk>(with_category(desk, config_.worker)));

  SupervisorOptions options;
  options.threads = config_.worker.threads;
  options.lease = config_.queue.lease;
  options.dedupe_memory = std::chrono::days(config_.queue.dedupe_days);
  options.retry = {.first = config_.queue.retry_first,
                   .longest = config_.queue.retry_max,
                   .max_attempts = static_cast<int>(config_.queue.max_attempts)};
  options.policy = policy_of(config_);
  options.policy.engine = parts.engine.get();
  if (config_.worker.read_scans) {
    parts.scans.emplace(data.string(), ScanLimits{.pages = config_.worker.scan_pages,
                                                  .page_time = config_.worker.scan_time,
                                                  .file_time = config_.worker.scan_time});
    if (const std::string missing = parts.scans->missing(); !missing.empty())
      Log::warning("ocr.missing", {LogField::detail(missing)});
    if (!can_confine_files()) Log::warning("sandbox.no_landlock");
    options.policy.scans = &*parts.scans;
  }
  if (parts.queue->shared()) options.unknown_desk_grace = kUnknownDeskGrace;
  for (const DeskSettings& desk : config_.desks) {
    options.desk_policies.emplace(desk.name, policy_of(desk, options.policy));
    if (desk.concurrency > 0) options.desk_threads.emplace(desk.name, desk.concurrency);
  }
  options.time_zone = *zone;
  const Profile agreed = options.policy.profile;
  parts.supervisor = std::make_unique<Supervisor>(std::move(options), *parts.queue, parts.desks(),
                                                  parts.metrics, wall_clock);
  parts.sweeper = std::make_unique<Sweeper>(*parts.queue, parts.desks(), parts.metrics, wall_clock);

  parts.table.add(webhook_routes({.desks = parts.desks(),
                                  .queue = *parts.queue,
                                  .metrics = parts.metrics,
                                  .clock = wall_clock,
                                  .coalesce_delay = config_.queue.coalesce_delay}));
  const auto today = [zone = *zone] {
    return zone.today(std::chrono::floor<std::chrono::seconds>(wall_clock()));
  };
  parts.table.add(template_routes(today()));
  parts.table.add(check_routes({.engine = *parts.engine,
                                .metrics = parts.metrics,
                                .today = today,
                                .profile = agreed,
                                .upload_max_bytes = config_.server.upload_max_bytes,
                                .concurrency = config_.server.check_concurrency,
                                .cors_origins = config_.server.cors_origins}));
  parts.admin_token.set(config_.server.admin_token);
  parts.table.add(health_routes([&parts] { return parts.reasons_not_ready(); }, parts.metrics));
  parts.table.add(dead_letter_routes(parts.admin_token, *parts.queue));
  parts.table.add(static_routes(config_.server.web_root, parts.demo != nullptr, config_.server.cors_origins));
  if (parts.demo != nullptr) {
    Routes routes = parts.demo->routes();
    for (Route& route : routes) {
      if (route.method == "POST") route.max_body = config_.server.upload_max_bytes;  // its forms carry files
    }
    parts.table.add(std::move(routes));
  }

  parts.metrics.set(Metric::build_info, {PORTCHECK_VERSION, kRulesVersion}, 1);
  parts.metrics.on_render([&parts] { parts.refresh_metrics(); });
  parts.supervisor->start();
  parts.http->start(parts.table);
  if (parts.demo != nullptr) parts.demo->start();
  parts.sweeper->start();
  Log::info("server.listening", {LogField::address(config_.server.bind), LogField::port(parts.http->port()),
                                 LogField::version(PORTCHECK_VERSION)});
  return {};
}

void App::renew_secrets(const Config& fresh) {
  const Config before = config_;
  const bool all = take_secrets(config_, fresh);
  parts_->admin_token.set(config_.server.admin_token);
  if (config_.queue.postgres != before.queue.postgres) parts_->queue->renew(config_.queue.postgres);
  for (size_t i = 0; i < config_.desks.size(); ++i) {
    if (config_.desks[i] != before.desks[i])
      parts_->connected[i]->renew(with_category(config_.desks[i], config_.worker));
  }
  Log::info("config.reloaded");
  if (!all) Log::warning("config.restart_needed");
}

ExitCode App::stop() {
  Parts& parts = *parts_;
  Log::info("server.stopping");
  parts.stopping = true;
  // The workers come first: they may need the demo desk, which answers over our own HTTP.
  const bool swept = parts.sweeper->stop(kSweepStop);
  const bool finished = parts.supervisor->stop(config_.server.stop_timeout);
  if (finished && parts.demo != nullptr) parts.demo->stop();
  const bool answered = parts.http->stop(kHttpStop);
  Log::info("server.stopped");
  // Threads that are stuck inside a call cannot be joined; what they hold is given back already.
  if (!finished || !answered) std::_Exit(static_cast<int>(ExitCode::unclean_stop));
  if (!swept) std::_Exit(static_cast<int>(ExitCode::ok));  // it waits for its desk's answer and holds nothing
  parts.sweeper.reset();
  parts.supervisor.reset();
  parts.connected.clear();
  parts.http.reset();
  parts.demo.reset();
  parts.queue.reset();
  return ExitCode::ok;
}

}  // namespace portcheck::server
