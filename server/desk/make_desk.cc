#include "server/desk/make_desk.h"

#include <array>
#include <string_view>

#include "server/desk/desks.h"

namespace portcheck::server {
namespace {

struct Maker {
  std::string_view kind;
  std::unique_ptr<Desk> (*make)(const DeskSettings&);
};

constexpr std::array kMakers = {
    Maker{"request-tracker", make_request_tracker},
    Maker{"zendesk", make_zendesk},
    Maker{"freshdesk", make_freshdesk},
    Maker{"zammad", make_zammad},
    Maker{"salesforce", make_salesforce},
    Maker{"jira", make_jira},
    Maker{"hubspot", make_hubspot},
    Maker{"standard-webhooks", make_standard},
};

}  // namespace

std::unique_ptr<Desk> make_desk(const DeskSettings& settings) {
  for (const Maker& one : kMakers) {
    if (one.kind == settings.kind) return one.make(settings);
  }
  return nullptr;
}

}  // namespace portcheck::server
