// The settings of one help-desk.
#include "server/config/setting_kinds.h"
#include "server/desk/shape.h"
#include "server/webhook/signature.h"

namespace portcheck::server {
namespace {

using namespace setting_kinds;

bool is_origin_and_path(const std::string& text) {
  return is_url(text, true);
}
bool is_version(const std::string& text) {
  return text.find_first_not_of("v.0123456789") == std::string::npos;
}
bool is_api_secret(const std::string& text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}
bool is_desk_secret(const std::string& text) {
  return !text.empty() && is_secret(text);
}
bool is_kind(const std::string& text) {
  return find_shape(text) != nullptr;
}
bool is_signature(const std::string& text) {
  return text.empty() || find_scheme(text) != nullptr;
}
bool is_host(const std::string& text) {
  return text.find('.') != std::string::npos && text.find_first_of("/:@*? ") == std::string::npos &&
         text.front() != '.';
}
bool is_language(const std::string& text) {
  return text.empty() || text == "en" || text == "es" || text == "fr";
}

std::string kinds() {
  std::string out;
  for (const DeskShape& shape : kDeskShapes)
    out += (out.empty() ? "\"" : ", \"") + std::string(shape.kind) + '"';
  return out;
}

std::string schemes() {
  std::string out = "empty for the desk's own";
  for (const SignatureScheme& scheme : kSchemes) out += ", \"" + std::string(scheme.name) + '"';
  return out;
}

std::vector<DeskSetting> make_desk_settings() {
  using S = DeskSettings;
  const std::string kApiSecret = "printable characters without spaces";
  return {
      text<S>(
          "kind", kinds(), is_kind, [](S & s) -> auto& { return s.kind; }),
      text<S>(
          "base_url", "the desk's address, such as \"https://acme.zendesk.com\"", is_origin_and_path,
          [](S & s) -> auto& { return s.base_url; }),
      text<S>(
          "user", "the account's name or e-mail address", anything, [](S & s) -> auto& { return s.user; }),
      text<S>(
          "token", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.token; }, true),
      text<S>(
          "client_id", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.client_id; }),
      text<S>(
          "client_secret", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.client_secret; }, true),
      text<S>(
          "account", "the id or name by which the desk's webhooks call our account", anything,
          [](S & s) -> auto& { return s.account; }),
      list<S>(
          "webhook_secrets",
          "a list of secrets of at least 16 printable characters without spaces, the newest first",
          is_desk_secret, [](S & s) -> auto& { return s.webhook_secrets; }, true),
      text<S>(
          "signature", schemes(), is_signature, [](S & s) -> auto& { return s.signature; }),
      text<S>(
          "organization", "a Salesforce organization's id, or empty for any", anything,
          [](S & s) -> auto& { return s.organization; }),
      text<S>(
          "public_url",
          "this server's address as the desk knows it, such as \"https://portcheck.example.com\"",
          is_base_url, [](S & s) -> auto& { return s.public_url; }),
      text<S>(
          "reason_field", "a field's name", anything, [](S & s) -> auto& { return s.reason_field; }),
      text<S>(
          "sub_category_field", "a field's name", anything,
          [](S & s) -> auto& { return s.sub_category_field; }),
      text<S>(
          "result_field", "a field's name, or empty for none", anything,
          [](S & s) -> auto& { return s.result_field; }),
      text<S>(
          "tags_field", "a field's name, or empty for none", anything,
          [](S & s) -> auto& { return s.tags_field; }),
      text<S>(
          "reason", "the Case Reason of porting tickets, or empty for worker.reason", anything,
          [](S & s) -> auto& { return s.reason; }),
      text<S>(
          "sub_category", "the Sub-Category of porting tickets, or empty for worker.sub_category", anything,
          [](S & s) -> auto& { return s.sub_category; }),
      text<S>(
          "result_ready", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_ready; }),
      text<S>(
          "result_needs_attention", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_needs_attention; }),
      text<S>(
          "result_blocked", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_blocked; }),
      list<S>(
          "file_hosts", "a list of host names such as \"files.example.com\"", is_host,
          [](S & s) -> auto& { return s.file_hosts; }),
      boolean<S>(
          "private_addresses", [](S & s) -> auto& { return s.private_addresses; }),
      boolean<S>(
          "plain_http", [](S & s) -> auto& { return s.plain_http; }),
      text<S>(
          "ca_file", "a file of PEM certificates, or empty for this machine's", anything,
          [](S & s) -> auto& { return s.ca_file; }),
      duration<S>(
          "request_timeout", Milliseconds{100}, minutes{5}, [](S & s) -> auto& { return s.request_timeout; }),
      duration<S>(
          "file_timeout", seconds{1}, hours{1}, [](S & s) -> auto& { return s.file_timeout; }),
      duration<S>(
          "sweep_every", Milliseconds{0}, hours{24}, [](S & s) -> auto& { return s.sweep_every; }),
      whole<S>(
          "concurrency", 0, 64, [](S & s) -> auto& { return s.concurrency; }),
      whole<S>(
          "requests_per_minute", 0, 100'000, [](S & s) -> auto& { return s.requests_per_minute; }),
      text<S>(
          "sweep_filter", "JQL for Jira, such as \"project = SUP\"", anything,
          [](S & s) -> auto& { return s.sweep_filter; }),
      boolean<S>(
          "attach_sheets", [](S & s) -> auto& { return s.attach_sheets; }),
      boolean<S>(
          "draft_reply", [](S & s) -> auto& { return s.draft_reply; }),
      text<S>(
          "reply_language", "\"en\", \"es\", \"fr\", or empty for the customer's", is_language,
          [](S & s) -> auto& { return s.reply_language; }),
      list<S>(
          "switches", "a list of the kind's switches (deploy/desk/NAME/server.md)", not_empty,
          [](S & s) -> auto& { return s.switches; }),
      profile<S>(
          "profile", [](S & s) -> auto& { return s.profile; }),
      text<S>(
          "api_version", "a version such as \"v60.0\", or empty", is_version,
          [](S & s) -> auto& { return s.api_version; }),
  };
}

}  // namespace

const std::vector<DeskSetting>& desk_settings() {
  static const std::vector<DeskSetting> all = make_desk_settings();
  return all;
}

}  // namespace portcheck::server
