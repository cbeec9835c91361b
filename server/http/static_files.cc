#include "server/http/static_files.h"

#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "server/http/answers.h"
#include "server/http/request_context.h"
#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

constexpr size_t kMaxFileBytes = size_t{16} << 20;

struct TypeRow {
  std::string_view suffix, type;
};
constexpr std::array kTypes = {
    TypeRow{".html", "text/html; charset=utf-8"},
    TypeRow{".js", "text/javascript; charset=utf-8"},
    TypeRow{".mjs", "text/javascript; charset=utf-8"},
    TypeRow{".css", "text/css; charset=utf-8"},
    TypeRow{".wasm", "application/wasm"},
    TypeRow{".json", "application/json"},
    TypeRow{".map", "application/json"},
    TypeRow{".svg", "image/svg+xml"},
    TypeRow{".png", "image/png"},
    TypeRow{".ico", "image/x-icon"},
    TypeRow{".txt", "text/plain; charset=utf-8"},
    TypeRow{".csv", "text/csv; charset=utf-8"},
    TypeRow{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    TypeRow{".webmanifest", "application/manifest+json"},
};

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

struct CachedFile {
  timespec changed{};
  off_t size = 0;
  std::string bytes;
  std::string etag;
};

// Reads each file once for as long as it does not change.
class FileCache {
 public:
  explicit FileCache(std::filesystem::path root) : root_(std::move(root)) {}

  std::shared_ptr<const CachedFile> get(const std::string& relative) {
    // Resolved, because a link may lead out of the root.
    std::error_code error;
    const std::string path = std::filesystem::canonical(root_ / relative, error).string();
    const std::string inside = root_.string() + "/";
    if (error || path.compare(0, inside.size(), inside) != 0) return nullptr;
    struct stat info {};
    if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size > static_cast<off_t>(kMaxFileBytes)) {
      return nullptr;
    }
    const std::lock_guard lock(mutex_);
    auto& slot = files_[path];
    if (slot != nullptr && slot->size == info.st_size && slot->changed.tv_sec == info.st_mtim.tv_sec &&
        slot->changed.tv_nsec == info.st_mtim.tv_nsec) {
      return slot;
    }
    auto file = std::make_shared<CachedFile>();
    file->changed = info.st_mtim;
    file->size = info.st_size;
    std::ifstream in(path, std::ios::binary);
    file->bytes.assign(std::istreambuf_iterator<char>(in), {});
    file->etag = "\"" + sha256_hex(file->bytes).substr(0, 32) + "\"";
    slot = file;
    return file;
  }

 private:
  const std::filesystem::path root_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const CachedFile>> files_;
};

struct Encoding {
  const char* suffix;
  const char* name;
};

class StaticFiles {
 public:
  explicit StaticFiles(const std::string& root) : cache_(resolved(root)) {}

  void send(const std::string& relative, const httplib::Request& request, httplib::Response& response) {
    auto file = relative.empty() ? nullptr : cache_.get(relative);
    if (file == nullptr) return send_error(response, 404, "path", "There is no such file.");
    const RequestContext& context = request_context();
    constexpr Encoding kBrotli{".br", "br"}, kGzip{".gz", "gzip"};
    for (const auto& [accepted, encoding] :
         {std::pair{context.accepts_brotli, kBrotli}, std::pair{context.accepts_gzip, kGzip}}) {
      const auto packed = accepted ? cache_.get(relative + encoding.suffix) : nullptr;
      if (packed == nullptr) continue;
      response.set_header("Content-Encoding", encoding.name);
      file = packed;
      break;
    }
    set_page_headers(response);
    response.set_header("Vary", "Accept-Encoding");
    response.set_header("ETag", file->etag);
    // Always asked for again, and answered 304 for as long as it is the same: a new release shows at once.
    response.set_header("Cache-Control", "no-cache");
    if (request.get_header_value("If-None-Match") == file->etag) {
      response.headers.erase("Content-Encoding");
      response.status = 304;
      return;
    }
    response.body = file->bytes;
    response.set_header("Content-Type", std::string(content_type_of(relative)));
  }

 private:
  static std::filesystem::path resolved(const std::string& root) {
    std::error_code error;
    const auto path = std::filesystem::canonical(root, error);
    return error ? std::filesystem::path(root) : path;
  }

  FileCache cache_;
};

}  // namespace

void set_page_headers(httplib::Response& response) {
  response.set_header("Content-Security-Policy", std::string(kContentSecurityPolicy));
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
  response.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

std::string_view content_type_of(std::string_view path) {
  for (const TypeRow& row : kTypes) {
    if (ends_with(path, row.suffix)) return row.type;
  }
  return "application/octet-stream";
}

std::string safe_relative_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (segment.empty() || segment.front() == '.') return {};
    for (const char c : segment) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '.' && c != '_' && c != '-') return {};
    }
    if (!out.empty()) out += '/';
    out.append(segment);
  }
  return out;
}

namespace {

void allow_everywhere(httplib::Response& response) {
  response.headers.erase("Cross-Origin-Resource-Policy");
  response.set_header("Cross-Origin-Resource-Policy", "cross-origin");
  response.set_header("Access-Control-Allow-Origin", "*");
}

std::string frame_policy(const std::vector<std::string>& origins) {
  constexpr std::string_view kNowhere = "frame-ancestors 'none'";
  std::string policy(kContentSecurityPolicy);
  if (origins.empty()) return policy;
  std::string ancestors = "frame-ancestors";
  for (const std::string& origin : origins) ancestors += " " + origin;
  return policy.replace(policy.find(kNowhere), kNowhere.size(), ancestors);
}

}  // namespace

Routes static_routes(const std::string& web_root, bool home, const std::vector<std::string>& frame_origins) {
  Routes routes;
  if (home) {
    routes.push_back({.method = "GET",
                      .pattern = "/",
                      .handler = [](const auto&, auto& response) { response.set_redirect("/portal"); },
                      .metric = "home"});
  }
  if (web_root.empty()) return routes;
  auto files = std::make_shared<StaticFiles>(web_root);
  routes.push_back(
      {.method = "GET",
       .pattern = "/portal/?",
       .handler = [files](const auto& request,
                          auto& response) { files->send("portal/index.html", request, response); },
       .metric = "portal"});
  routes.push_back({.method = "GET",
                    .pattern = "/frame/?",
                    .handler =
                        [files, policy = frame_policy(frame_origins)](const auto& request, auto& response) {
                          files->send("portal/frame.html", request, response);
                          response.headers.erase("Content-Security-Policy");
                          response.set_header("Content-Security-Policy", policy);
                        },
                    .metric = "frame"});
  routes.push_back({.method = "GET",
                    .pattern = "/assets/(.{1,200})",
                    .handler =
                        [files](const auto& request, auto& response) {
                          const std::string path = safe_relative_path(request.matches[1].str());
                          files->send(path.empty() ? "" : "assets/" + path, request, response);
                          allow_everywhere(response);
                        },
                    .metric = "assets"});
  return routes;
}

}  // namespace portcheck::server
