// A parser that crashes, loops, takes all memory or is taken over costs its own file and nothing else.
#include "server/engine/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "server/engine/work.h"
#include "server/observe/log.h"
#include "server/sandbox/sanitized.h"
#include "tests/server/engine/engine_support.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using namespace testing_support;

constexpr char kSheet[] =
    "Number to Port,Campaign_url\n212-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n";
constexpr char kHarmless[] = "harmless.csv";

std::string name_without_ending(const std::string& name) {
  return name.substr(0, name.find('.'));
}

class EngineTest : public testing::Test {
 protected:
  EngineTest() {
    Log::configure(LogLevel::error, [](std::string_view) {});
  }
  ~EngineTest() override { Log::configure(LogLevel::info); }

  // Limits that faults run into soon.
  Engine impatient(milliseconds time = milliseconds(1'000)) {
    return Engine({PORTCHECK_FAULTY_ENGINE}, {.time = time, .memory = 512 << 20, .answer = 1 << 20},
                  metrics_);
  }

  static EngineJob job_with(std::initializer_list<const char*> names) {
    EngineJob job;
    job.request.today = *parse_iso_date("2026-11-22");
    for (const char* name : names) job.request.files.push_back({.name = name, .bytes = kSheet, .sha256 = {}});
    return job;
  }

  Metrics metrics_;
};

TEST_F(EngineTest, AnswersWhatTheEngineSays) {
  EngineJob job = job_with({kHarmless});
  const EngineResult result = test_engine().judge(job, nullptr);
  ASSERT_TRUE(result.ok()) << to_string(result.end);
  EXPECT_THAT(result.answer.report, HasSubstr(R"("schema":"portcheck.report/1")"));
  EXPECT_THAT(result.answer.report, HasSubstr(R"("checked_on":"2026-11-22")"));
  EXPECT_EQ(test_engine().try_out(), "");
}

struct FaultyFile {
  const char* name;
  Defect told;  // what the note says was wrong
};

class Fault : public EngineTest, public testing::WithParamInterface<FaultyFile> {};

TEST_P(Fault, CostsItsFileAndNoOther) {
  const std::string name = GetParam().name;
  if (kSanitized && (name == "memory.csv" || name == "stack.csv"))
    GTEST_SKIP() << "no bound of memory under a sanitizer";
  Engine engine = impatient(milliseconds(GetParam().told == Defect::reader_time ? 1'000 : 60'000));
  EngineJob job = job_with({kHarmless, GetParam().name});
  job.task = Task::note;
  const EngineResult result = engine.judge(job, nullptr);
  ASSERT_TRUE(result.ok()) << to_string(result.end);
  EXPECT_EQ(result.answer.verdict, Verdict::blocked);
  EXPECT_EQ(result.answer.by_rule[static_cast<size_t>(RuleId::FIL_012)], 1U);
  EXPECT_THAT(result.answer.note_text, HasSubstr(name));
  EXPECT_THAT(result.answer.note_text, HasSubstr("could not be read safely ("));
  EXPECT_THAT(result.answer.report, HasSubstr(R"("numbers":1)"));  // those of the other file
  EXPECT_EQ(job.refused[0], Defect::none);
  EXPECT_EQ(job.refused[1], GetParam().told);
  EXPECT_THAT(metrics_.render(), HasSubstr("portcheck_reader_failures_total{reason="));
}
INSTANTIATE_TEST_SUITE_P(
    , Fault,
    testing::Values(FaultyFile{"abort.csv", Defect::reader_end}, FaultyFile{"segv.csv", Defect::reader_end},
                    FaultyFile{"stack.csv", Defect::reader_end}, FaultyFile{"loop.csv", Defect::reader_time},
                    FaultyFile{"memory.csv", Defect::reader_memory},
                    FaultyFile{"lie.csv", Defect::reader_end}, FaultyFile{"loud.csv", Defect::reader_memory},
                    FaultyFile{"leave.csv", Defect::reader_end}),
    [](const auto& fault) { return name_without_ending(fault.param.name); });

// What code that took a reader over would do first ends the reader, before it is done.
class BreakOut : public EngineTest, public testing::WithParamInterface<const char*> {};

TEST_P(BreakOut, EndsTheReaderOrIsRefused) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer needs calls of its own: refused, but no end";
  Engine engine = impatient();
  EngineJob job = job_with({GetParam()});
  const EngineResult result = engine.judge(job, nullptr);
  ASSERT_TRUE(result.ok());
  const bool lookup = GetParam() == std::string("open.csv") || GetParam() == std::string("write.csv");
  EXPECT_EQ(job.refused[0] == Defect::none, lookup) << "files are refused, everything else is the end";
  EXPECT_NE(access("broken-out", F_OK), 0);
  EXPECT_EQ(engine.try_out(), "") << "the zygote lives";
}
INSTANTIATE_TEST_SUITE_P(, BreakOut,
                         testing::Values("open.csv", "write.csv", "socket.csv", "exec.csv", "fork.csv",
                                         "kill.csv", "code.csv"),
                         [](const auto& fault) { return name_without_ending(fault.param); });

TEST_F(EngineTest, FilesThatFailOnlyTogetherAreAllNamed) {
  Engine engine = impatient();
  EngineJob job = job_with({"together.csv", kHarmless});
  const EngineResult result = engine.judge(job, nullptr);
  ASSERT_TRUE(result.ok()) << to_string(result.end);
  EXPECT_EQ(result.answer.by_rule[static_cast<size_t>(RuleId::FIL_012)], 2U);
}

// The ticket's own words are no file that could be left out.
TEST_F(EngineTest, ATicketThatKillsItsReaderIsAFailureAndNoLoop) {
  Engine engine = impatient();
  EngineJob job = job_with({kHarmless});
  job.request.ticket = Ticket{.subject = "abort", .description = {}, .reason = {}, .sub_category = {}};
  EXPECT_EQ(engine.judge(job, nullptr).end, ReadEnd::crashed);
}

TEST_F(EngineTest, GivesUpWhenNobodyWantsTheAnswer) {
  Engine engine = impatient(milliseconds(60'000));
  EngineJob job = job_with({"loop.csv"});
  int asked = 0;
  EXPECT_EQ(engine.judge(job, nullptr, [&] { return ++asked < 2; }).end, ReadEnd::abandoned);
}

// Of a process that is not there: none.
std::vector<std::string> children_of(const std::string& process) {
  std::vector<std::string> out;
  std::error_code gone;
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + process + "/task", gone)) {
    std::ifstream list(task.path() / "children");
    for (std::string child; list >> child;) out.push_back(child);
  }
  return out;
}

size_t readers() {
  size_t count = 0;
  for (const std::string& child : children_of("self")) {
    std::ifstream command("/proc/" + child + "/cmdline");
    std::string program;
    std::getline(command, program, '\0');
    if (program == PORTCHECK_FAULTY_ENGINE) count += children_of(child).size();
  }
  return count;
}

TEST_F(EngineTest, AReaderThatNobodyWaitsForIsEnded) {
  Engine engine = impatient(milliseconds(600'000));
  EngineJob job = job_with({"loop.csv"});
  bool was_there = false;
  int asked = 0;
  engine.judge(job, nullptr, [&] {
    was_there = was_there || readers() > 0;
    return ++asked < 2;
  });
  EXPECT_TRUE(was_there);
  while (readers() > 0) std::this_thread::sleep_for(milliseconds(5));  // or the test's own limit is passed
  EXPECT_EQ(engine.try_out(), "");
}

TEST_F(EngineTest, ManyAtOnceDoNotDisturbEachOther) {
  Engine engine = impatient(milliseconds(20'000));
  std::vector<std::thread> threads;
  std::array<bool, 4> fine{};
  for (size_t i = 0; i < fine.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 5; ++turn) {
        EngineJob job = job_with({i % 2 == 0 ? kHarmless : "segv.csv"});
        const EngineResult result = engine.judge(job, nullptr);
        fine[i] = result.ok() && (job.refused[0] == Defect::none) == (i % 2 == 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(fine, testing::Each(true));
}

TEST_F(EngineTest, ANewZygoteTakesThePlaceOfOneThatDied) {
  Engine engine = impatient(milliseconds(20'000));
  ASSERT_EQ(engine.try_out(), "");
  for (int i = 0; i < 3; ++i) {
    // The only child of ours that runs this program.
    std::ifstream children("/proc/self/task/" + std::to_string(gettid()) + "/children");
    for (pid_t child = 0; children >> child;) {
      std::string command;
      std::getline(std::ifstream("/proc/" + std::to_string(child) + "/cmdline"), command, '\0');
      if (command == PORTCHECK_FAULTY_ENGINE) kill(child, SIGKILL);
    }
    EngineJob job = job_with({kHarmless});
    EXPECT_TRUE(engine.judge(job, nullptr).ok());
  }
}

TEST_F(EngineTest, SaysWhyItCannotStart) {
  EXPECT_THAT(Engine({"/no/such/program"}, {}, metrics_).try_out(), HasSubstr("(unavailable)"));
}

// A reader may have been taken over: what it says is not believed.
TEST(EngineJobBytes, NothingButAWholeAnswerIsTaken) {
  EngineAnswer answer;
  answer.verdict = Verdict::needs_attention;
  answer.report = "{}";
  answer.scans = {{1, "pdf", "{}"}};
  answer.sheets = {{"a.xlsx", "PK", 1}};
  const std::string bytes = encode(answer);
  EngineAnswer back;
  ASSERT_TRUE(decode(bytes, back));
  EXPECT_EQ(back.report, "{}");
  EXPECT_EQ(back.scans[0].type, "pdf");
  EXPECT_EQ(back.sheets[0].bytes, "PK");
  for (size_t i = 0; i < bytes.size(); ++i) {
    EngineAnswer dropped;
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, i), dropped));
  }
  std::string lie = bytes;
  lie[0] = '\x7f';  // so many scans
  lie[6] = '\x7f';
  EXPECT_FALSE(decode(lie, back));
  answer.verdict = static_cast<Verdict>(200);
  EXPECT_FALSE(decode(encode(answer), back));
}

TEST(EngineJobBytes, AJobKeepsItsFilesApart) {
  EngineJob job, back;
  job.request.files = {{.name = "a", .bytes = "12", .sha256 = "x"}, {.name = "b", .bytes = "", .sha256 = {}}};
  job.request.ticket = Ticket{.subject = "s", .description = "d", .reason = {}, .sub_category = {}};
  job.request.ticket->rejection = Rejection{*parse_iso_date("2026-11-20"), "6A"};
  job.request.options.required_columns = {"Media type"};
  job.documents = {"", "{}"};
  std::string head, bytes;
  for (const std::string_view piece : encode(job, head)) bytes += piece;
  ASSERT_TRUE(decode(bytes, back));
  EXPECT_EQ(back.request.files[0].bytes, "12");
  EXPECT_EQ(back.request.files[1].name, "b");
  EXPECT_EQ(back.request.ticket->rejection->text, "6A");
  EXPECT_EQ(back.request.options.required_columns, job.request.options.required_columns);
  EXPECT_EQ(back.documents, job.documents);
}

TEST(EngineWork, TheZygotesFirstJobIsAnswered) {
  EngineAnswer answer;
  ASSERT_TRUE(decode(answer_job(first_job()), answer));
  EXPECT_THAT(answer.note_text, HasSubstr("numbers.csv"));
}

}  // namespace
}  // namespace portcheck::server
