#include "server/desk/renewable_desk.h"

#include "server/desk/make_desk.h"

namespace portcheck::server {

RenewableDesk::RenewableDesk(const DeskSettings& settings)
    : name_(settings.name), desk_(make_desk(settings)) {}

void RenewableDesk::renew(const DeskSettings& settings) {
  std::shared_ptr<Desk> fresh = make_desk(settings);
  const std::lock_guard lock(mutex_);
  desk_ = std::move(fresh);
}

}  // namespace portcheck::server
