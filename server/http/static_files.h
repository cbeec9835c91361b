// The built web pages: /portal, /frame and /assets/…, with types, ETags and a strict Content-Security-Policy.
// Precompressed files beside a file (x.wasm.br, x.wasm.gz) are sent to browsers that take them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/httplib.h"
#include "server/http/route.h"

namespace portcheck::server {

// No inline script or style, nothing from elsewhere, no framing; WebAssembly only of our own files. No text
// becomes markup or script (Trusted Types): the one policy is the check's, for its worker.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types portcheck";

// What every page of ours sends, static or not.
void set_page_headers(httplib::Response& response);

// `web_root` empty: no routes. `home`: "/" leads to the portal. /assets may be used by pages of every origin,
// for they hold nothing of anybody; /frame, the check for pages that cannot run it themselves, only inside
// those of `frame_origins`.
Routes static_routes(const std::string& web_root, bool home, const std::vector<std::string>& frame_origins);

// "text/html; charset=utf-8" for "x.html"; "application/octet-stream" for what pages have no use for.
std::string_view content_type_of(std::string_view path);

// The path below the root that `path` (percent-decoded) names, or empty when it is none we would ever serve.
std::string safe_relative_path(std::string_view path);

}  // namespace portcheck::server
