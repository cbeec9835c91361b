// Small marks that several agents' pages show.
#pragma once

#include "server/desk/demo/pages.h"

namespace portcheck::server::demo {

Html result_chip(const Ticket& ticket, Time now);  // icon and word; nothing for tickets that are not checked
Html status_chip(Status status);
Html tag_list(const std::vector<std::string>& tags);

}  // namespace portcheck::server::demo
