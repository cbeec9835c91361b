#include "server/http/waiting_room.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kNow{0};
constexpr milliseconds kEver{-1};

// The peer of a connection.
class Peer {
 public:
  Peer() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), 0); }
  ~Peer() { hang_up(); }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  ConnectionPtr connection() { return std::make_unique<Connection>(ends_[1], sockaddr_storage{}); }
  void say(std::string_view text) {
    EXPECT_EQ(::send(ends_[0], text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  bool is_closed() {
    char byte = 0;
    return ::recv(ends_[0], &byte, 1, MSG_DONTWAIT) == 0;
  }
  void hang_up() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }

 private:
  int ends_[2] = {-1, -1};
};

class WaitingRoomTest : public testing::Test {
 protected:
  WaitingRoomTest() { EXPECT_EQ(room_.open(), ""); }
  WaitingRoom room_;
};

TEST_F(WaitingRoomTest, GivesOutWholeHeadsAlone) {
  Peer slow, quick;
  room_.enter(slow.connection());
  room_.enter(quick.connection());
  EXPECT_EQ(room_.next(kNow), nullptr);
  slow.say("GET / HTTP/1.1\r\nHost");
  EXPECT_EQ(room_.next(kNow), nullptr);
  EXPECT_EQ(room_.size(), 2U);
  quick.say("GET / HTTP/1.1\r\n\r\n");
  ConnectionPtr got = room_.next(kEver);
  ASSERT_NE(got, nullptr);
  EXPECT_TRUE(got->has_request());
  EXPECT_EQ(room_.next(kNow), nullptr) << "it is given out once";
  slow.say(": x\r\n\r\n");
  EXPECT_NE(room_.next(kEver), nullptr);
  EXPECT_EQ(room_.size(), 0U);
}

TEST_F(WaitingRoomTest, TakesAConnectionBack) {
  Peer peer;
  room_.enter(peer.connection());
  for (int i = 0; i < 3; ++i) {
    peer.say("GET / HTTP/1.1\r\n\r\n");
    ConnectionPtr got = room_.next(kEver);
    ASSERT_NE(got, nullptr);
    got->begin_request();
    std::array<char, 64> head{};
    EXPECT_EQ(got->read(head.data(), 18), 18);
    got->begin_waiting();
    room_.enter(std::move(got));
    EXPECT_EQ(room_.next(kNow), nullptr);
  }
}

TEST_F(WaitingRoomTest, ClosesWhoHasGoneWhoIsLateAndWhoWaitsLongest) {
  Peer gone, old, late;
  room_.enter(gone.connection());
  gone.hang_up();
  EXPECT_EQ(room_.next(kNow), nullptr);
  EXPECT_EQ(room_.size(), 0U);

  room_.enter(old.connection());
  std::this_thread::sleep_for(milliseconds(2));
  room_.enter(late.connection());
  old.say("G");  // saying something now and then does not make it younger
  EXPECT_EQ(room_.next(kNow), nullptr);
  EXPECT_TRUE(room_.close_oldest());
  EXPECT_TRUE(old.is_closed());
  EXPECT_FALSE(late.is_closed());
  room_.close_late(Connection::Clock::now());
  EXPECT_FALSE(late.is_closed());
  room_.close_late(Connection::Clock::now() + std::chrono::minutes(1));
  EXPECT_TRUE(late.is_closed());
  EXPECT_FALSE(room_.close_oldest());
}

TEST_F(WaitingRoomTest, WakesAsManyAsItIsTold) {
  std::atomic<int> woken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      if (room_.next(kEver) == nullptr) ++woken;
    });
  }
  for (int i = 0; i < 3; ++i) room_.wake();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(woken, 3);
}

// Threads take, answer and give back while others are closed under their eyes.
TEST_F(WaitingRoomTest, ManyThreadsNeverHoldTheSameConnection) {
  constexpr int kPeers = 16, kRequests = 200;
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < kPeers; ++i) {
    peers.push_back(std::make_unique<Peer>());
    room_.enter(peers.back()->connection());
  }
  std::atomic<int> answered{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        ConnectionPtr got = room_.next(kEver);
        while (got != nullptr && got->has_request()) {
          got->begin_request();
          std::array<char, 64> head{};
          ASSERT_EQ(got->read(head.data(), 18), 18);
          ASSERT_EQ(std::string_view(head.data(), 18), "GET / HTTP/1.1\r\n\r\n");
          ++answered;
        }
        if (got == nullptr) continue;
        got->begin_waiting();
        room_.enter(std::move(got));
      }
    });
  }
  std::thread closer([&] {
    while (!stop) {
      Peer passing;
      room_.enter(passing.connection());
      room_.close_late(Connection::Clock::now());
    }
  });
  for (int i = 0; i < kRequests; ++i) {
    for (const auto& peer : peers) peer->say("GET / HTTP/1.1\r\n\r\n");
  }
  while (answered < kPeers * kRequests) std::this_thread::yield();
  stop = true;
  for (size_t i = 0; i < threads.size(); ++i) room_.wake();
  for (std::thread& thread : threads) thread.join();
  closer.join();
  EXPECT_EQ(answered, kPeers * kRequests);
}

}  // namespace
}  // namespace portcheck::server
