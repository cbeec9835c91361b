// A name that is public when somebody looks, and loopback when somebody connects. The resolver and the one
// public address are made up, here, for the real client.
#include <arpa/inet.h>
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <cstring>

#include "server/desk/outbound/client.h"
#include "tests/server/desk/demo_support.h"

namespace {

constexpr char kName[] = "rebinding.test", kPublic[] = "11.22.33.44";
std::atomic<const char*> answer{kPublic};  // of the resolver

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  const bool ours = name != nullptr && std::strcmp(name, kName) == 0;
  return next<decltype(getaddrinfo)>("getaddrinfo")(ours ? answer.load() : name, service, hints, found);
}

// The host with the public address is this machine.
extern "C" int connect(int socket, const sockaddr* address, socklen_t size) {
  sockaddr_in in{};
  if (address->sa_family == AF_INET && size == sizeof in) {
    std::memcpy(&in, address, sizeof in);
    if (in.sin_addr.s_addr == inet_addr(kPublic)) {
      in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      address = reinterpret_cast<const sockaddr*>(&in);
    }
  }
  return next<decltype(connect)>("connect")(socket, address, size);
}

namespace portcheck::server {
namespace {

TEST(Rebinding, TheAddressThatIsConnectedToIsTheOneThatIsLookedAt) {
  demo::testing::LocalServer server;
  std::atomic<int> asked{0};
  server.http().Get("/", [&](const auto&, httplib::Response& response) {
    ++asked;
    response.set_content("x", "text/plain");
  });
  server.start();
  OutboundPolicy policy{.base_url = std::string("http://") + kName + ":" + std::to_string(server.port()),
                        .file_hosts = {},
                        .plain_http = true,
                        .ca_file = {},
                        .timeout = std::chrono::seconds(5)};
  answer = kPublic;
  const auto first = HttpClient(policy, nullptr).call({.url = "/"});
  EXPECT_TRUE(first.ok()) << first.detail;
  EXPECT_EQ(asked, 1);
  for (const char* address : {"127.0.0.1", "169.254.169.254", "10.0.0.1"}) {
    answer = address;
    const auto got = HttpClient(policy, nullptr).call({.url = "/"});
    EXPECT_EQ(got.error, DeskError::refused);
    EXPECT_THAT(got.detail, testing::HasSubstr("address is private"));
  }
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace portcheck::server
