#include "server/config/reload.h"

namespace portcheck::server {

bool take_secrets(Config& present, const Config& fresh) {
  present.server.admin_token = fresh.server.admin_token;
  // From one kind of queue to another is no change of a secret.
  if (present.queue.postgres.empty() == fresh.queue.postgres.empty())
    present.queue.postgres = fresh.queue.postgres;
  for (DeskSettings& desk : present.desks) {
    for (const DeskSettings& other : fresh.desks) {
      if (other.name != desk.name || other.kind != desk.kind) continue;
      desk.token = other.token;
      desk.client_secret = other.client_secret;
      desk.webhook_secrets = other.webhook_secrets;
    }
  }
  return present == fresh;
}

}  // namespace portcheck::server
