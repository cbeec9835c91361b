// Counters, gauges and histograms in Prometheus' text format. Every metric exists once, in kMetrics; a name
// that is not there cannot be used. Labels are constants of the program or configured names, never data of a
// request.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

enum class Metric : uint8_t {
  http_requests,
  http_request_seconds,
  http_connections,
  http_connections_evicted,
  webhooks,
  webhook_events,
  webhook_seconds,
  queue_jobs,
  queue_wait,
  queue_commits,
  queue_commit_batch,
  jobs,
  job_seconds,
  checks,
  check_seconds,
  check_bytes,
  findings,
  reader_failures,
  desk_errors,
  desk_call_seconds,
  desk_circuit_open,
  sweeps,
  swept_events,
  demo_webhooks,
  build_info,
  process_cpu,
  process_memory,
  process_files,
  process_start,
};

enum class MetricType : uint8_t { counter, gauge, histogram };

struct MetricInfo {
  Metric metric;
  std::string_view name;
  MetricType type;
  std::string_view labels;  // comma-separated label names, in the order of the values given
  std::string_view help;
};

inline constexpr std::array kMetrics = {
    MetricInfo{Metric::http_requests, "portcheck_http_requests_total", MetricType::counter, "route,status",
               "Answered HTTP requests."},
    MetricInfo{Metric::http_request_seconds, "portcheck_http_request_duration_seconds", MetricType::histogram,
               "route", "From the request's headers to the last byte of the answer."},
    MetricInfo{Metric::http_connections, "portcheck_http_connections", MetricType::gauge, "",
               "Open connections."},
    MetricInfo{Metric::http_connections_evicted, "portcheck_http_connections_evicted_total",
               MetricType::counter, "", "Waiting connections closed to make room for newer ones."},
    MetricInfo{Metric::webhooks, "portcheck_webhooks_total", MetricType::counter, "desk,outcome",
               "Webhook deliveries by outcome: accepted, ignored, bad_signature, stale, malformed_headers, "
               "malformed_body, rate_limited, unavailable."},
    MetricInfo{Metric::webhook_events, "portcheck_webhook_events_total", MetricType::counter, "desk,outcome",
               "Events inside accepted deliveries: new or duplicate."},
    MetricInfo{Metric::webhook_seconds, "portcheck_webhook_ack_duration_seconds", MetricType::histogram,
               "desk", "From a delivery's headers to its events being safe on disk."},
    MetricInfo{Metric::queue_jobs, "portcheck_queue_jobs", MetricType::gauge, "state",
               "Jobs in the queue: pending, leased or dead."},
    MetricInfo{Metric::queue_wait, "portcheck_queue_oldest_due_age_seconds", MetricType::gauge, "",
               "How long the job that is due longest has been waiting for a worker; 0 when none is due."},
    MetricInfo{Metric::queue_commits, "portcheck_queue_commits_total", MetricType::counter, "",
               "Transactions committed to disk; one holds many webhooks."},
    MetricInfo{Metric::queue_commit_batch, "portcheck_queue_operations_total", MetricType::counter, "",
               "Operations inside those transactions."},
    MetricInfo{Metric::jobs, "portcheck_jobs_total", MetricType::counter, "desk,outcome",
               "Finished attempts: annotated, quiet, skipped, gone, retry, dead, lost."},
    MetricInfo{Metric::job_seconds, "portcheck_job_duration_seconds", MetricType::histogram, "desk",
               "One attempt, from taking the job to its end."},
    MetricInfo{Metric::checks, "portcheck_checks_total", MetricType::counter, "source,desk,verdict",
               "Reports by the engine; source is webhook or page, which has no desk."},
    MetricInfo{Metric::check_seconds, "portcheck_check_duration_seconds", MetricType::histogram, "source",
               "Time inside the engine."},
    MetricInfo{Metric::check_bytes, "portcheck_check_input_bytes_total", MetricType::counter, "source",
               "Bytes of the files checked."},
    MetricInfo{Metric::findings, "portcheck_findings_total", MetricType::counter, "source,desk,family",
               "Findings of these reports, by the family of their rules: NUM, ROW, LOA, ..."},
    MetricInfo{
        Metric::reader_failures, "portcheck_reader_failures_total", MetricType::counter, "reason",
        "Processes that did not survive a customer's files: crashed, out_of_memory, timed_out, too_loud; "
        "unavailable: none could be had."},
    MetricInfo{Metric::desk_errors, "portcheck_desk_errors_total", MetricType::counter, "desk,error",
               "Attempts that a help-desk's answer ended, and failed sweeps."},
    MetricInfo{Metric::desk_call_seconds, "portcheck_desk_call_duration_seconds", MetricType::histogram,
               "desk,operation,outcome",
               "What a help-desk is asked for: read, download, annotate, sweep; outcome ok or an error."},
    MetricInfo{Metric::desk_circuit_open, "portcheck_desk_circuit_open", MetricType::gauge, "desk",
               "1 while a help-desk that keeps failing is left alone but for single trials."},
    MetricInfo{Metric::sweeps, "portcheck_sweeps_total", MetricType::counter, "desk,outcome",
               "Looks for what webhooks lost: done or failed."},
    MetricInfo{Metric::swept_events, "portcheck_swept_events_total", MetricType::counter, "desk",
               "Events that a sweep found and no webhook had brought."},
    MetricInfo{Metric::demo_webhooks, "portcheck_demo_desk_webhooks", MetricType::gauge, "state",
               "The demo desk's webhooks that wait for delivery or were given up."},
    MetricInfo{Metric::build_info, "portcheck_build_info", MetricType::gauge, "version,rules_version",
               "Always 1; its labels tell the versions."},
    MetricInfo{Metric::process_cpu, "process_cpu_seconds_total", MetricType::counter, "",
               "Processor time of this process, all threads, user and system."},
    MetricInfo{Metric::process_memory, "process_resident_memory_bytes", MetricType::gauge, "",
               "Resident memory of this process."},
    MetricInfo{Metric::process_files, "process_open_fds", MetricType::gauge, "", "Open file descriptors."},
    MetricInfo{Metric::process_start, "process_start_time_seconds", MetricType::gauge, "",
               "When this process started, as Unix time."},
};

class Metrics {
 public:
  Metrics();  // those without labels begin with 0

  void add(Metric metric, std::initializer_list<std::string_view> labels = {}, double amount = 1);
  void set(Metric metric, std::initializer_list<std::string_view> labels, double value);
  void observe(Metric metric, std::initializer_list<std::string_view> labels,
               std::chrono::nanoseconds duration);

  // Called before each rendering, to refresh gauges. Set before the first render().
  void on_render(std::function<void()> refresh) { refresh_ = std::move(refresh); }

  std::string render();  // text/plain; version=0.0.4

 private:
  static constexpr std::array kBuckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                          0.25,   0.5,   1.0,    2.5,   5.0,  10.0,  30.0, 60.0};
  struct Series {
    double value = 0;
    std::array<uint64_t, kBuckets.size()> buckets{};
    uint64_t count = 0;
  };

  Series& series(Metric metric, std::initializer_list<std::string_view> labels);

  std::mutex mutex_;
  std::array<std::map<std::string, Series>, kMetrics.size()> series_;  // by rendered labels
  std::function<void()> refresh_;
};

}  // namespace portcheck::server
