// The help-desks of kDeskShapes, one function each; each is implemented in a file of its name.
#pragma once

#include <memory>

#include "server/desk/desk.h"
#include "server/desk/settings.h"

namespace portcheck::server {

std::unique_ptr<Desk> make_request_tracker(const DeskSettings& settings);
std::unique_ptr<Desk> make_zendesk(const DeskSettings& settings);
std::unique_ptr<Desk> make_freshdesk(const DeskSettings& settings);
std::unique_ptr<Desk> make_zammad(const DeskSettings& settings);
std::unique_ptr<Desk> make_salesforce(const DeskSettings& settings);
std::unique_ptr<Desk> make_jira(const DeskSettings& settings);
std::unique_ptr<Desk> make_hubspot(const DeskSettings& settings);
std::unique_ptr<Desk> make_standard(const DeskSettings& settings);

}  // namespace portcheck::server
