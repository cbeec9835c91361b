#include "server/desk/outbound/client.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>

#include "server/desk/outbound/address.h"
#include "server/desk/outbound/url.h"

namespace portcheck::server {
namespace {

constexpr size_t kMostHeaderBytes = size_t{64} << 10;
constexpr long kSlowestBytesPerSecond = 512;  // for so long
constexpr long kSlowSeconds = 30;
constexpr size_t kIdleHandles = 4;
constexpr Seconds kThrottledWithoutWord{10};
constexpr Seconds kLongestClosed{600};

using Clock = std::chrono::steady_clock;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<int64_t> whole(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// How desks say what is left of a budget, and after how long there is more.
struct BudgetHeaders {
  const char *left, *more_in;
  int64_t per_second = 1;  // of what `more_in` counts
};
constexpr std::array kBudgetHeaders = {
    BudgetHeaders{"ratelimit-remaining", "ratelimit-reset"},  // Zendesk, and the IETF's draft
    BudgetHeaders{"x-rate-limit-remaining", "retry-after"},   // Zendesk
    BudgetHeaders{"x-ratelimit-remaining",
                  "x-ratelimit-interval-seconds"},  // Jira; Freshdesk, without the second
    BudgetHeaders{"x-hubspot-ratelimit-remaining", "x-hubspot-ratelimit-interval-milliseconds", 1000},
};

// Zero: something is left, or nothing is said of it.
Seconds until_budget(const HttpAnswer& answer) {
  for (const BudgetHeaders& one : kBudgetHeaders) {
    const auto left = whole(answer.header(one.left));
    if (!left || *left > 0) continue;
    const auto more_in = whole(answer.header(one.more_in));
    if (!more_in) return kThrottledWithoutWord;
    if (*more_in > 0) return Seconds((*more_in + one.per_second - 1) / one.per_second);
  }
  return Seconds(0);
}

// Sforce-Limit-Info: api-usage=18/100000, of a day.
bool salesforce_spent(std::string_view header) {
  constexpr std::string_view kUsage = "api-usage=";
  const size_t at = header.find(kUsage);
  if (at == std::string_view::npos) return false;
  std::string_view rest = header.substr(at + kUsage.size());
  rest = rest.substr(0, rest.find_first_of(" ;,"));
  const size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return false;
  const auto used = whole(rest.substr(0, slash)), most = whole(rest.substr(slash + 1));
  return used && most && *used >= *most;
}

bool is_2xx(int status) {
  return status >= 200 && status < 300;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

struct HttpClient::Handle {
  CURL* curl = curl_easy_init();
  Handle() = default;
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
};

// What libcurl's callbacks see of one request.
struct HttpClient::Exchange {
  const OutboundPolicy& policy;
  const std::function<bool(std::string_view)>* sink = nullptr;
  CURL* curl = nullptr;
  HttpAnswer answer{};
  size_t header_bytes = 0;
  bool refused_address = false, stopped = false, overflow = false;

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& exchange = *static_cast<Exchange*>(self);
    // libcurl connects to this very address: a name that answers differently the next time gains nothing.
    if (!exchange.policy.private_addresses && !is_public_address(address->addr)) {
      exchange.refused_address = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static size_t header(char* bytes, size_t, size_t size, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    exchange.header_bytes += size;
    if (exchange.header_bytes > kMostHeaderBytes) return 0;
    const std::string_view line = trimmed({bytes, size});
    if (line.rfind("HTTP/", 0) == 0) exchange.answer.headers.clear();
    const size_t colon = line.find(':');
    if (colon != std::string_view::npos)
      exchange.answer.headers[lower(line.substr(0, colon))] = std::string(trimmed(line.substr(colon + 1)));
    return size;
  }

  static size_t body(char* bytes, size_t, size_t size, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    long status = 0;
    curl_easy_getinfo(exchange.curl, CURLINFO_RESPONSE_CODE, &status);
    if (exchange.sink != nullptr && is_2xx(static_cast<int>(status))) {
      exchange.stopped = !(*exchange.sink)({bytes, size});
      return exchange.stopped ? 0 : size;
    }
    exchange.overflow = exchange.answer.body.size() + size > kMostAnswerBytes;
    if (exchange.overflow) return 0;
    exchange.answer.body.append(bytes, size);
    return size;
  }
};

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

HttpClient::HttpClient(OutboundPolicy policy, std::function<DeskResult<HeaderLines>()> credentials)
    : policy_(std::move(policy)), credentials_(std::move(credentials)), budget_(policy_.requests_per_minute) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!ready) std::abort();
}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Handle> HttpClient::take() {
  const std::lock_guard lock(mutex_);
  budget_.spend(Clock::now());
  if (idle_.empty()) return std::make_unique<Handle>();
  auto handle = std::move(idle_.back());
  idle_.pop_back();
  return handle;
}

void HttpClient::give_back(std::unique_ptr<Handle> handle) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdleHandles) idle_.push_back(std::move(handle));
}

std::string HttpClient::allowed(const std::string& url, bool& own_origin) const {
  const auto to = Url::parse(url);
  const auto base = Url::parse(policy_.base_url);
  if (!to || !base) return "not an address";
  if (to->scheme != "https" && !(to->scheme == "http" && policy_.plain_http)) return "not https";
  own_origin = to->origin() == base->origin();
  if (own_origin) return {};
  if (base->scheme == "https" && to->scheme != "https") return "from https to http";
  const bool listed =
      std::any_of(policy_.file_hosts.begin(), policy_.file_hosts.end(), [&](const std::string& host) {
        return to->host == host || (to->host.size() > host.size() && to->host.ends_with(host) &&
                                    to->host[to->host.size() - host.size() - 1] == '.');
      });
  return listed ? std::string() : "host " + to->host + " is not in file_hosts";
}

Seconds HttpClient::still_closed() const {
  const std::lock_guard lock(mutex_);
  const auto left = closed_until_ - Clock::now();
  return left <= Clock::duration::zero() ? Seconds(0) : std::chrono::ceil<Seconds>(left);
}

std::chrono::milliseconds HttpClient::closed_for() const {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  const auto paused = std::chrono::ceil<std::chrono::milliseconds>(closed_until_ - now);
  return std::max(std::max(paused, std::chrono::milliseconds(0)), budget_.wait(now));
}

void HttpClient::note_limits(const HttpAnswer& answer) {
  const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  Seconds wait{0};
  if (answer.status == 429) {
    wait = parse_retry_after(answer.header("retry-after"), now);
    if (wait == Seconds(0)) wait = kThrottledWithoutWord;
  } else {
    wait = until_budget(answer);
    if (salesforce_spent(answer.header("sforce-limit-info"))) wait = kLongestClosed;
  }
  if (wait == Seconds(0)) return;
  const std::lock_guard lock(mutex_);
  closed_until_ = std::max(closed_until_, Clock::now() + std::min(wait, kLongestClosed));
}

DeskResult<HttpAnswer> HttpClient::once(const HttpCall& call, const std::string& url,
                                        const HeaderLines& credentials) {
  std::unique_ptr<Handle> handle = take();
  CURL* curl = handle->curl;
  if (curl == nullptr) return desk_failure<HttpAnswer>(DeskError::unavailable, "no memory for a request");
  curl_easy_reset(curl);
  Exchange exchange{.policy = policy_, .sink = call.sink ? &call.sink : nullptr, .curl = curl};

  curl_slist* lines = nullptr;
  for (const HeaderLines* list : {&call.headers, &credentials}) {
    for (const std::string& line : *list) lines = curl_slist_append(lines, line.c_str());
  }
  if (!call.content_type.empty())
    lines = curl_slist_append(lines, ("Content-Type: " + call.content_type).c_str());
  lines = curl_slist_append(lines, "Expect:");

  const auto timeout = call.sink ? policy_.file_timeout : policy_.timeout;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, policy_.plain_http ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(policy_.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowestBytesPerSecond);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "portcheckd/" PORTCHECK_VERSION);
  if (!policy_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, policy_.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Exchange::open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Exchange::header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Exchange::body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  if (call.method != "GET") {
    // On a connection that was kept, libcurl repeats a request that got no answer by itself: a note twice.
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    if (call.method != "DELETE" || !call.body.empty()) {
      curl_easy_setopt(curl, CURLOPT_POST, 1L);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.data());
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }

  const CURLcode code = curl_easy_perform(curl);
  curl_slist_free_all(lines);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  exchange.answer.status = static_cast<int>(status);
  if (code == CURLE_OK) {
    give_back(std::move(handle));
    return {.detail = {}, .value = std::move(exchange.answer)};
  }
  if (exchange.stopped) return desk_failure<HttpAnswer>(DeskError::too_large, "the file passed its bound");
  if (exchange.overflow)
    return desk_failure<HttpAnswer>(DeskError::refused, "the answer is larger than 8 MiB");
  if (exchange.refused_address) {
    return desk_failure<HttpAnswer>(DeskError::refused,
                                    "the host's address is private; allow it with private_addresses");
  }
  return desk_failure<HttpAnswer>(DeskError::unavailable,
                                  std::string("no answer: ") + curl_easy_strerror(code));
}

DeskResult<HttpAnswer> HttpClient::call(const HttpCall& call) {
  if (const Seconds wait = still_closed(); wait > Seconds(0))
    return desk_failure<HttpAnswer>(DeskError::throttled, "the desk asked for a pause", wait);

  std::string url = call.url.rfind('/', 0) == 0 ? policy_.base_url + call.url : call.url;
  for (int hop = 0;; ++hop) {
    bool own_origin = false;
    if (const std::string against = allowed(url, own_origin); !against.empty())
      return desk_failure<HttpAnswer>(DeskError::refused, "not fetched: " + against);
    HeaderLines credentials;
    if (own_origin && call.credentials && credentials_) {
      auto made = credentials_();
      if (!made.ok()) return passed_on<HttpAnswer>(made);
      credentials = std::move(made.value);
    }
    auto got = once(call, url, credentials);
    if (!got.ok()) return got;
    const HttpAnswer& answer = got.value;
    if (own_origin) note_limits(answer);
    if (is_2xx(answer.status)) return got;
    if (!is_redirect(answer.status)) {
      const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
      got.error = error_of(answer.status);
      got.detail = "HTTP " + std::to_string(answer.status);
      got.retry_after = parse_retry_after(answer.header("retry-after"), now);
      if (const Seconds wait = still_closed(); own_origin && answer.status == 403 && wait > Seconds(0)) {
        got.error = DeskError::throttled;  // a budget that is spent, said as a refusal
        got.retry_after = wait;
      }
      return got;
    }
    if (call.method != "GET")
      return desk_failure<HttpAnswer>(DeskError::refused, "a redirected " + call.method + " is not followed");
    if (hop == kMostRedirects) return desk_failure<HttpAnswer>(DeskError::refused, "too many redirects");
    const auto next = Url::resolve(url, answer.header("location"));
    if (!next) return desk_failure<HttpAnswer>(DeskError::refused, "a redirect without an address");
    url = *next;
  }
}

DeskError error_of(int status) {
  switch (status) {
    case 404:
    case 410:
      return DeskError::gone;
    case 409:
    case 412:
      return DeskError::conflict;
    case 401:
    case 403:
      return DeskError::unauthorized;
    case 408:
    case 425:
      return DeskError::unavailable;
    case 429:
      return DeskError::throttled;
    default:
      return status >= 500 ? DeskError::unavailable : DeskError::refused;
  }
}

Seconds parse_retry_after(std::string_view text, std::chrono::sys_seconds now) {
  if (const auto seconds = whole(text))
    return Seconds(std::max<int64_t>(0, std::min<int64_t>(*seconds, 86'400)));
  const time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (text.empty() || when < 0) return Seconds(0);
  return std::clamp(Seconds(when - now.time_since_epoch().count()), Seconds(0), Seconds(86'400));
}

}  // namespace portcheck::server
