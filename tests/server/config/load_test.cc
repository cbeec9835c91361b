#include "server/config/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "server/config/settings.h"

namespace portcheck::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Variables = std::map<std::string, std::string>;

LoadedConfig load(std::string_view text, const Variables& variables = {},
                  const ConfigOverrides& overrides = {}) {
  std::vector<std::string> names;
  for (const auto& [name, value] : variables) names.push_back(name);
  return load_config_text(
      text, "x.jsonc",
      [&](const char* name) -> const char* {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      names, overrides);
}

TEST(Config, TheBuiltInFileIsValidAndEqualsTheDefaults) {
  const LoadedConfig loaded = load(default_config_text());
  EXPECT_THAT(loaded.errors, IsEmpty());
  const Config plain;
  const Config& c = loaded.config;
  EXPECT_EQ(c.data_dir, plain.data_dir);
  EXPECT_EQ(c.time_zone, plain.time_zone);
  EXPECT_EQ(c.server.bind, plain.server.bind);
  EXPECT_EQ(c.server.port, plain.server.port);
  EXPECT_EQ(c.server.threads, plain.server.threads);
  EXPECT_EQ(c.server.trusted_proxies, plain.server.trusted_proxies);
  EXPECT_EQ(c.server.forwarded_header, plain.server.forwarded_header);
  EXPECT_EQ(c.server.rate_limit, plain.server.rate_limit);
  EXPECT_EQ(c.server.rate_burst, plain.server.rate_burst);
  EXPECT_EQ(c.server.upload_max_bytes, plain.server.upload_max_bytes);
  EXPECT_EQ(c.server.check_concurrency, plain.server.check_concurrency);
  EXPECT_EQ(c.server.stop_timeout, plain.server.stop_timeout);
  EXPECT_EQ(c.queue.coalesce_delay, plain.queue.coalesce_delay);
  EXPECT_EQ(c.queue.max_attempts, plain.queue.max_attempts);
  EXPECT_EQ(c.queue.retry_first, plain.queue.retry_first);
  EXPECT_EQ(c.queue.retry_max, plain.queue.retry_max);
  EXPECT_EQ(c.queue.lease, plain.queue.lease);
  EXPECT_EQ(c.queue.dedupe_days, plain.queue.dedupe_days);
  EXPECT_EQ(c.worker.threads, plain.worker.threads);
  EXPECT_EQ(c.worker.missing_files_grace, plain.worker.missing_files_grace);
  EXPECT_EQ(c.worker.file_max_bytes, plain.worker.file_max_bytes);
  EXPECT_EQ(c.worker.ticket_max_bytes, plain.worker.ticket_max_bytes);
  EXPECT_EQ(c.worker.read_scans, plain.worker.read_scans);
  EXPECT_EQ(c.worker.scan_time, plain.worker.scan_time);
  EXPECT_EQ(c.worker.scan_pages, plain.worker.scan_pages);
  EXPECT_EQ(c.worker.reason, plain.worker.reason);
  EXPECT_EQ(c.worker.sub_category, plain.worker.sub_category);
  EXPECT_EQ(c.demo_desk.enabled, plain.demo_desk.enabled);
  EXPECT_EQ(c.demo_desk.request_timeout, plain.demo_desk.request_timeout);
  EXPECT_EQ(c.log.level, plain.log.level);
}

TEST(Config, ProxiesAreAddressesOrBlocks) {
  const LoadedConfig good =
      load(R"({"server":{"trusted_proxies":["10.0.0.0/8","::1"],"forwarded_header":"Forwarded"}})");
  EXPECT_THAT(good.errors, IsEmpty());
  EXPECT_THAT(good.config.server.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
  EXPECT_THAT(load(R"({"server":{"trusted_proxies":["proxy.example.com"]}})").errors,
              ElementsAre(HasSubstr("\"10.0.0.0/8\"")));
  EXPECT_THAT(load(R"({"server":{"forwarded_header":"X-Real-IP"}})").errors,
              ElementsAre(HasSubstr("\"X-Forwarded-For\" or \"Forwarded\"")));
}

TEST(Config, TheBuiltInFileShowsEverySetting) {
  JsonError error;
  const JsonNode root = parse_jsonc(default_config_text(), error);
  size_t shown = 0;
  for (const JsonNode::Member& member : std::get<JsonNode::Object>(root.value)) {
    const auto* group = std::get_if<JsonNode::Object>(&member.node.value);
    if (member.key == "desks")
      continue;  // a name of the operator's; its settings are in the comment above it
    shown += group == nullptr || member.key == "profile" ? 1 : group->size();
  }
  EXPECT_EQ(shown, settings().size());
  for (const DeskSetting& setting : desk_settings()) {
    EXPECT_THAT(std::string(default_config_text()), HasSubstr("\"" + std::string(setting.key) + "\""))
        << setting.key;
  }
}

TEST(Config, TheReadmeListsEverySettingAndItsVariable) {
  std::ifstream in(PORTCHECK_SOURCE_DIR "/server/README.md");
  std::stringstream text;
  text << in.rdbuf();
  for (const Setting& setting : settings()) {
    EXPECT_THAT(text.str(), HasSubstr("`" + std::string(setting.key) + "`")) << setting.key;
  }
}

TEST(Config, LaterSourcesWin) {
  const std::string file = R"({"server": {"port": 1000, "threads": 8}, "data_dir": "from-file"})";
  const LoadedConfig loaded =
      load(file, {{"PORTCHECK_SERVER_PORT", "2000"}, {"PORTCHECK_DATA_DIR", "from-env"}},
           {.port = "3000", .data_dir = {}});
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_EQ(loaded.config.server.port, 3000);
  EXPECT_EQ(loaded.config.server.threads, 8U);
  EXPECT_EQ(loaded.config.data_dir, "from-env");
}

TEST(Config, NamesFileLineKeyFoundAndAllowed) {
  const LoadedConfig loaded = load(R"({
  // a comment
  "server": {
    "port": "eighty",
    "threads": 3
  },
  "queue": {"retry_first": "2 minutes"},
  "worker": {"file_max": 5}
})");
  EXPECT_THAT(loaded.errors,
              ElementsAre("x.jsonc:4: server.port: found \"eighty\"; allowed: a whole number from 0 to 65535",
                          "x.jsonc:5: server.threads: found 3; allowed: a whole number from 4 to 256",
                          "x.jsonc:7: queue.retry_first: found \"2 minutes\"; allowed: a time from \"10ms\" "
                          "to \"1h\", with ms, "
                          "s, min or h",
                          "x.jsonc:8: worker.file_max: found 5; allowed: a size from \"1MiB\" to \"256MiB\", "
                          "with KiB, MiB or "
                          "GiB"));
}

TEST(Config, SuggestsTheNearestKey) {
  EXPECT_THAT(load("{\n\"server\": {\"prot\": 1}}").errors,
              ElementsAre("x.jsonc:2: server.prot: there is no such setting; did you mean \"server.port\"?"));
  EXPECT_THAT(load("{\"sever\": {}}").errors, ElementsAre(HasSubstr("did you mean \"server\"?")));
  EXPECT_THAT(load("{\"completely_different\": 1}").errors, ElementsAre(HasSubstr("--print-default-config")));
  EXPECT_THAT(load("", {{"PORTCHECK_SERVER_PROT", "1"}}).errors,
              ElementsAre("environment: PORTCHECK_SERVER_PROT: there is no such setting; did you mean "
                          "\"PORTCHECK_SERVER_PORT\"?"));
}

TEST(Config, TellsWhereTheSyntaxIsBroken) {
  EXPECT_THAT(load("{\n  \"data_dir\": \"x\"\n  \"log\": {}\n}").errors,
              ElementsAre("x.jsonc:3:3: expected ',' or '}'"));
  EXPECT_THAT(load("{\n\"data_dir\": \"x\n}").errors, ElementsAre(StartsWith("x.jsonc:2:")));
  EXPECT_THAT(load("{\"a\": 1").errors, ElementsAre(HasSubstr("expected ',' or '}'")));
  EXPECT_THAT(load("/* open").errors, ElementsAre(HasSubstr("comment opened in line 1")));
  EXPECT_THAT(load("{\"data_dir\": \"a\",\n\"data_dir\": \"b\"}").errors,
              ElementsAre(HasSubstr("already set in line 1")));
  EXPECT_THAT(load("[1]").errors, ElementsAre("x.jsonc:1: found a list; allowed: {…} with settings"));
  EXPECT_THAT(load("{} x").errors, ElementsAre(HasSubstr("unexpected text")));
  EXPECT_THAT(load("\n").errors, ElementsAre(HasSubstr("the file ends where a value should be")));
  EXPECT_THAT(load(std::string(100'000, '[')).errors, ElementsAre(HasSubstr("nested too deeply")));
}

TEST(Config, AcceptsCommentsAndTrailingCommas) {
  const LoadedConfig loaded = load("// one\n{/* two */ \"server\": {\"port\": 9, /* three */},}\n// four");
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_EQ(loaded.config.server.port, 9);
}

TEST(Config, NeverShowsASecret) {
  const LoadedConfig loaded =
      load(R"({"server": {"admin_token": "hunter2"}, "demo_desk": {"webhook_secrets": ["hunter2"]}})",
           {{"PORTCHECK_DEMO_DESK_API_TOKEN", "hunter2"}});
  EXPECT_EQ(loaded.errors.size(), 3U);
  for (const std::string& error : loaded.errors) EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
}

TEST(Config, ReadsSecretsFromFiles) {
  const std::string path = testing::TempDir() + "portcheck-secret";
  std::ofstream(path) << "0123456789abcdef0123\n";
  EXPECT_EQ(load("{\"server\": {\"admin_token_file\": \"" + path + "\"}}").config.server.admin_token,
            "0123456789abcdef0123");
  EXPECT_EQ(load("", {{"PORTCHECK_SERVER_ADMIN_TOKEN_FILE", path}}).config.server.admin_token,
            "0123456789abcdef0123");
  EXPECT_THAT(load("{\"server\": {\"admin_token_file\": \"/nowhere/x\"}}").errors,
              ElementsAre(StartsWith("x.jsonc:1: server.admin_token_file: cannot read \"/nowhere/x\"")));
}

TEST(Config, JudgesSettingsTogether) {
  EXPECT_THAT(load(R"({"queue": {"retry_first": "1h", "retry_max": "1min"}})").errors,
              ElementsAre(HasSubstr("queue.retry_first: it is longer than queue.retry_max")));
  EXPECT_THAT(load("{\n\"server\": {\"bind\": \"0.0.0.0\"},\n\"demo_desk\": {\"enabled\": true}}").errors,
              ElementsAre(HasSubstr("demo_desk.agent_password")));
  EXPECT_THAT(
      load(R"({"server": {"trusted_proxies": ["127.0.0.1"]}, "demo_desk": {"enabled": true}})").errors,
      ElementsAre(HasSubstr("trusted_proxies names a proxy")));
  EXPECT_THAT(
      load(R"({"server": {"bind": "0.0.0.0"}, "demo_desk": {"enabled": true, "agent_password": "x"}})")
          .errors,
      IsEmpty());
  EXPECT_THAT(load(R"({"server": {"web_root": "/nowhere"}})").errors,
              ElementsAre(HasSubstr("there is no folder")));
  EXPECT_THAT(load("").warnings, ElementsAre(HasSubstr("no help-desk is connected")));
  EXPECT_THAT(load(R"({"demo_desk": {"enabled": true}})").warnings, IsEmpty());
}

TEST(Config, AQueueOfSeveralServersNeedsADeskThatAllReach) {
  EXPECT_THAT(
      load(R"({"queue": {"postgres": "host=db dbname=portcheck"}, "demo_desk": {"enabled": true}})").errors,
      ElementsAre(HasSubstr("demo_desk.base_url and api_token of the one server")));
  EXPECT_THAT(load(R"({"queue": {"postgres": "postgresql://portcheck@db/portcheck"}})").errors, IsEmpty());
  const LoadedConfig wrong = load(R"({"queue": {"postgres": "my hunter2"}})");
  EXPECT_THAT(wrong.errors, ElementsAre(HasSubstr("host=db dbname=portcheck")));
  EXPECT_EQ(wrong.errors[0].find("hunter2"), std::string::npos);
}

TEST(Config, ReadsTimesAndSizes) {
  EXPECT_EQ(parse_duration("250ms"), Milliseconds(250));
  EXPECT_EQ(parse_duration("15min"), Milliseconds(900'000));
  EXPECT_EQ(parse_size("1GiB"), uint64_t{1} << 30);
  for (const char* wrong : {"", "15", "s", "-1s", "1.5s", "15 s", "99999999999999999999h", "1d"}) {
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
  }
}

TEST(Config, ReadsListsFromTheEnvironment) {
  EXPECT_THAT(load("", {{"PORTCHECK_SERVER_CORS_ORIGINS", "https://a.example, https://b.example"}})
                  .config.server.cors_origins,
              ElementsAre("https://a.example", "https://b.example"));
}

TEST(Config, SaysSoWhenTheFileCannotBeRead) {
  const LoadedConfig loaded =
      load_config("/nowhere/x.jsonc", [](const char*) -> const char* { return nullptr; }, {}, {});
  EXPECT_THAT(loaded.errors, ElementsAre(StartsWith("/nowhere/x.jsonc: cannot read this file")));
}

constexpr const char* kDesk = R"({
  "desks": {
    "rt": {
      "kind": "request-tracker",
      "base_url": "https://rt.example.com",
      "token": "abc",
      "account": "porting-bot",
      "webhook_secrets": ["0123456789abcdef"]
    }
  }
})";

TEST(Config, ReadsADeskAndItsVariables) {
  const LoadedConfig loaded = load(
      kDesk, {{"PORTCHECK_DESKS_RT_TOKEN", "other"}, {"PORTCHECK_DESKS_RT_PROFILE", R"({"max_numbers":7})"}});
  EXPECT_THAT(loaded.errors, IsEmpty());
  ASSERT_EQ(loaded.config.desks.size(), 1U);
  const DeskSettings& desk = loaded.config.desks[0];
  EXPECT_EQ(desk.name, "rt");
  EXPECT_EQ(desk.base_url, "https://rt.example.com");
  EXPECT_EQ(desk.token, "other");
  EXPECT_EQ(desk.profile, R"({"max_numbers":7})");
  EXPECT_THAT(load(kDesk, {{"PORTCHECK_DESKS_RT_TOKN", "x"}}).errors,
              ElementsAre(HasSubstr("PORTCHECK_DESKS_RT_TOKEN")));
}

TEST(Config, SaysWhatADeskLacksAndWhereToClick) {
  EXPECT_THAT(load(R"({"desks": {"zd": {"kind": "zendesk", "base_url": "http://x.example"}}})").errors,
              ElementsAre(HasSubstr("desks.zd.base_url: it is not https"),
                          HasSubstr("Admin Center > Apps and integrations > APIs"),
                          HasSubstr("anybody could send webhooks"),
                          HasSubstr("\"reason_field\" or \"sub_category_field\" is empty")));
  EXPECT_THAT(load(R"({"desks": {"demo": {}, "a b": {}, "c": 1}})").errors,
              ElementsAre(HasSubstr("desks.demo"), HasSubstr("desks.a b"), HasSubstr("desks.c")));
  EXPECT_THAT(load(R"({"desks": {"x": {"kind": "otrs", "tokn": "a"}}})").errors,
              ElementsAre(HasSubstr("\"zendesk\""), HasSubstr("did you mean \"desks.x.token\"?")));
}

TEST(Config, NeverShowsADesksSecrets) {
  const LoadedConfig loaded =
      load(R"({"desks": {"x": {"kind": "zendesk", "token": "a b", "webhook_secrets": ["short!"]}}})");
  ASSERT_THAT(loaded.errors, testing::SizeIs(2));
  for (const std::string& error : loaded.errors) {
    EXPECT_THAT(error, HasSubstr("not shown, it is a secret"));
    EXPECT_THAT(error, testing::Not(HasSubstr("short!")));
  }
}

TEST(Config, AProfileIsJudgedAtTheStart) {
  EXPECT_EQ(load(R"({"profile": {"allotment": {"used": 1, "total": 2}}})").config.profile,
            R"({"allotment":{"used":1,"total":2}})");
  EXPECT_THAT(load(R"({"profile": {"allotmnt": {}}})").errors,
              ElementsAre(HasSubstr("x.jsonc:1: profile: ")));
  EXPECT_THAT(load(R"({"profile": 3})").errors, ElementsAre(HasSubstr("found 3")));
}

}  // namespace
}  // namespace portcheck::server
