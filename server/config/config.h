// What an operator can set. The table of settings (settings.h) fills it; app.cc reads it and passes values
// down: no other module sees this header. Defaults here are the same as in default_config.jsonc (a test
// compares them).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "server/desk/settings.h"

namespace portcheck::server {

using Milliseconds = std::chrono::milliseconds;

struct ServerConfig {
  std::string bind = "127.0.0.1";         // address to listen on
  uint16_t port = 8080;                   // 0: any free port, reported by the "server.listening" log line
  uint32_t threads = 64;                  // requests answered at once
  std::string web_root;                   // folder with portal/ and assets/; empty: no pages
  std::vector<std::string> cors_origins;  // origins whose pages may call POST /api/v1/check and hold /frame
  std::vector<std::string> trusted_proxies;          // addresses or blocks whose forwarded_header is believed
  std::string forwarded_header = "X-Forwarded-For";  // or "Forwarded"
  uint32_t rate_limit = 50;   // requests per second and source that prove nothing; 0: no limit
  uint32_t rate_burst = 500;  // so many at once
  uint64_t upload_max_bytes = uint64_t{64} << 20;  // of one request with files
  uint32_t check_concurrency = 2;                  // checks run at once for pages; more are answered 503
  std::string admin_token;  // bearer token of the dead-letter routes; empty: the routes do not exist
  Milliseconds stop_timeout{15'000};  // running jobs may take so long to finish after SIGTERM

  bool operator==(const ServerConfig&) const = default;
};

struct QueueConfig {
  std::string postgres;              // a libpq connection string; empty: SQLite in the data folder
  Milliseconds coalesce_delay{500};  // events of one ticket within it become one check
  uint32_t max_attempts = 64;  // then the job is a dead letter; with the default delays after about a day
  Milliseconds retry_first{2'000};
  Milliseconds retry_max{1'800'000};
  Milliseconds lease{120'000};  // a server that says nothing for so long has lost its jobs
  uint32_t dedupe_days = 8;     // webhook ids are remembered so long; senders retry for up to four days

  bool operator==(const QueueConfig&) const = default;
};

struct WorkerConfig {
  uint32_t threads = 2;                       // for each desk without a number of its own
  Milliseconds missing_files_grace{900'000};  // after a ticket's creation, missing files are not judged
  uint64_t file_max_bytes = uint64_t{64} << 20;
  uint64_t ticket_max_bytes = uint64_t{128} << 20;  // of all attachments together, held in memory
  Milliseconds check_time{60'000};                  // of one process that reads a ticket's files
  uint64_t check_memory_bytes = uint64_t{1} << 30;  // its address space
  bool read_scans = true;                           // where tesseract and pdftoppm are installed
  Milliseconds scan_time{90'000};                   // for one file
  uint32_t scan_pages = 10;                         // of one file
  std::string reason = "Number Management";         // compared without case and spaces
  std::string sub_category = "Porting Numbers";

  bool operator==(const WorkerConfig&) const = default;
};

// The ticket store inside this binary, for trying PortCheck without a help-desk.
struct DemoDeskConfig {
  bool enabled = false;
  std::string file;       // its database; empty: demo-desk.db in the data folder
  std::string base_url;   // where the server reaches the ticket API; empty: this server itself
  std::string api_token;  // of the ticket API; empty: made at start, never written down
  std::vector<std::string>
      webhook_secrets;         // "whsec_…", newest first; empty: made at start, never written down
  std::string agent_password;  // asked for at /agent; empty: everybody may see it
  Milliseconds request_timeout{30'000};  // one call of its API or one delivery of a webhook

  bool operator==(const DemoDeskConfig&) const = default;
};

struct LogConfig {
  std::string level = "info";  // "debug", "info", "warning", "error"

  bool operator==(const LogConfig&) const = default;
};

struct Config {
  ServerConfig server;
  QueueConfig queue;
  WorkerConfig worker;
  DemoDeskConfig demo_desk;
  std::vector<DeskSettings> desks;  // the help-desks, by name
  std::string profile;              // portcheck.request's "profile" as JSON: what is agreed; empty: nothing
  LogConfig log;
  std::string data_dir = "data";
  std::string time_zone = "UTC";  // whose calendar day is "today": an IANA name or an offset such as "-05:00"

  bool operator==(const Config&) const = default;
};

}  // namespace portcheck::server
