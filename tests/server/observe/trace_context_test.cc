#include "server/observe/trace_context.h"

#include <gtest/gtest.h>

#include <vector>

#include "server/observe/log.h"

namespace portcheck::server {
namespace {

constexpr char kTrace[] = "4bf92f3577b34da6a3ce929d0e0e4736", kSpan[] = "00f067aa0ba902b7";

TEST(TraceContext, ReadsTheExampleOfTheStandard) {
  const auto trace = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  EXPECT_FALSE(trace.none());
  EXPECT_EQ(trace.trace_id(), kTrace);
  EXPECT_EQ(trace.span_id(), kSpan);
  EXPECT_EQ(TraceContext::from_text(trace.text()).trace_id(), kTrace);
}

TEST(TraceContext, ALaterVersionMayHaveMore) {
  EXPECT_EQ(TraceContext::parse("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").trace_id(),
            kTrace);
  EXPECT_EQ(TraceContext::parse("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future")
                .span_id(),
            kSpan);
}

TEST(TraceContext, WhatIsNotValidIsNone) {
  for (const char* wrong : {
           "",
           "00",
           "4bf92f3577b34da6a3ce929d0e0e4736",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.",
           "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
           "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
       }) {
    EXPECT_TRUE(TraceContext::parse(wrong).none()) << wrong;
    EXPECT_EQ(TraceContext::parse(wrong).trace_id(), "");
  }
  EXPECT_TRUE(TraceContext::from_text("\",\"level\":\"error").none());
}

TEST(TraceContext, StandsInTheLogOnlyWhereThereIsOne) {
  std::vector<std::string> lines;
  Log::configure(LogLevel::info, [&](std::string_view line) { lines.emplace_back(line); });
  const auto trace = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  Log::info("job.finished", {LogField::job(1), LogField::trace(trace)});
  Log::info("job.finished", {LogField::job(2), LogField::trace({}), LogField::attempt(1)});
  Log::configure(LogLevel::info);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(
      lines[0].ends_with("\"job\":1,\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                         "\"span_id\":\"00f067aa0ba902b7\"}\n"))
      << lines[0];
  EXPECT_TRUE(lines[1].ends_with("\"job\":2,\"attempt\":1}\n")) << lines[1];
}

}  // namespace
}  // namespace portcheck::server
