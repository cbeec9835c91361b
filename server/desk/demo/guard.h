// What stands before the demo desk's handlers: who asks, from which page, and what a browser may do with the
// answer.
#pragma once

#include <string>
#include <string_view>

#include "server/desk/demo/html.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

// `Authorization: Bearer <token>`; an empty token admits nobody.
bool has_bearer(const httplib::Request& request, const std::string& token);

// `Authorization: Basic` with any user name; an empty password admits everybody.
bool has_password(const httplib::Request& request, const std::string& password);

// False for a request that a browser sent from another site's page (Sec-Fetch-Site, Origin). Programs that
// send neither header are let through: nobody's browser can be abused with them.
bool same_origin(const httplib::Request& request);

// An id from the path's first group; 0 when it does not fit.
int64_t id_of(const httplib::Request& request);

// Replaces what the HTTP server may have set for every answer.
void set_header(httplib::Response& response, const std::string& name, const std::string& value);

void send_html(httplib::Response& response, int status, const Html& page);
void send_json_error(httplib::Response& response, int status, std::string_view code,
                     std::string_view message);

// `handler`, with what it throws logged and answered 500 without details.
Handler guarded(Handler handler);

}  // namespace portcheck::server::demo
