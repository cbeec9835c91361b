#include "server/desk/soap.h"

#include <gmock/gmock.h>

namespace portcheck::server {
namespace {

std::string message(const std::string& inside) {
  return R"(<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
 <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D</OrganizationId>
 <SessionId>secret</SessionId>)" +
         inside + "</notifications></soapenv:Body></soapenv:Envelope>";
}

std::string notification(const std::string& id, const std::string& object) {
  return "<Notification><Id>" + id +
         R"(</Id><sObject xsi:type="sf:Case" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>)" +
         object + "</sf:Id><sf:LastModifiedById>005</sf:LastModifiedById></sObject></Notification>";
}

TEST(OutboundMessage, HasUpToAHundredNotifications) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += notification("04l" + std::to_string(i), "500" + std::to_string(i));
  const auto read = parse_outbound_message(message(many));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->organization, "00D");
  ASSERT_EQ(read->notifications.size(), 100U);
  EXPECT_EQ(read->notifications[7].id, "04l7");
  EXPECT_EQ(read->notifications[7].object_id, "5007");
  EXPECT_EQ(read->notifications[7].type, "sf:Case");
  EXPECT_EQ(read->notifications[7].actor, "005");
  EXPECT_FALSE(parse_outbound_message(message(many + notification("a", "b"))));
}

// A record that was deleted before the delivery comes without data.
TEST(OutboundMessage, MayHaveNoObject) {
  const auto read = parse_outbound_message(message("<Notification><Id>04l</Id></Notification>"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->notifications[0].object_id, "");
}

TEST(OutboundMessage, RefusesWhatIsNoneAndWhatExpands) {
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("<a/>"), message("<Notification>"),
        "<!DOCTYPE a [<!ENTITY x 'y'>]>" + message("").substr(21),
        std::string("<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><notifications "
                    "xmlns=\"http://soap.sforce.com/2005/09/outbound\">&b;</notifications>"),
        message(std::string(100, '<')), std::string(100'000, '<')}) {
    EXPECT_FALSE(parse_outbound_message(bad)) << bad.substr(0, 60);
  }
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  EXPECT_FALSE(parse_outbound_message(message(deep)));
}

TEST(SalesforceId, IsTheSameForFifteenAndEighteenCharacters) {
  EXPECT_EQ(salesforce_id("001A0000006Vm9u"), "001A0000006Vm9uIAC");
  EXPECT_EQ(salesforce_id("001A0000006Vm9uIAC"), "001A0000006Vm9uIAC");
  for (const char* none : {"", "500", "500xx000000abc'", "../../../../../..", "001A0000006Vm9uIA"})
    EXPECT_EQ(salesforce_id(none), "") << none;
}

}  // namespace
}  // namespace portcheck::server
