// What a running server takes over of a configuration that was read again: its secrets.
#pragma once

#include "server/config/config.h"

namespace portcheck::server {

// Puts the secrets of `fresh` that can be renewed at run time into `present`: the admin token, the queue's
// connection, and the tokens and webhook secrets of desks that both have. True when nothing else is
// different.
bool take_secrets(Config& present, const Config& fresh);

}  // namespace portcheck::server
