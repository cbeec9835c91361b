#include "server/http/static_files.h"

#include <gtest/gtest.h>

#include "server/http/routes.h"

namespace portcheck::server {
namespace {

TEST(StaticFiles, ServesOnlyPlainNamesBelowTheRoot) {
  EXPECT_EQ(safe_relative_path("portcheck.wasm"), "portcheck.wasm");
  EXPECT_EQ(safe_relative_path("fonts/a-b_c.1.js"), "fonts/a-b_c.1.js");
  for (const char* wrong : {"..", "../x", "a/../b", "a//b", "/etc/passwd", ".env", "a/.git/config",
                            "a\\..\\b", "a%2e", "a b", "x\xC3\xA9", ""}) {
    EXPECT_EQ(safe_relative_path(wrong), "") << wrong;
  }
  EXPECT_EQ(safe_relative_path(std::string_view("a\0b", 3)), "");
}

TEST(StaticFiles, KnowsTheTypesThatBrowsersInsistOn) {
  EXPECT_EQ(content_type_of("x/portcheck.wasm"), "application/wasm");
  EXPECT_EQ(content_type_of("index.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type_of("passwd"), "application/octet-stream");
}

TEST(RouteTableTest, FindsTheRouteOrTheMethodsThatThePathHas) {
  RouteTable table;
  table.add({{.method = "GET", .pattern = "/a", .handler = {}, .metric = "a"},
             {.method = "POST", .pattern = "/a", .handler = {}, .metric = "a2"},
             {.method = "GET", .pattern = "/b/([0-9]+)", .handler = {}, .metric = "b"}});
  EXPECT_EQ(table.find("HEAD", "/a").route->metric, "a");
  EXPECT_EQ(table.find("POST", "/a").route->metric, "a2");
  EXPECT_EQ(table.find("PUT", "/a").allow, "GET, POST");
  EXPECT_EQ(table.find("GET", "/b/12").route->metric, "b");
  EXPECT_EQ(table.find("GET", "/b/x").route, nullptr);
  EXPECT_EQ(table.find("GET", "/b/x").allow, "");
}

}  // namespace
}  // namespace portcheck::server
