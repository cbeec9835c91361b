// Answers that several handlers give.
#pragma once

#include <string>
#include <string_view>

#include "server/http/httplib.h"

namespace portcheck::server {

// {"error":{"where":…,"reason":…}}
void send_error(httplib::Response& response, int status, std::string_view where, std::string_view reason);
void send_json(httplib::Response& response, int status, std::string body);

std::string_view default_reason(int status);  // a plain sentence

// `Authorization: Bearer <token>`, compared in constant time; an empty token admits nobody.
bool has_bearer_token(const httplib::Request& request, const std::string& token);

}  // namespace portcheck::server
