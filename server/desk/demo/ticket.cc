#include "server/desk/demo/ticket.h"

namespace portcheck::server::demo {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::fresh:
      return "new";
    case Status::open:
      return "open";
    case Status::pending:
      return "pending";
    case Status::solved:
      return "solved";
  }
  return "open";
}

std::string_view to_string(AuthorKind kind) {
  switch (kind) {
    case AuthorKind::customer:
      return "customer";
    case AuthorKind::agent:
      return "agent";
    case AuthorKind::app:
      return "app";
  }
  return "app";
}

Status status_from(std::string_view text) {
  for (const Status status : {Status::fresh, Status::pending, Status::solved}) {
    if (text == to_string(status)) return status;
  }
  return Status::open;
}

AuthorKind author_from(std::string_view text) {
  if (text == to_string(AuthorKind::customer)) return AuthorKind::customer;
  return text == to_string(AuthorKind::agent) ? AuthorKind::agent : AuthorKind::app;
}

}  // namespace portcheck::server::demo
