// Salesforce's Outbound Message: SOAP in, Ack out. XML is read by expat without a document type, so nothing
// in it expands or is fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

struct Notification {
  std::string id;         // of the delivery: equal for every repetition
  std::string object_id;  // of the record; empty when it was deleted before the delivery
  std::string type;       // "sf:Case"
  std::string actor;      // LastModifiedById, where the message carries it
  std::string parent;     // ParentId, CaseId__c or LinkedEntityId: the case of a record that is none
};

struct OutboundMessage {
  std::string organization;
  std::vector<Notification> notifications;  // at most 100
};

// Nothing when it is no Outbound Message.
std::optional<OutboundMessage> parse_outbound_message(std::string_view xml);

inline constexpr std::string_view kOutboundAck =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
    "<notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\"><Ack>true</Ack>"
    "</notificationsResponse></soapenv:Body></soapenv:Envelope>\n";

// The 18 characters of a record's id from 15 or 18; empty when the text is no id.
std::string salesforce_id(std::string_view text);

}  // namespace portcheck::server
