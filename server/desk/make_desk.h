// From a desk's settings to the desk.
#pragma once

#include <memory>

#include "server/desk/desk.h"
#include "server/desk/settings.h"

namespace portcheck::server {

// Null for a kind that is not in kDeskShapes.
std::unique_ptr<Desk> make_desk(const DeskSettings& settings);

}  // namespace portcheck::server
