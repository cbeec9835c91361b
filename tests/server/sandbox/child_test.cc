// Child processes: what they say, and that none passes its bounds.
#include "server/sandbox/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/sandbox/confine.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class Child : public testing::Test {
 protected:
  ChildResult shell(const std::string& script, ChildLimits limits = {}) {
    limits.may_fork = true;
    return run_child({"/bin/sh", "-c", script}, folder_.path(), limits);
  }
  JobFolder folder_{"/tmp"};
};

TEST_F(Child, SaysItsOutputItsErrorsAndItsCode) {
  const ChildResult result = shell("echo out; echo wrong >&2; exit 3");
  EXPECT_EQ(result.end, ChildEnd::exited);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.why(), "ended with 3: wrong");
  EXPECT_TRUE(shell("true").ok());
}

TEST_F(Child, NeverInheritsFilesOrEnvironment) {
  setenv("PORTCHECK_TEST_SECRET", "secret", 1);
  const ChildResult result =
      shell("env; for fd in 0 1 2 3 4 5 6 7 8 9; do if true <&$fd; then echo open $fd; fi; done; cat; pwd");
  EXPECT_THAT(result.out, testing::Not(HasSubstr("secret")));
  EXPECT_THAT(result.out, HasSubstr("HOME=" + folder_.path()));
  EXPECT_THAT(result.out, HasSubstr("open 0\nopen 1\nopen 2\n/"));
  EXPECT_TRUE(result.out.ends_with(folder_.path() + "\n"));
}

TEST_F(Child, IsKilledWithAllItStartedWhenItsTimeIsOver) {
  const ChildResult result = shell("sleep 60 & echo $!; sleep 60", {.time = milliseconds(300)});
  EXPECT_EQ(result.end, ChildEnd::timed_out);
  const pid_t grandchild = std::stoi(result.out);
  for (int i = 0; i < 200 && kill(grandchild, 0) == 0; ++i) usleep(10'000);
  EXPECT_NE(kill(grandchild, 0), 0);
}

// It closes its streams and stays.
TEST_F(Child, SilenceDoesNotProlongItsLife) {
  const ChildResult result = shell("exec >&- 2>&-; sleep 60", {.time = milliseconds(300)});
  EXPECT_EQ(result.end, ChildEnd::timed_out);
}

TEST_F(Child, OutputIsBound) {
  const ChildResult result = shell("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaa; done", {.output = 100'000});
  EXPECT_EQ(result.end, ChildEnd::too_loud);
  EXPECT_EQ(result.out.size(), 100'001U);
  EXPECT_EQ(shell("i=0; while [ $i -lt 9000 ]; do echo wrong >&2; i=$((i+1)); done").errors.size(), 4096U);
}

TEST_F(Child, FilesAreBound) {
  const ChildResult result = shell("head -c 3000000 /dev/zero >big; echo after", {.file = 1 << 20});
  struct stat there {};
  ASSERT_EQ(stat((folder_.path() + "/big").c_str(), &there), 0);
  EXPECT_LE(there.st_size, 1 << 20);
  EXPECT_THAT(result.errors + result.out, testing::Not(testing::IsEmpty()));
}

TEST_F(Child, HasNoNetwork) {
  const ChildResult result = run_child(
      {"/usr/bin/python3", "-c", "import socket\ntry:\n socket.socket()\nexcept OSError as e:\n print(e)"},
      folder_.path(), {});
  EXPECT_THAT(result.out, HasSubstr("Operation not permitted"));
}

TEST_F(Child, SeesNoFilesButTheSystemsAndItsFolders) {
  if (!can_confine_files()) GTEST_SKIP() << "this kernel has no Landlock";
  ASSERT_TRUE(folder_.write("mine", "mine"));
  const JobFolder other("/tmp");
  ASSERT_TRUE(other.write("theirs", "theirs"));
  const ChildResult result =
      shell("cat mine; cat " + other.path() + "/theirs; cat /etc/passwd; ls /tmp; ls /proc; " + "echo x >" +
            other.path() + "/new; echo x >/usr/portcheck-test; echo y >new; cat new");
  EXPECT_EQ(result.out, "miney\n");
  EXPECT_NE(access((other.path() + "/new").c_str(), F_OK), 0);
}

TEST_F(Child, MayNotSignalOthersNorLeaveItsGroup) {
  const ChildResult result =
      run_child({"/usr/bin/python3", "-c",
                 "import os\nfor f in (lambda: os.kill(os.getppid(), 0), os.setsid, os.fork):\n"
                 " try:\n  f()\n  print('done')\n except OSError as e:\n  print(e)"},
                folder_.path(), {});
  EXPECT_EQ(result.out,
            "[Errno 1] Operation not permitted\n[Errno 1] Operation not permitted\n[Errno 1] Operation not "
            "permitted\n")
      << result.errors;
}

TEST_F(Child, MissingProgramIsSaidPlainly) {
  EXPECT_EQ(run_child({"/usr/bin/no-such-program"}, folder_.path(), {}).end, ChildEnd::not_started);
  EXPECT_EQ(run_child({"/bin/true"}, "/no/such/folder", {}).end, ChildEnd::not_started);
  EXPECT_EQ(find_program("no-such-program"), "");
  EXPECT_THAT(find_program("sh"), testing::EndsWith("/sh"));
}

TEST_F(Child, DiesOfASignal) {
  const ChildResult result =
      run_child({"/usr/bin/python3", "-c", "import ctypes; ctypes.string_at(0)"}, folder_.path(), {});
  EXPECT_EQ(result.end, ChildEnd::signalled);
  EXPECT_EQ(result.code, SIGSEGV);
}

TEST(JobFolder, LeavesNothingBehind) {
  std::string path;
  {
    const JobFolder folder("/tmp");
    path = folder.path();
    EXPECT_TRUE(folder.write("a.pdf", "bytes"));
    EXPECT_EQ(access((path + "/a.pdf").c_str(), R_OK), 0);
  }
  EXPECT_NE(access(path.c_str(), F_OK), 0);
  EXPECT_EQ(JobFolder("/no/such/folder").path(), "");
}

}  // namespace
}  // namespace portcheck::server
