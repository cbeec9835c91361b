#include "server/observe/log.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/observe/metrics.h"

namespace portcheck::server {
namespace {

class LogTest : public testing::Test {
 protected:
  LogTest() {
    Log::configure(LogLevel::info, [this](std::string_view line) { lines_.emplace_back(line); });
  }
  ~LogTest() override { Log::configure(LogLevel::info); }

  nlohmann::json only() const {
    EXPECT_EQ(lines_.size(), 1U);
    return lines_.empty() ? nlohmann::json() : nlohmann::json::parse(lines_.front());
  }

  std::vector<std::string> lines_;
};

TEST_F(LogTest, WritesOneJsonObjectALine) {
  Log::info("job.finished", {LogField::desk("demo"), LogField::ticket("17"), LogField::job(3),
                             LogField::duration(std::chrono::microseconds(1500)), LogField::reason("stale")});
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_EQ(lines_[0].find('\n'), lines_[0].size() - 1);
  const auto json = only();
  EXPECT_EQ(json["event"], "job.finished");
  EXPECT_EQ(json["level"], "info");
  EXPECT_EQ(json["ticket"], "17");
  EXPECT_EQ(json["job"], 3);
  EXPECT_EQ(json["duration_ms"], 1.5);
  EXPECT_EQ(json["reason"], "stale");
  EXPECT_TRUE(json["time"].get<std::string>().ends_with("Z"));
}

TEST_F(LogTest, DropsWhatIsBelowTheLevel) {
  Log::debug("http.request");
  EXPECT_TRUE(lines_.empty());
}

TEST_F(LogTest, LetsNoTextThroughAsIdentifier) {
  Log::info("webhook.accepted", {LogField::ticket("17\",\"level\":\"x\n John Doe <j@x.example>"),
                                 LogField::webhook_id(std::string(500, 'a'))});
  const auto json = only();
  EXPECT_EQ(json["level"], "info");
  EXPECT_EQ(json["ticket"], "17???level?:?x??John?Doe??j?x.example?");
  EXPECT_EQ(json["webhook_id"].get<std::string>().size(), 80U);
}

TEST_F(LogTest, MasksNumbersInDetails) {
  Log::info("job.retry", {LogField::detail("HTTP 503 for +12127360143 and 123456, 2127360143")});
  EXPECT_EQ(only()["detail"], "HTTP 503 for +# and 123456, #");
  lines_.clear();
  Log::info("job.retry", {LogField::detail("503: (212) 736-0143, 212.736.0143 of 123-45-6789; 30001 ms")});
  EXPECT_EQ(only()["detail"], "503: (#, # of #; 30001 ms");
}

TEST_F(LogTest, CutsAndCleansDetails) {
  Log::info("job.retry", {LogField::detail(std::string("a\nb\x01\xC3\xA9\"\\") + std::string(1000, 'z'))});
  const auto detail = only()["detail"].get<std::string>();
  EXPECT_LE(detail.size(), 160U);
  EXPECT_TRUE(detail.starts_with("a?b???\"\\zzz")) << detail;
}

TEST(LogLevelTest, ReadsItsNames) {
  EXPECT_EQ(parse_log_level("warning"), LogLevel::warning);
  EXPECT_FALSE(parse_log_level("loud"));
}

TEST(MetricsTest, RendersCountersGaugesAndHistograms) {
  Metrics metrics;
  metrics.add(Metric::webhooks, {"demo", "accepted"});
  metrics.add(Metric::webhooks, {"demo", "accepted"});
  metrics.set(Metric::queue_jobs, {"pending"}, 3);
  metrics.observe(Metric::job_seconds, {"demo"}, std::chrono::milliseconds(40));
  const std::string text = metrics.render();
  EXPECT_NE(text.find("# TYPE portcheck_webhooks_total counter\n"
                      "portcheck_webhooks_total{desk=\"demo\",outcome=\"accepted\"} 2\n"),
            std::string::npos);
  EXPECT_NE(text.find("portcheck_queue_jobs{state=\"pending\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("portcheck_job_duration_seconds_bucket{desk=\"demo\",le=\"0.01\"} 0\n"),
            std::string::npos);
  EXPECT_NE(text.find("portcheck_job_duration_seconds_bucket{desk=\"demo\",le=\"0.05\"} 1\n"),
            std::string::npos);
  EXPECT_NE(text.find("portcheck_job_duration_seconds_sum{desk=\"demo\"} 0.04\n"), std::string::npos);
}

TEST(MetricsTest, NamesFollowTheConvention) {
  for (const MetricInfo& info : kMetrics) {
    EXPECT_TRUE(info.name.starts_with("portcheck_") || info.name.starts_with("process_")) << info.name;
    EXPECT_EQ(info.name.ends_with("_total"), info.type == MetricType::counter) << info.name;
    EXPECT_TRUE(info.help.ends_with(".")) << info.name;
  }
}

}  // namespace
}  // namespace portcheck::server
