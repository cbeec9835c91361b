#include "server/observe/metrics.h"

#include <cmath>
#include <cstdio>

namespace portcheck::server {
namespace {

constexpr bool in_order() {
  for (size_t i = 0; i < kMetrics.size(); ++i) {
    if (static_cast<size_t>(kMetrics[i].metric) != i) return false;
  }
  return true;
}
static_assert(in_order(), "kMetrics is indexed by Metric");

std::string rendered_labels(std::string_view names, std::initializer_list<std::string_view> values) {
  std::string out;
  for (const std::string_view value : values) {
    const size_t comma = names.find(',');
    if (!out.empty()) out += ',';
    out.append(names.substr(0, comma)).append("=\"");
    for (const char c : value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    out += '"';
    names.remove_prefix(comma == std::string_view::npos ? names.size() : comma + 1);
  }
  return out;
}

std::string number(double value) {
  std::array<char, 40> out{};
  const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
  const int size = std::snprintf(out.data(), out.size(), whole ? "%.0f" : "%.9g", value);
  return {out.data(), static_cast<size_t>(size)};
}

void line(std::string& out, std::string_view name, std::string_view suffix, const std::string& labels,
          const std::string& value) {
  out.append(name).append(suffix);
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out.append(" ").append(value).append("\n");
}

constexpr std::string_view type_name(MetricType type) {
  switch (type) {
    case MetricType::counter:
      return "counter";
    case MetricType::gauge:
      return "gauge";
    case MetricType::histogram:
      return "histogram";
  }
  return "untyped";
}

}  // namespace

Metrics::Metrics() {
  for (const MetricInfo& info : kMetrics) {
    if (info.labels.empty()) series(info.metric, {});
  }
}

Metrics::Series& Metrics::series(Metric metric, std::initializer_list<std::string_view> labels) {
  const auto index = static_cast<size_t>(metric);
  return series_[index][rendered_labels(kMetrics[index].labels, labels)];
}

void Metrics::add(Metric metric, std::initializer_list<std::string_view> labels, double amount) {
  const std::lock_guard lock(mutex_);
  series(metric, labels).value += amount;
}

void Metrics::set(Metric metric, std::initializer_list<std::string_view> labels, double value) {
  const std::lock_guard lock(mutex_);
  series(metric, labels).value = value;
}

void Metrics::observe(Metric metric, std::initializer_list<std::string_view> labels,
                      std::chrono::nanoseconds duration) {
  const double seconds = static_cast<double>(duration.count()) / 1e9;
  const std::lock_guard lock(mutex_);
  Series& one = series(metric, labels);
  one.value += seconds;
  ++one.count;
  for (size_t i = 0; i < kBuckets.size(); ++i) {
    if (seconds <= kBuckets[i]) ++one.buckets[i];
  }
}

std::string Metrics::render() {
  if (refresh_) refresh_();
  std::string out;
  const std::lock_guard lock(mutex_);
  for (const MetricInfo& info : kMetrics) {
    out.append("# HELP ").append(info.name).append(" ").append(info.help).append("\n");
    out.append("# TYPE ").append(info.name).append(" ").append(type_name(info.type)).append("\n");
    for (const auto& [labels, one] : series_[static_cast<size_t>(info.metric)]) {
      if (info.type != MetricType::histogram) {
        line(out, info.name, "", labels, number(one.value));
        continue;
      }
      const std::string more = labels.empty() ? "" : labels + ",";
      for (size_t i = 0; i < kBuckets.size(); ++i) {
        line(out, info.name, "_bucket", more + "le=\"" + number(kBuckets[i]) + "\"",
             std::to_string(one.buckets[i]));
      }
      line(out, info.name, "_bucket", more + "le=\"+Inf\"", std::to_string(one.count));
      line(out, info.name, "_sum", labels, number(one.value));
      line(out, info.name, "_count", labels, std::to_string(one.count));
    }
  }
  return out;
}

}  // namespace portcheck::server
