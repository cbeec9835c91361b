// The one way in which the server calls a help-desk: HTTP over libcurl, bounded in size, time, redirects and
// in where it may go at all. Every desk has one client; it is thread-safe and keeps connections for the next
// call.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/desk/desk.h"
#include "server/desk/outbound/budget.h"

namespace portcheck::server {

struct OutboundPolicy {
  std::string base_url;  // "https://acme.example.com/api": calls go below it, with credentials
  // Hosts that files may be fetched from besides, without credentials; "example.net" stands for its
  // subdomains too.
  std::vector<std::string> file_hosts;
  bool private_addresses = false;  // loopback, private and link-local ones
  bool plain_http = false;
  std::string ca_file;                        // PEM; empty: the system's
  std::chrono::milliseconds timeout{30'000};  // one call without a file
  std::chrono::milliseconds file_timeout{300'000};
  uint32_t requests_per_minute = 0;  // 0: as many as it takes
};

using HeaderLines = std::vector<std::string>;  // "Name: value"

struct HttpCall {
  std::string method = "GET";
  std::string url{};  // absolute, or a path below the base address: "/tickets/1.json"
  HeaderLines headers{};
  std::string body{}, content_type{};
  bool credentials = true;
  // With a sink, the body of a 2xx answer goes there piece by piece; false stops (`too_large`).
  std::function<bool(std::string_view)> sink{};
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names lower-cased; the last of equal names
  std::string body;                            // empty with a sink

  std::string header(const std::string& name) const;
};

inline constexpr size_t kMostAnswerBytes = size_t{8} << 20;  // of an answer that is not a file
inline constexpr int kMostRedirects = 3;

class HttpClient {
 public:
  // `credentials` makes the header lines of a call to the base address's origin, and to no other.
  HttpClient(OutboundPolicy policy, std::function<DeskResult<HeaderLines>()> credentials);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // 2xx is ok; other statuses are failures of their kind (error_of). Redirects are followed for GET alone,
  // at most kMostRedirects, to hosts that are allowed, without credentials where the origin is another.
  // After 429, or when the desk says that its budget is spent, calls fail as `throttled` without going out
  // until the time it named.
  DeskResult<HttpAnswer> call(const HttpCall& call);

  // Until then nothing should be asked: a pause, or the budget of requests_per_minute, which call() counts
  // but does not enforce.
  std::chrono::milliseconds closed_for() const;

  const OutboundPolicy& policy() const { return policy_; }

 private:
  struct Handle;
  struct Exchange;

  std::string allowed(const std::string& url, bool& own_origin) const;  // what is against it; empty: nothing
  DeskResult<HttpAnswer> once(const HttpCall& call, const std::string& url, const HeaderLines& credentials);
  void note_limits(const HttpAnswer& answer);
  Seconds still_closed() const;
  std::unique_ptr<Handle> take();
  void give_back(std::unique_ptr<Handle> handle);

  const OutboundPolicy policy_;
  const std::function<DeskResult<HeaderLines>()> credentials_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Handle>> idle_;
  std::chrono::steady_clock::time_point closed_until_{};
  RequestBudget budget_;
};

DeskError error_of(int status);

// Of Retry-After: seconds or an HTTP date; 0 when there is none.
Seconds parse_retry_after(std::string_view text, std::chrono::sys_seconds now);

// For a path or query: everything but letters, digits and - . _ ~ is escaped.
std::string url_escape(std::string_view text);

// multipart/form-data. Names and file names must be UTF-8; what would break a header line is replaced.
struct FormPart {
  std::string name, file_name, content_type, bytes;  // file_name empty: a plain field
};
std::string form_body(const std::vector<FormPart>& parts, std::string& content_type);

}  // namespace portcheck::server
