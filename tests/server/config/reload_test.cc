#include "server/config/reload.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

DeskSettings desk(const char* name, const char* kind, const char* token) {
  DeskSettings out;
  out.name = name;
  out.kind = kind;
  out.base_url = "https://desk.example";
  out.token = token;
  return out;
}

TEST(Reload, TakesSecretsAndNothingElse) {
  Config present;
  present.desks = {desk("zd", "zendesk", "old")};
  Config fresh = present;
  fresh.server.admin_token = "new admin token";
  fresh.desks[0].token = "new";
  fresh.desks[0].webhook_secrets = {"newest", "older"};
  EXPECT_TRUE(take_secrets(present, fresh));
  EXPECT_EQ(present.server.admin_token, "new admin token");
  EXPECT_EQ(present.desks[0].token, "new");
  EXPECT_EQ(present.desks[0].webhook_secrets.size(), 2U);

  fresh.desks[0].base_url = "https://b";
  fresh.desks[0].token = "newer";
  EXPECT_FALSE(take_secrets(present, fresh));
  EXPECT_EQ(present.desks[0].base_url, "https://desk.example");
  EXPECT_EQ(present.desks[0].token, "newer");
}

TEST(Reload, ADeskThatCameOrWentWaitsForARestart) {
  Config present;
  present.desks = {desk("zd", "zendesk", "old")};
  Config fresh;
  fresh.desks = {desk("zd", "jira", "of another kind"), desk("fd", "freshdesk", "")};
  EXPECT_FALSE(take_secrets(present, fresh));
  ASSERT_EQ(present.desks.size(), 1U);
  EXPECT_EQ(present.desks[0].token, "old");
}

TEST(Reload, AnotherKindOfQueueIsNoSecret) {
  Config present, fresh;
  fresh.queue.postgres = "host=db password=x";
  EXPECT_FALSE(take_secrets(present, fresh));
  EXPECT_EQ(present.queue.postgres, "");
  present = fresh;
  fresh.queue.postgres = "host=db password=y";
  EXPECT_TRUE(take_secrets(present, fresh));
  EXPECT_EQ(present.queue.postgres, "host=db password=y");
}

}  // namespace
}  // namespace portcheck::server
