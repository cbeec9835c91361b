#include "server/config/load.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <sys/stat.h>

#include "server/config/nearest.h"
#include "server/config/settings.h"
#include "server/desk/shape.h"

namespace portcheck::server {
namespace {

constexpr std::string_view kDesks = "desks";  // help-desks by name
constexpr std::string_view kFileSuffix = "_file";
constexpr size_t kMaxConfigBytes = size_t{1} << 20;
constexpr size_t kMaxSecretFileBytes = 4096;

std::optional<std::string> read_text(const std::string& path, size_t bound) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string out(bound + 1, '\0');
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  if (in.bad() || in.gcount() > static_cast<std::streamsize>(bound)) return std::nullopt;
  out.resize(static_cast<size_t>(in.gcount()));
  return out;
}

std::string without_last_newline(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
}

class Loader {
 public:
  explicit Loader(LoadedConfig& out) : out_(out) {}

  void file(std::string_view text, const std::string& name) {
    JsonError error;
    const JsonNode root = parse_jsonc(text, error);
    if (error.line != 0) {
      out_.errors.push_back(name + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) +
                            ": " + error.reason);
      return;
    }
    if (!std::holds_alternative<JsonNode::Object>(root.value)) {
      out_.errors.push_back(name + ":" + std::to_string(root.line) + ": found " + describe(root) +
                            "; allowed: {…} with settings");
      return;
    }
    group(std::get<JsonNode::Object>(root.value), "", name);
  }

  void environment(const Environment& get, const std::vector<std::string>& variables) {
    std::vector<std::string> known;
    for (const Setting& setting : settings()) {
      const std::string name = environment_name(setting.key);
      known.push_back(name);
      if (const char* value = get(name.c_str())) {
        apply(setting, from_environment(setting.kind, value), "environment: " + name);
      }
      if (!setting.secret) continue;
      const std::string file_name = name + "_FILE";
      known.push_back(file_name);
      if (const char* path = get(file_name.c_str())) secret_file(setting, path, "environment: " + file_name);
    }
    for (DeskSettings& desk : out_.config.desks) {
      for (const DeskSetting& setting : desk_settings()) desk_variable(desk, setting, get, known);
    }
    for (const std::string& variable : variables) {
      if (variable.rfind("PORTCHECK_", 0) != 0 ||
          std::find(known.begin(), known.end(), variable) != known.end()) {
        continue;
      }
      unknown("environment: " + variable, variable, known);
    }
  }

  void override_with(std::string_view key, const std::string& value, const std::string& option) {
    for (const Setting& setting : settings()) {
      if (setting.key == key)
        apply(setting, from_environment(setting.kind, value), "command line: " + option);
    }
  }

  void whole_config() {
    const Config& c = out_.config;
    for (const DeskSettings& desk : c.desks) whole_desk(desk);
    if (c.queue.retry_first > c.queue.retry_max) {
      wrong("queue.retry_first", "it is longer than queue.retry_max", "at most queue.retry_max");
    }
    if (c.worker.file_max_bytes > c.worker.ticket_max_bytes) {
      wrong("worker.file_max", "it is larger than worker.ticket_max", "at most worker.ticket_max");
    }
    if (!c.server.web_root.empty() && !is_folder(c.server.web_root)) {
      wrong("server.web_root", "there is no folder \"" + c.server.web_root + "\"",
            "a folder, or empty for no pages");
    }
    const bool alone = is_loopback(c.server.bind) && c.server.trusted_proxies.empty();
    if (!alone && c.demo_desk.enabled && c.demo_desk.agent_password.empty()) {
      const std::string why = is_loopback(c.server.bind) ? "server.trusted_proxies names a proxy"
                                                         : "server.bind is \"" + c.server.bind + "\"";
      wrong("demo_desk.agent_password",
            "it is empty while " + why +
                ": everybody who reaches this machine could read the demo desk's tickets",
            "a password, or server.bind \"127.0.0.1\" and no proxy");
    }
    if (c.demo_desk.enabled && !c.queue.postgres.empty() &&
        (c.demo_desk.base_url.empty() || c.demo_desk.api_token.empty())) {
      wrong("demo_desk.enabled",
            "its tickets are in one server's folder, while all servers at queue.postgres take its jobs",
            "false, or demo_desk.base_url and api_token of the one server that has them");
    }
    if (!c.demo_desk.enabled && c.desks.empty()) {
      out_.warnings.push_back(at("demo_desk.enabled") +
                              "no help-desk is connected: webhooks are refused and only /api/v1/check works");
    }
    if (c.queue.lease < c.demo_desk.request_timeout * 2 && c.demo_desk.enabled) {
      out_.warnings.push_back(
          at("queue.lease") +
          "it is less than two request timeouts: a slow help-desk would make work be done twice");
    }
  }

 private:
  void group(const JsonNode::Object& members, const std::string& prefix, const std::string& name) {
    for (const JsonNode::Member& member : members) {
      const std::string key = prefix.empty() ? member.key : prefix + "." + member.key;
      const std::string place = name + ":" + std::to_string(member.line) + ": " + key;
      const auto* inner = std::get_if<JsonNode::Object>(&member.node.value);
      if (key == kDesks) {
        if (inner == nullptr) {
          out_.errors.push_back(place + ": found " + describe(member.node) +
                                "; allowed: {…} with help-desks by name");
        } else {
          for (const JsonNode::Member& one : *inner) desk(one, name);
        }
        continue;
      }
      if (inner != nullptr && is_group(key)) {
        group(*inner, key, name);
        continue;
      }
      if (is_group(key)) {
        out_.errors.push_back(place + ": found " + describe(member.node) + "; allowed: {…} with settings");
        continue;
      }
      one(key, member.node, place);
    }
  }

  // A member of "desks".
  void desk(const JsonNode::Member& member, const std::string& name) {
    const std::string key = std::string(kDesks) + "." + member.key;
    const std::string place = name + ":" + std::to_string(member.line) + ": " + key;
    const auto* inner = std::get_if<JsonNode::Object>(&member.node.value);
    if (inner == nullptr || !is_desk_name(member.key) || member.key == "demo") {
      out_.errors.push_back(
          place + ": found " + describe(member.node) +
          "; allowed: a name of up to 32 letters, digits, - and _ that is not \"demo\", with {…}");
      return;
    }
    DeskSettings settings;
    settings.name = member.key;
    places_[key] = place;
    for (const JsonNode::Member& one : *inner) desk_member(settings, one, key, name);
    out_.config.desks.push_back(std::move(settings));
  }

  void desk_member(DeskSettings& desk, const JsonNode::Member& member, const std::string& desk_key,
                   const std::string& name) {
    const std::string key = desk_key + "." + member.key;
    const std::string place = name + ":" + std::to_string(member.line) + ": " + key;
    std::vector<std::string> known;
    for (const DeskSetting& setting : desk_settings()) {
      if (setting.key == member.key) return apply_to(desk, setting, member.node, place, key);
      known.push_back(desk_key + "." + std::string(setting.key));
      if (!setting.secret) continue;
      if (std::string(setting.key) + std::string(kFileSuffix) == member.key) {
        const auto* path = std::get_if<std::string>(&member.node.value);
        if (path == nullptr) {
          out_.errors.push_back(place + ": found " + describe(member.node) + "; allowed: the path of a file");
          return;
        }
        if (const auto value = secret_of(setting, *path, place)) apply_to(desk, setting, *value, place, key);
        return;
      }
      known.push_back(known.back() + std::string(kFileSuffix));
    }
    unknown(place, key, known);
  }

  void desk_variable(DeskSettings& desk, const DeskSetting& setting, const Environment& get,
                     std::vector<std::string>& known) {
    const std::string key = std::string(kDesks) + "." + desk.name + "." + std::string(setting.key);
    const std::string name = environment_name(key);
    known.push_back(name);
    if (const char* value = get(name.c_str()))
      apply_to(desk, setting, from_environment(setting.kind, value), "environment: " + name, key);
    if (!setting.secret) return;
    const std::string file_name = name + "_FILE";
    known.push_back(file_name);
    const char* path = get(file_name.c_str());
    if (path == nullptr) return;
    if (const auto value = secret_of(setting, path, "environment: " + file_name))
      apply_to(desk, setting, *value, "environment: " + file_name, key);
  }

  void whole_desk(const DeskSettings& desk) {
    const std::string key = std::string(kDesks) + "." + desk.name;
    const DeskShape* shape = find_shape(desk.kind);
    if (shape == nullptr)
      return wrong(key, "it has no \"kind\"", "one of the kinds in the default configuration");
    if (desk.base_url.empty())
      return wrong(key, "it has no \"base_url\"", "the desk's address, such as \"https://acme.example.com\"");
    if (desk.base_url.rfind("https://", 0) != 0 && !desk.plain_http)
      wrong(key + ".base_url", "it is not https",
            "https, or \"plain_http\": true inside a network you trust");
    const bool oauth = shape->auth == ApiAuth::oauth_client;
    if (oauth ? desk.client_id.empty() || desk.client_secret.empty() : desk.token.empty())
      wrong(key, oauth ? "it has no \"client_id\" or no \"client_secret\"" : "it has no \"token\"",
            std::string(shape->token_help));
    if (desk.webhook_secrets.empty())
      wrong(key, "it has no \"webhook_secrets\", so that anybody could send webhooks",
            std::string(shape->webhook_help));
    if (shape->needs_account && desk.account.empty())
      wrong(key, "it has no \"account\", by which our own changes are recognised",
            "our account's name in the desk's webhooks");
    if (desk.kind == "hubspot" && desk.public_url.empty())
      wrong(key, "it has no \"public_url\", which HubSpot signs",
            "this server's address as HubSpot knows it");
    if (desk.kind == "zendesk" && (desk.reason_field.empty() || desk.sub_category_field.empty()))
      wrong(key, "\"reason_field\" or \"sub_category_field\" is empty", std::string(shape->fields_help));
    for (const std::string& name : desk.switches) {
      const auto known = std::any_of(shape->switches.begin(), shape->switches.end(),
                                     [&](const DeskSwitch& one) { return one.name == name; });
      if (known && !name.empty()) continue;
      std::string allowed;
      for (const DeskSwitch& one : shape->switches) {
        if (!one.name.empty()) allowed += (allowed.empty() ? "\"" : ", \"") + std::string(one.name) + '"';
      }
      wrong(key + ".switches", "\"" + name + "\" is no switch of this kind",
            allowed.empty() ? "none" : allowed);
    }
    if (!desk.ca_file.empty() && !read_text(desk.ca_file, kMaxConfigBytes))
      wrong(key + ".ca_file", "\"" + desk.ca_file + "\" cannot be read",
            "a readable file of PEM certificates");
    if (out_.config.queue.lease < desk.request_timeout * 2)
      out_.warnings.push_back(at("queue.lease") + "it is less than two request timeouts of " + key +
                              ": a slow help-desk would make work be done twice");
  }

  static bool is_desk_name(const std::string& text) {
    return !text.empty() && text.size() <= 32 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               std::string::npos;
  }

  void one(const std::string& key, const JsonNode& node, const std::string& place) {
    std::vector<std::string> known;
    for (const Setting& setting : settings()) {
      const std::string name(setting.key);
      if (name == key) return apply(setting, node, place);
      known.push_back(name);
      known.push_back(name.substr(0, name.find('.')));
      if (!setting.secret) continue;
      if (name + std::string(kFileSuffix) == key) {
        const auto* path = std::get_if<std::string>(&node.value);
        if (path == nullptr) {
          out_.errors.push_back(place + ": found " + describe(node) + "; allowed: the path of a file");
          return;
        }
        return secret_file(setting, *path, place);
      }
      known.push_back(name + std::string(kFileSuffix));
    }
    unknown(place, key, known);
  }

  void unknown(const std::string& place, const std::string& key, const std::vector<std::string>& known) {
    const std::string near = nearest(key, known);
    out_.errors.push_back(
        place + ": there is no such setting" +
        (near.empty() ? "; --print-default-config lists them all" : "; did you mean \"" + near + "\"?"));
  }

  static bool is_group(const std::string& key) {
    const std::string prefix = key + ".";
    return std::any_of(settings().begin(), settings().end(), [&](const Setting& setting) {
      return setting.key.substr(0, prefix.size()) == prefix;
    });
  }

  template <class Target>
  std::optional<JsonNode> secret_of(const SettingOf<Target>& setting, const std::string& path,
                                    const std::string& place) {
    const auto text = read_text(path, kMaxSecretFileBytes);
    if (!text) {
      out_.errors.push_back(place + ": cannot read \"" + path +
                            "\"; allowed: a readable file of at most 4 KiB");
      return std::nullopt;
    }
    std::string value = without_last_newline(*text);
    if (setting.kind == SettingKind::list) std::replace(value.begin(), value.end(), '\n', ',');
    return from_environment(setting.kind, value);
  }

  void secret_file(const Setting& setting, const std::string& path, const std::string& place) {
    if (const auto value = secret_of(setting, path, place)) apply(setting, *value, place);
  }

  void apply(const Setting& setting, const JsonNode& node, const std::string& place) {
    apply_to(out_.config, setting, node, place, std::string(setting.key));
  }

  template <class Target>
  void apply_to(Target& target, const SettingOf<Target>& setting, const JsonNode& node,
                const std::string& place, const std::string& key) {
    places_[key] = place;
    if (setting.set(target, node)) return;
    const std::string found =
        setting.secret ? "a value that is not allowed (not shown, it is a secret)" : describe(node);
    out_.errors.push_back(place + ": found " + found + "; allowed: " + setting.allowed);
  }

  std::string at(const std::string& key) const {
    auto place = places_.find(key);
    if (place == places_.end()) place = places_.find(key.substr(0, key.rfind('.')));  // its desk
    return (place == places_.end() ? "default: " + key : place->second) + ": ";
  }

  void wrong(const std::string& key, const std::string& found, const std::string& allowed) {
    out_.errors.push_back(at(key) + found + "; allowed: " + allowed);
  }

  LoadedConfig& out_;
  std::map<std::string, std::string> places_;  // where each setting was set last
};

}  // namespace

LoadedConfig load_config_text(std::string_view text, const std::string& name, const Environment& environment,
                              const std::vector<std::string>& variables, const ConfigOverrides& overrides) {
  LoadedConfig out;
  Loader loader(out);
  if (!text.empty()) loader.file(text, name);
  loader.environment(environment, variables);
  if (overrides.port) loader.override_with("server.port", *overrides.port, "--port");
  if (overrides.data_dir) loader.override_with("data_dir", *overrides.data_dir, "--data");
  if (out.errors.empty()) loader.whole_config();
  return out;
}

LoadedConfig load_config(const std::string& file, const Environment& environment,
                         const std::vector<std::string>& variables, const ConfigOverrides& overrides) {
  std::string text;
  if (!file.empty()) {
    const auto read = read_text(file, kMaxConfigBytes);
    if (!read || is_folder(file)) {
      LoadedConfig out;
      out.errors.push_back(
          file + ": cannot read this file; allowed: a readable configuration file of at most 1 MiB");
      return out;
    }
    text = read->empty() ? "\n" : *read;
  }
  return load_config_text(text, file, environment, variables, overrides);
}

}  // namespace portcheck::server
