#include "server/desk/demo/api.h"

#include "server/http/httplib.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/desk/demo/guard.h"
#include "server/desk/demo/text.h"
#include "server/observe/log.h"
#include "server/webhook/signature.h"

namespace portcheck::server::demo {

namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kPerPage = 100;
constexpr size_t kNoteBytes = size_t{1} << 20;
constexpr uint64_t kNoteBody = uint64_t{4} << 20;  // html and text as JSON strings
constexpr size_t kMarkerBytes = 200;
constexpr size_t kTagBytes = 64;
constexpr size_t kTags = 50;
constexpr size_t kReadBytes = size_t{64} << 10;

void send_json(httplib::Response& response, int status, const Json& body) {
  response.status = status;
  response.set_header("Cache-Control", "no-store");
  response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace), "application/json");
}

std::string etag(int64_t version) {
  return '"' + std::to_string(version) + '"';
}

Json fields(const Ticket& ticket) {
  return {
      {"id", std::to_string(ticket.id)},
      {"version", std::to_string(ticket.version)},
      {"subject", ticket.subject},
      {"reason", ticket.reason},
      {"sub_category", ticket.sub_category},
      {"status", to_string(ticket.status)},
      {"requester", {{"name", ticket.requester_name}, {"email", ticket.requester_email}}},
      {"custom_fields", {{"porting_result", ticket.porting_result}}},
      {"tags", ticket.tags},
      {"created_at", iso_time(ticket.created_at)},
      {"updated_at", iso_time(ticket.updated_at)},
  };
}

Json file_json(const File& file) {
  return {
      {"id", std::to_string(file.id)},
      {"name", file.name},
      {"content_type", file.content_type},
      {"size", file.size},
      {"sha256", file.sha256},
      {"comment_id", file.comment_id == 0 ? Json() : Json(std::to_string(file.comment_id))},
      {"created_at", iso_time(file.created_at)},
  };
}

Json comment_json(const Comment& comment) {
  return {
      {"id", std::to_string(comment.id)},
      {"author", {{"kind", to_string(comment.author_kind)}, {"name", comment.author}}},
      {"internal", comment.internal},
      {"format", comment.html ? "html" : "text"},
      {"body", comment.body},
      {"marker", comment.marker},
      {"created_at", iso_time(comment.created_at)},
      {"updated_at", iso_time(comment.updated_at)},
  };
}

// The member as text. Leaves `problem` alone when it is fine; absent members are empty.
std::string text_member(const Json& body, const char* key, size_t max, std::string& problem) {
  const auto found = body.find(key);
  if (found == body.end()) return {};
  if (!found->is_string()) {
    problem = std::string("\"") + key + "\" must be a string";
    return {};
  }
  auto text = found->get<std::string>();
  if (text.size() > max)
    problem = std::string("\"") + key + "\" is longer than " + std::to_string(max) + " bytes";
  return text;
}

std::vector<std::string> tags_member(const Json& body, const char* key, std::string& problem) {
  const auto found = body.find(key);
  if (found == body.end()) return {};
  std::vector<std::string> tags;
  bool fine = found->is_array() && found->size() <= kTags;
  for (size_t i = 0; fine && i < found->size(); ++i) {
    const Json& tag = (*found)[i];
    fine = tag.is_string() && !tag.get_ref<const std::string&>().empty() &&
           tag.get_ref<const std::string&>().size() <= kTagBytes;
    if (fine) tags.push_back(tag.get<std::string>());
  }
  if (!fine) {
    problem = std::string("\"") + key + "\" must be a list of at most " + std::to_string(kTags) +
              " tags of 1 to " + std::to_string(kTagBytes) + " bytes";
  }
  return tags;
}

std::optional<NoteWrite> parse_note(const std::string& body, std::string& problem) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) {
    problem = "the body must be a JSON object";
    return std::nullopt;
  }
  NoteWrite note;
  note.html = text_member(json, "html", kNoteBytes, problem);
  note.text = text_member(json, "text", kNoteBytes, problem);
  note.marker = text_member(json, "marker", kMarkerBytes, problem);
  note.result = text_member(json, "porting_result", kTagBytes, problem);
  note.add_tags = tags_member(json, "add_tags", problem);
  note.drop_tags = tags_member(json, "drop_tags", problem);
  if (problem.empty() && note.html.empty() && note.text.empty()) problem = "\"html\" or \"text\" is required";
  constexpr std::array<std::string_view, 4> kResults = {"", "ready", "needs_attention", "blocked"};
  if (problem.empty() && std::find(kResults.begin(), kResults.end(), note.result) == kResults.end()) {
    problem = "\"porting_result\" must be \"ready\", \"needs_attention\", \"blocked\" or empty";
  }
  return problem.empty() ? std::optional(note) : std::nullopt;
}

// The version of `If-Match: "7"`. Nothing when the header is not of that form.
std::optional<int64_t> version_of(std::string_view header) {
  if (header.size() < 3 || header.front() != '"' || header.back() != '"') return std::nullopt;
  header = header.substr(1, header.size() - 2);
  int64_t version = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), version);
  if (error != std::errc() || end != header.data() + header.size()) return std::nullopt;
  return version;
}

void not_found(httplib::Response& response, std::string_view what) {
  send_json_error(response, 404, "not_found", std::string("There is no such ").append(what));
}

class Api {
 public:
  Api(Store& store, ApiSettings settings) : store_(store), settings_(std::move(settings)) {}

  Handler authorized(void (Api::*member)(const httplib::Request&, httplib::Response&),
                     std::shared_ptr<Api> self) {
    return [self = std::move(self), member](const httplib::Request& request, httplib::Response& response) {
      if (has_bearer(request, self->settings_.token)) return (self.get()->*member)(request, response);
      response.set_header("WWW-Authenticate", "Bearer realm=\"ticket API\"");
      send_json_error(response, 401, "unauthorized", "A valid bearer token is required");
    };
  }

  void list(const httplib::Request& request, httplib::Response& response) {
    int64_t page = 1;
    if (request.has_param("page")) {
      const std::string text = request.get_param_value("page");
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
      if (error != std::errc() || end != text.data() + text.size() || page < 1) {
        return send_json_error(response, 400, "bad_request", "\"page\" must be a number from 1 on");
      }
    }
    if (request.has_param("updated_since")) return changed(request, page, response);
    const ListPage found = store_.list({}, page, kPerPage);
    Json tickets = Json::array();
    for (const Ticket& ticket : found.tickets) tickets.push_back(fields(ticket));
    send_json(response, 200,
              {{"tickets", tickets}, {"page", found.page}, {"pages", found.pages}, {"total", found.total}});
  }

  void changed(const httplib::Request& request, int64_t page, httplib::Response& response) {
    const auto since = parse_iso_time(request.get_param_value("updated_since"));
    if (!since) return send_json_error(response, 400, "bad_request", "\"updated_since\" must be a time");
    Json tickets = Json::array();
    for (const Ticket& ticket : store_.changed(*since, page, kPerPage)) tickets.push_back(fields(ticket));
    send_json(response, 200, {{"tickets", tickets}, {"page", page}});
  }

  void read(const httplib::Request& request, httplib::Response& response) {
    const auto ticket = store_.ticket(id_of(request));
    if (!ticket) return not_found(response, "ticket");
    Json body = fields(*ticket);
    body["description"] = ticket->description;
    body["attachments"] = Json::array();
    for (const File& file : store_.files(ticket->id)) body["attachments"].push_back(file_json(file));
    response.set_header("ETag", etag(ticket->version));
    send_json(response, 200, {{"ticket", body}});
  }

  void comments(const httplib::Request& request, httplib::Response& response) {
    const auto ticket = store_.ticket(id_of(request));
    if (!ticket) return not_found(response, "ticket");
    Json comments = Json::array();
    for (const Comment& comment : store_.comments(ticket->id)) comments.push_back(comment_json(comment));
    send_json(response, 200, {{"comments", comments}});
  }

  void attachment(const httplib::Request& request, httplib::Response& response) {
    const auto file = store_.file(id_of(request));
    if (!file) return not_found(response, "attachment");
    send_file(store_, *file, response);
  }

  void put_note(const httplib::Request& request, httplib::Response& response) {
    std::string problem;
    auto note = parse_note(request.body, problem);
    if (!note) return send_json_error(response, 422, "invalid", problem);
    note->account = settings_.account;
    std::optional<int64_t> expected;
    if (request.has_header("If-Match") && request.get_header_value("If-Match") != "*") {
      expected = version_of(request.get_header_value("If-Match"));
      if (!expected)
        return send_json_error(response, 400, "bad_request", "If-Match must be an ETag of this ticket");
    }
    const WriteResult result = store_.put_note(id_of(request), *note, expected);
    if (result.outcome == WriteOutcome::not_found) return not_found(response, "ticket");
    response.set_header("ETag", etag(result.version));
    if (result.outcome == WriteOutcome::stale) {
      return send_json_error(response, 412, "stale", "The ticket has changed since that version");
    }
    send_json(
        response, 200,
        {{"changed", result.outcome == WriteOutcome::written}, {"version", std::to_string(result.version)}});
  }

 private:
  Store& store_;
  ApiSettings settings_;
};

}  // namespace

void send_file(Store& store, const File& file, httplib::Response& response) {
  response.status = 200;
  set_header(response, "X-Content-Type-Options", "nosniff");
  response.set_header("Cache-Control", "private, no-store");
  constexpr const char* kType = "application/octet-stream";
  if (file.size == 0) return response.set_content("", kType);
  response.set_content_provider(
      file.size, kType, [&store, id = file.id](size_t offset, size_t length, httplib::DataSink& sink) {
        std::vector<char> buffer(std::min(length, kReadBytes));
        size_t read = 0;
        try {
          read = store.read_file(id, offset, buffer);
        } catch (
            const SqlError& error) {  // the head is out already: all that is left is to break the connection
          Log::error("demo_desk.request_failed", {LogField::detail(error.what())});
        }
        return read > 0 && sink.write(buffer.data(), read);
      });
}

Routes api_routes(Store& store, ApiSettings settings) {
  const auto api = std::make_shared<Api>(store, std::move(settings));
  const auto route = [&](const char* method, const char* pattern, auto member) {
    return Route{.method = method,
                 .pattern = pattern,
                 .handler = guarded(api->authorized(member, api)),
                 .metric = "desk_api"};
  };
  Routes routes = {
      route("GET", "/desk/api/tickets", &Api::list),
      route("GET", R"(/desk/api/tickets/(\d{1,18}))", &Api::read),
      route("GET", R"(/desk/api/tickets/(\d{1,18})/comments)", &Api::comments),
      route("GET", R"(/desk/api/attachments/(\d{1,18}))", &Api::attachment),
      route("PUT", R"(/desk/api/tickets/(\d{1,18})/note)", &Api::put_note),
  };
  routes.back().max_body = kNoteBody;
  return routes;
}

}  // namespace portcheck::server::demo
