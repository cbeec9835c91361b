#include "server/desk/demo/store.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "server/desk/demo/outbox.h"
#include "server/desk/demo/schema.h"
#include "tests/server/desk/demo_support.h"

namespace portcheck::server::demo {
namespace {

using ::testing::ElementsAre;
using testing::FakeClock;
using ::testing::IsEmpty;
using testing::porting_ticket;
using ::testing::SizeIs;
using testing::TempDir;

class DemoStore : public ::testing::Test {
 protected:
  DemoStore() : store_(dir_.file("desk.db"), clock_.clock()), outbox_(dir_.file("desk.db")) {}

  // "type actor" of everything in the outbox, oldest first.
  std::vector<std::string> events() {
    std::vector<std::string> events;
    for (const OutboxEntry& entry : outbox_.due(clock_.now(), 1000)) {
      const auto body = nlohmann::json::parse(entry.body);
      events.push_back(body["type"].get<std::string>() + " " + body["data"]["actor"].get<std::string>());
    }
    return events;
  }

  int64_t create() { return store_.create_ticket(porting_ticket()).id; }

  static NoteWrite note(const std::string& marker) {
    return {.account = "portcheck",
            .html = "<p>" + marker + "</p>",
            .text = marker,
            .marker = marker,
            .result = "blocked",
            .add_tags = {"porting_blocked"},
            .drop_tags = {"porting_ready"}};
  }

  std::string content(int64_t file) {
    std::string bytes, chunk(3, '\0');
    while (const size_t read = store_.read_file(file, bytes.size(), chunk)) bytes.append(chunk, 0, read);
    return bytes;
  }

  TempDir dir_;
  FakeClock clock_;
  Store store_;
  Outbox outbox_;
};

TEST_F(DemoStore, KeepsATicketWithItsFiles) {
  NewTicket ticket = porting_ticket();
  const std::string bytes("a\0b,\xFF", 5);
  ticket.files = {{"numbers.csv", "text/csv", bytes}, {"empty.pdf", "application/pdf", ""}};
  const Created created = store_.create_ticket(ticket);

  const auto kept = store_.ticket(created.id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->subject, ticket.subject);
  EXPECT_EQ(kept->requester_email, ticket.email);
  EXPECT_EQ(kept->status, Status::fresh);
  EXPECT_EQ(kept->version, 1);
  EXPECT_EQ(kept->file_count, 2);
  EXPECT_EQ(kept->created_at, clock_.now());
  EXPECT_EQ(kept->access_key, created.access_key);

  const auto files = store_.files(created.id);
  ASSERT_THAT(files, SizeIs(2));
  EXPECT_EQ(files[0].name, "numbers.csv");
  EXPECT_EQ(files[0].size, 5u);
  EXPECT_EQ(files[0].sha256, "44e2a0fd8c5275dc40f29f38f9364fdc56ef892da5b2b359d8844bebbd52b8e9");
  EXPECT_EQ(content(files[0].id), bytes);
  EXPECT_EQ(files[1].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(content(files[1].id), "");
  EXPECT_THAT(events(), ElementsAre("ticket.created customer"));
}

TEST_F(DemoStore, KeysAreNotGuessable) {
  const auto a = store_.create_ticket(porting_ticket());
  const auto b = store_.create_ticket(porting_ticket());
  EXPECT_EQ(a.access_key.size(), 32u);
  EXPECT_NE(a.access_key, b.access_key);
}

TEST_F(DemoStore, EveryChangeRaisesTheVersionAndTellsOfItself) {
  const int64_t id = create();
  EXPECT_EQ(store_
                .add_comment(id, {.author_kind = AuthorKind::agent,
                                  .author = "Kim",
                                  .internal = false,
                                  .body = "Hello",
                                  .files = {},
                                  .then = Status::pending})
                .version,
            2);
  EXPECT_EQ(store_.ticket(id)->status, Status::pending);
  EXPECT_EQ(store_
                .add_comment(id, {.author_kind = AuthorKind::customer,
                                  .author = "Ada",
                                  .internal = false,
                                  .body = "",
                                  .files = {{"a.csv", "", "1"}},
                                  .then = Status::open})
                .version,
            3);
  EXPECT_EQ(store_.set_category(id, {"Billing", "Payment"}, "agent").version, 4);
  EXPECT_EQ(store_.put_note(id, note("m1"), std::nullopt).version, 5);
  EXPECT_EQ(store_.ticket(id)->status, Status::open);
  EXPECT_THAT(events(), ElementsAre("ticket.created customer", "ticket.comment_added agent",
                                    "ticket.attachment_added customer", "ticket.updated agent",
                                    "ticket.updated portcheck"));
}

TEST_F(DemoStore, NothingChangedIsNoChange) {
  const int64_t id = create();
  const WriteResult same = store_.set_category(id, {"Number Management", "Porting Numbers"}, "agent");
  EXPECT_EQ(same.outcome, WriteOutcome::unchanged);
  EXPECT_EQ(same.version, 1);
  EXPECT_THAT(events(), SizeIs(1));
}

TEST_F(DemoStore, HasOneNotePerAccountAndReplacesIt) {
  const int64_t id = create();
  EXPECT_EQ(store_.put_note(id, note("m1"), 1).outcome, WriteOutcome::written);
  clock_.advance(std::chrono::hours(1));
  NoteWrite second = note("m2");
  second.result = "ready";
  second.add_tags = {"porting_ready"};
  second.drop_tags = {"porting_blocked"};
  EXPECT_EQ(store_.put_note(id, second, 2).outcome, WriteOutcome::written);

  const auto comments = store_.comments(id);
  ASSERT_THAT(comments, SizeIs(1));
  EXPECT_EQ(comments[0].body, "<p>m2</p>");
  EXPECT_TRUE(comments[0].internal);
  EXPECT_TRUE(comments[0].html);
  EXPECT_EQ(comments[0].updated_at - comments[0].created_at, std::chrono::hours(1));
  EXPECT_EQ(store_.ticket(id)->porting_result, "ready");
  EXPECT_THAT(store_.ticket(id)->tags, ElementsAre("porting_ready"));
}

TEST_F(DemoStore, AnEqualMarkerWritesNothingButTheTimeOfTheCheck) {
  const int64_t id = create();
  store_.put_note(id, note("m1"), std::nullopt);
  clock_.advance(std::chrono::minutes(1));
  NoteWrite again = note("m1");
  again.html = "other";
  const WriteResult result = store_.put_note(id, again, 2);
  EXPECT_EQ(result.outcome, WriteOutcome::unchanged);
  EXPECT_EQ(result.version, 2);
  EXPECT_EQ(store_.comments(id)[0].body, "<p>m1</p>");
  EXPECT_EQ(store_.ticket(id)->checked_at, clock_.now());
  EXPECT_THAT(events(), SizeIs(2));
}

TEST_F(DemoStore, RefusesANoteForAnOldVersionAndLeavesEverythingAsItWas) {
  const int64_t id = create();
  store_.set_category(id, {"Billing", ""}, "agent");
  const WriteResult result = store_.put_note(id, note("m1"), 1);
  EXPECT_EQ(result.outcome, WriteOutcome::stale);
  EXPECT_EQ(result.version, 2);
  EXPECT_THAT(store_.comments(id), IsEmpty());
  EXPECT_EQ(store_.ticket(id)->porting_result, "");
  EXPECT_THAT(store_.ticket(id)->tags, IsEmpty());
}

TEST_F(DemoStore, UnknownTicketsAreNotFound) {
  EXPECT_FALSE(store_.ticket(7));
  EXPECT_FALSE(store_.file(7));
  EXPECT_EQ(store_.put_note(7, note("m"), std::nullopt).outcome, WriteOutcome::not_found);
  EXPECT_EQ(store_.set_category(7, {"a", "b"}, "agent").outcome, WriteOutcome::not_found);
  EXPECT_EQ(
      store_
          .add_comment(
              7, {.author_kind = AuthorKind::agent, .author = "", .internal = true, .body = "x", .files = {}})
          .outcome,
      WriteOutcome::not_found);
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(DemoStore, ListsNewestFirstByPageAndFilter) {
  for (int i = 0; i < 5; ++i) create();
  NewTicket billing = porting_ticket();
  billing.reason = "Billing";
  billing.sub_category = "Payment";
  const int64_t last = store_.create_ticket(billing).id;
  store_.put_note(2, note("m"), std::nullopt);

  const ListPage first = store_.list({}, 1, 4);
  EXPECT_EQ(first.total, 6);
  EXPECT_EQ(first.pages, 2);
  ASSERT_THAT(first.tickets, SizeIs(4));
  EXPECT_EQ(first.tickets[0].id, last);
  EXPECT_EQ(first.tickets[0].access_key, "") << "the customer's key has no place in lists";
  EXPECT_THAT(store_.list({}, 2, 4).tickets, SizeIs(2));
  EXPECT_THAT(store_.list({}, 3, 4).tickets, IsEmpty());
  EXPECT_THAT(store_.list({}, INT64_MAX, 4).tickets, IsEmpty());
  EXPECT_EQ(store_.list({.reason = "", .sub_category = "Payment", .result = ""}, 1, 4).total, 1);
  EXPECT_EQ(store_.list({.reason = "", .sub_category = "", .result = "blocked"}, 1, 4).total, 1);
  EXPECT_EQ(store_.list({.reason = "", .sub_category = "", .result = "none"}, 1, 4).total, 5);
  EXPECT_EQ(store_.list({.reason = "' OR 1=1 --", .sub_category = "", .result = ""}, 1, 4).total, 0);
}

TEST_F(DemoStore, CallsOnlyAfterTheCommit) {
  int calls = 0;
  store_.on_event([&] { calls += static_cast<int>(outbox_.due(clock_.now(), 10).size()); });
  create();
  EXPECT_EQ(calls, 1) << "the event must be visible to another connection when the sender is woken";
}

TEST(DemoSchema, SurvivesReopening) {
  const TempDir dir;
  FakeClock clock;
  int64_t id = 0;
  {
    Store store(dir.file("desk.db"), clock.clock());
    id = store.create_ticket(porting_ticket()).id;
  }
  Store store(dir.file("desk.db"), clock.clock());
  EXPECT_TRUE(store.ticket(id));
  Outbox outbox(dir.file("desk.db"));
  EXPECT_EQ(outbox.counts().waiting, 1) << "what was not delivered waits in the file";
}

TEST(DemoSchema, RefusesAFileOfANewerProgram) {
  const TempDir dir;
  {
    Connection db(dir.file("desk.db"));
    db.execute("PRAGMA user_version = 99; CREATE TABLE keep (x)");
  }
  EXPECT_THROW(Store(dir.file("desk.db"), system_time), SqlError);
  Connection db(dir.file("desk.db"));
  EXPECT_NO_THROW(db.execute("INSERT INTO keep VALUES (1)")) << "the file is left as it was";
}

TEST(DemoSchema, RefusesWhatIsNoDatabase) {
  const TempDir dir;
  std::ofstream(dir.file("desk.db")) << std::string(4096, 'x');
  EXPECT_THROW(Store(dir.file("desk.db"), system_time), SqlError);
  EXPECT_THROW(Store(dir.file("no/such/folder.db"), system_time), SqlError);
}

TEST(DemoOutbox, KeepsWhatWasGivenUpApart) {
  const TempDir dir;
  FakeClock clock;
  Store store(dir.file("desk.db"), clock.clock());
  Outbox outbox(dir.file("desk.db"));
  store.create_ticket(porting_ticket());
  store.create_ticket(porting_ticket());
  const auto entries = outbox.due(clock.now(), 10);
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_NE(entries[0].webhook_id, entries[1].webhook_id);
  EXPECT_EQ(entries[0].webhook_id.find('.'), std::string::npos) << "the signed text separates by full stops";

  outbox.failed(entries[0].id, clock.now() + std::chrono::minutes(5), "HTTP 500");
  outbox.give_up(entries[1].id, "HTTP 500");
  EXPECT_THAT(outbox.due(clock.now(), 10), IsEmpty());
  EXPECT_EQ(outbox.next_attempt(), clock.now() + std::chrono::minutes(5));
  EXPECT_EQ(outbox.counts().waiting, 1);
  EXPECT_EQ(outbox.counts().given_up, 1);
  outbox.retry_all(clock.now());
  ASSERT_THAT(outbox.due(clock.now(), 10), SizeIs(1));
  EXPECT_EQ(outbox.due(clock.now(), 10)[0].attempts, 1);
}

}  // namespace
}  // namespace portcheck::server::demo
