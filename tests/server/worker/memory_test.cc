#include "server/worker/memory.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

const Date kDay{2026, 11, 22};

TEST(TicketMemory, SurvivesAsText) {
  TicketMemory memory;
  EXPECT_EQ(memory.text(), "");
  memory.remember("m1", "note \"1\"", "blocked", kDay);
  const TicketMemory again = TicketMemory::parse(memory.text());
  EXPECT_EQ(again.marker, "m1");
  EXPECT_EQ(again.note_id, "note \"1\"");
  EXPECT_EQ(history_text(again), "Before: blocked on 2026-11-22.");
}

TEST(TicketMemory, ReadsWhatEarlierVersionsKept) {
  EXPECT_EQ(TicketMemory::parse("0123abcd").marker, "0123abcd");
}

TEST(TicketMemory, IsEmptyForWhatItCannotRead) {
  for (const char* bad : {"", "{", "{}", R"({"marker":1,"past":[1,{}]})"})
    EXPECT_EQ(TicketMemory::parse(bad).marker, "") << bad;
}

TEST(TicketMemory, KeepsAShortHistoryOfChanges) {
  TicketMemory memory;
  memory.remember("m1", "n", "blocked", kDay);
  memory.remember("m1", "n", "blocked", {2026, 11, 23});  // nothing new
  EXPECT_EQ(memory.past.size(), 1U);
  for (int i = 2; i < 9; ++i)
    memory.remember("m" + std::to_string(i), "n", "needs_attention", {2026, 11, 24});
  EXPECT_EQ(memory.past.size(), kPastVerdicts + 1);
  EXPECT_EQ(history_text(memory).substr(0, 36), "Before: needs attention on 2026-11-2");
}

}  // namespace
}  // namespace portcheck::server
