#include "server/desk/soap.h"

#include <expat.h>

#include <algorithm>
#include <memory>

namespace portcheck::server {
namespace {

constexpr size_t kMostNotifications = 100;
constexpr size_t kMostText = 256;
constexpr size_t kMostDepth = 32;
constexpr char kSeparator = '|';
constexpr std::string_view kOutbound = "http://soap.sforce.com/2005/09/outbound";
constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

std::string qualified(std::string_view space, std::string_view name) {
  return std::string(space) + kSeparator + std::string(name);
}

std::string_view local_name(std::string_view name) {
  const size_t bar = name.rfind(kSeparator);
  return bar == std::string_view::npos ? name : name.substr(bar + 1);
}

struct Reader {
  XML_Parser parser = nullptr;
  OutboundMessage message;
  std::vector<std::string> path;
  std::string text;
  bool seen = false, broken = false;

  bool in(std::string_view name) const {
    return std::find(path.begin(), path.end(), qualified(kOutbound, name)) != path.end();
  }
  void stop() {
    broken = true;
    XML_StopParser(parser, XML_FALSE);
  }

  static void start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& reader = *static_cast<Reader*>(self);
    if (reader.path.size() == kMostDepth) return reader.stop();
    reader.path.emplace_back(name);
    reader.text.clear();
    if (name == qualified(kOutbound, "notifications")) reader.seen = true;
    if (name == qualified(kOutbound, "Notification")) {
      if (reader.message.notifications.size() == kMostNotifications) return reader.stop();
      reader.message.notifications.emplace_back();
    }
    if (name == qualified(kOutbound, "sObject") && !reader.message.notifications.empty()) {
      for (const XML_Char** one = attributes; *one != nullptr; one += 2) {
        if (*one == qualified(kSchemaInstance, "type")) reader.message.notifications.back().type = one[1];
      }
    }
  }

  static void end(void* self, const XML_Char* name) {
    auto& reader = *static_cast<Reader*>(self);
    reader.path.pop_back();
    if (name == qualified(kOutbound, "OrganizationId")) reader.message.organization = reader.text;
    if (!reader.message.notifications.empty() && reader.in("Notification")) {
      Notification& one = reader.message.notifications.back();
      const std::string_view field = local_name(name);
      if (reader.in("sObject")) {
        if (field == "Id") one.object_id = reader.text;
        if (field == "LastModifiedById") one.actor = reader.text;
        if (field == "ParentId" || field == "LinkedEntityId" || field == "Case__c") one.parent = reader.text;
      } else if (field == "Id") {
        one.id = reader.text;
      }
    }
    reader.text.clear();
  }

  static void characters(void* self, const XML_Char* text, int size) {
    auto& reader = *static_cast<Reader*>(self);
    const auto more = static_cast<size_t>(size);
    if (reader.text.size() + more <= kMostText) reader.text.append(text, more);
  }

  static void doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<Reader*>(self)->stop();
  }
};

}  // namespace

std::optional<OutboundMessage> parse_outbound_message(std::string_view xml) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS("UTF-8", kSeparator), &XML_ParserFree);
  if (parser == nullptr) return std::nullopt;
  Reader reader;
  reader.parser = parser.get();
  XML_SetUserData(parser.get(), &reader);
  XML_SetElementHandler(parser.get(), &Reader::start, &Reader::end);
  XML_SetCharacterDataHandler(parser.get(), &Reader::characters);
  XML_SetStartDoctypeDeclHandler(parser.get(), &Reader::doctype);
  const auto status = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  if (status != XML_STATUS_OK || reader.broken || !reader.seen) return std::nullopt;
  return std::move(reader.message);
}

std::string salesforce_id(std::string_view text) {
  constexpr std::string_view kSuffix = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  if (text.size() != 15 && text.size() != 18) return {};
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return {};
  }
  std::string out(text.substr(0, 15));
  for (size_t group = 0; group < 3; ++group) {
    size_t bits = 0;
    for (size_t i = 0; i < 5; ++i) {
      if (const char c = text[group * 5 + i]; c >= 'A' && c <= 'Z') bits |= size_t{1} << i;
    }
    out += kSuffix[bits];
  }
  return out;
}

}  // namespace portcheck::server
