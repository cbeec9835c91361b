// The words of labels.cc: lower case, singular, without punctuation.
#pragma once

#include <string_view>

#include "loa/labels.h"

namespace portcheck::loa {

struct LabelWords {
  Label label;
  std::string_view words;
};

inline constexpr LabelWords kLabelWords[] = {
    {Label::signature,
     "signature|authorized signature|authorised signature|customer signature|customer s signature|"
     "signature of authorized person|signature of authorized representative|signature of authorized signer|"
     "authorized representative signature|authorized customer signature|signature of customer|signed by|"
     "subscriber signature|end user signature|end user authorized signature|sign here|signed|by|x|"
     "signature of account holder|account holder signature|authorized agent signature|"
     "signature of authorized agent|signature authorized|electronic signature|e signature|digital signature|"
     "authorized person signature|signature of subscriber|your signature|authorized signatory|"
     "signature of authorized individual|signature of responsible party|responsible party signature"},
    {Label::signer,
     "print|printed name|print name|name printed|name print|name of authorized person|authorized name|"
     "authorised name|authorized person|authorized signer|authorized by|authorized representative|"
     "authorized contact|authorized contact name|name of signer|signer|signer name|signer s name|"
     "name of authorized representative|authorizing person|loa authorizing person|full name|"
     "name please print|please print name|your name|authorized individual|authorized user|"
     "name of person signing|authorized person name|authorized signer name|printed name of signer|"
     "print or type name|name print or type|typed name|typed or printed name|printed or typed name|"
     "authorized representative name|authorized name and title|printed name and title|print name and title|"
     "name and title|name title|printed name title|print name title|authorized customer name|"
     "authorized agent|authorized agent name|customer contact name|decision maker|"
     "name of authorized individual|responsible party|responsible party name|printed name of authorized "
     "person|"
     "printed name of authorized representative|name of authorized signer|signatory name|signatory"},
    {Label::first_name, "first name|given name|authorized first name"},
    {Label::last_name, "last name|surname|family name|authorized last name"},
    {Label::name, "name"},
    {Label::title,
     "title|job title|position|title of authorized person|signer title|title position|title of signer|"
     "authorized title|customer title|title of authorized representative|business title"},
    {Label::date,
     "date|date signed|signed on|signature date|date of signature|dated|today s date|signing date|sign date|"
     "date mm dd yyyy|date mm dd yy|date of authorization|authorization date|date executed|executed on|"
     "customer signature date|date of signing|signed date|loa date|date loa signed|dated this"},
    {Label::company,
     "company|company name|business name|customer name|customer|end user name|name on account|account name|"
     "account holder|account holder name|billing name|subscriber name|subscriber|legal entity name|"
     "legal business name|organization|organization name|company name as it appears on bill|name of company|"
     "entity name|end user|business|company name on bill|customer business name|customer company name|"
     "name as it appears on bill|name as it appears on your bill|firm name|corporation name|"
     "billing name on account|business customer name|company legal name|name of business|service name|"
     "customer name as it appears on bill|name on bill|name as shown on bill|business company name|"
     "company business name|customer name company name|business account name|account owner|legal name|"
     "customer s name|end user customer name|authorized company|your company name|company name on account|"
     "name of account holder|name of subscriber|name of customer|business or company name|"
     "customer or business name|account customer name|registered company name|full legal business name"},
    {Label::btn,
     "btn|billing telephone number|billing phone number|billing tn|main billing number|billing telephone|"
     "main billing telephone number|main btn|billing number|main number|account telephone number|"
     "account phone number|main telephone number|main phone number|atn|lead number|"
     "billing telephone number btn|btn billing telephone number|primary billing number|primary number|"
     "current btn|account billing telephone number|billing account telephone number|main billing phone "
     "number|"
     "main account number btn|pilot number"},
    {Label::account,
     "account number|account no|account|acct|acct no|acct number|customer account number|account id|"
     "carrier account number|current account number|current carrier account number|"
     "account number with current provider|provider account number|wireless account number|"
     "billing account number|ban|account number with current carrier|current provider account number|"
     "account code|customer number|account number of current carrier|account number at current carrier"},
    {Label::pin,
     "pin|passcode|pin passcode|account pin|port out pin|port out passcode|pin number|passcode pin|"
     "transfer pin|security code|number transfer pin|account passcode|password|pin password|pin code|"
     "porting pin|wireless pin|account pin passcode|pin or passcode|account password|security pin|"
     "pin required for wireless|wireless passcode|port pin|portout pin|passcode or pin|pin or password|"
     "pin passcode password|account pin or passcode|ncn pin|wireless pin passcode"},
    {Label::ssn,
     "ssn|social security number|last 4 of ssn|last four of ssn|last 4 digits of ssn|ssn last 4|last 4 ssn|"
     "social security|last four digits of ssn|ss number|last 4 of social security number|"
     "last four digits of social security number"},
    {Label::tax_id,
     "tax id|tax id number|ein|fein|federal tax id|tin|taxpayer id|taxpayer identification number|"
     "ssn tax id|tax id ssn|federal id|federal tax id number|tax identification number|ssn or tax id"},
    {Label::service_address,
     "service address|physical address|physical service address|service location|address of service|"
     "installation address|location address|service street address|service street|customer service address|"
     "end user service address|service address on account|street address of service|premise address|"
     "service location address|current service address|address where service is located|"
     "customer service location|end user location|physical service location|physical location|"
     "service address on file|e911 address|site address"},
    {Label::billing_address,
     "billing address|bill to address|mailing address|bill to|customer billing address|address on bill|"
     "billing street address|address as it appears on bill|billing address on account|"
     "account billing address|address on the bill"},
    {Label::address,
     "address|street address|company address|customer address|business address|street|street name|"
     "address line 1|address 1|number and street|address on account|street number and name|current address|"
     "street number|your address|address as listed on csr|address on file|end user address"},
    {Label::unit,
     "suite|ste|unit|apt|suite unit|floor|address line 2|address 2|suite floor|apt suite|suite number|"
     "apartment|unit number|room|suite apt|suite apt unit|apt unit|floor suite|ste apt|unit suite"},
    {Label::city, "city|town|city town|service city|billing city|municipality"},
    {Label::state, "state|province|state province|service state|billing state"},
    {Label::zip,
     "zip|zip code|zipcode|postal code|zip postal code|billing zip|billing zip code|zip code on account|"
     "service zip|service zip code|zip postal"},
    {Label::city_state_zip,
     "city state zip|city state zip code|city state and zip|city state and zip code|city state postal code|"
     "city st zip|city state|city and state|city state zipcode|city town state zip"},
    {Label::carrier,
     "current carrier|current provider|current service provider|present carrier|losing carrier|"
     "existing carrier|current phone company|current telephone company|carrier|carrier name|"
     "current carrier name|service provider|losing provider|old carrier|old service provider|"
     "current local provider|present provider|current voice provider|losing service provider|"
     "current telephone service provider|name of current carrier|current local carrier|donor carrier|"
     "porting from|existing provider|current toll free carrier|phone company|provider|old provider|"
     "current local service provider|present service provider|existing service provider|"
     "name of current provider|current service provider name|current provider name|losing carrier name|"
     "name of current service provider|name of the provider|name of provider|current phone provider|current "
     "phone service provider|"
     "current telephone carrier|current toll free provider|current carrier provider|"
     "current underlying carrier|local service provider|present telephone company"},
    {Label::resporg,
     "resporg|resp org|current resporg|current resp org|resporg id|resp org id|current resporg id|"
     "losing resporg|losing resporg id|responsible organization|current responsible organization|"
     "old resporg|resporg code|controlling resporg|from resporg|current resp org id|losing resp org|"
     "losing resp org id|responsible organization id|current responsible organization id|"
     "present resporg|controlling resporg id|existing resporg|old resporg id|present resp org|"
     "current resporg carrier|current carrier resporg"},
    {Label::new_resporg,
     "new resporg|gaining resporg|port to resporg|new resp org|gaining resp org|"
     "new responsible organization|new resporg id|gaining resporg id|to resporg|change to resporg|"
     "winning resporg|new resp org id|gaining resp org id|new responsible organization id|target resporg"},
    {Label::gaining,
     "new carrier|new provider|gaining carrier|new service provider|gaining provider|winning carrier|"
     "winning provider|port to|porting to|new service provider name|gaining service provider|"
     "recipient carrier|receiving carrier|to carrier|new carrier name|gaining carrier name|"
     "new local service provider|new phone company|receiving provider|new provider name"},
    {Label::numbers,
     "telephone number|telephone numbers to be ported|phone number to port|number to port|"
     "number to be ported|phone number to be ported|telephone number to be ported|ported number|"
     "toll free number|toll free number to be ported|tn|did|did number|telephone number to port|"
     "number being ported|list of number|list of telephone number|working telephone number|wtn|"
     "porting telephone number|porting number|local number|toll free number to port|tn to port|"
     "telephone number list|number to transfer|telephone number being transferred|"
     "telephone number being ported|phone number being ported|telephone number to be transferred|"
     "number to be transferred|phone number to be transferred|phone number to transfer|phone number being "
     "transferred|phone number list|number list|tfn|toll free telephone number|"
     "range of number|number range|telephone number range|number|tn to be ported|"
     "local telephone number|local phone number|phone number tn|telephone number tn|ported tn|"
     "toll free number to be transferred|toll free number to transfer|number authorized to port|"
     "list all telephone number to be ported|list telephone number to be ported|list number to be ported|"
     "please port the following number|port the following number|the following number|"
     "the following telephone number|number covered by this letter|number to move|phone number to move|"
     "number to be moved|ported telephone number|ported phone number"},
    {Label::range_start,
     "start|start number|first number|beginning number|starting number|range start|"
     "starting telephone number|range from|begin|start tn|beginning tn|first tn|from number|starting tn|"
     "start of range|first telephone number|range begin"},
    {Label::range_end,
     "end|end number|last number|ending number|range end|thru|through|range to|end tn|ending tn|last tn|"
     "to number|ending telephone number|end of range|last telephone number"},
    {Label::phone, "phone|phone number|telephone|tel|tel no|telephone no|phone no|mobile|cell|cell phone"},
    {Label::contact_phone,
     "contact number|daytime phone|office phone|business phone|contact phone|contact telephone number|"
     "contact phone number|callback number|alternate phone|contact tel|daytime telephone number|"
     "phone number of contact|contact telephone|call back number|can be reached at|reach number|"
     "customer contact number|authorized contact number|contact number for questions|signer phone|"
     "daytime phone number|mobile phone|mobile number|cell phone number|customer support|support|"
     "office|direct|main|toll free"},
    {Label::fax, "fax|fax number|facsimile|fax no|fax to|contact fax|return fax|fax back to"},
    {Label::email, "email|e mail|email address|contact email|e mail address"},
    {Label::contact_name,
     "contact|contact name|contact person|attention|attn|prepared by|sales rep|account manager|"
     "technical contact|billing contact|onsite contact|site contact|questions"},
    {Label::bill_date,
     "bill date|invoice date|statement date|billing date|date of bill|billing period|date of invoice|last "
     "bill date|latest bill date|current bill date|last invoice date|"
     "bill cycle date|date of last bill"},
    {Label::valid_until,
     "valid until|valid through|expires|expiration date|expiry date|valid thru|expiration|"
     "authorization expires|good through|expires on|this authorization expires on"},
    {Label::birth, "date of birth|dob|birth date|birthdate"},
    {Label::due_date,
     "requested port date|desired due date|due date|requested foc date|requested due date|port date|"
     "desired port date|foc date|requested date|target date|requested install date|"
     "customer desired due date|activation date|effective date|requested activation date|"
     "desired date|payment due|port due date|preferred port date|foc|ddd"},
    {Label::print_date,
     "print date|printed on|printed|form date|rev|revised|revision date|revision|version|last updated|"
     "updated|date printed|form revision|received|date received|received on|date faxed|form version"},
    {Label::other,
     "to|from|re|subject|website|url|order number|page|quantity|number of line|comment|note|remark|"
     "order type|type of service|service type|pon|county|country|instruction|invoice number|amount due|"
     "total|department|witness|notary|ticket|dear|total number of line|number of number|line type|"
     "quantity of number|total number|dba|customer information|company information|account information|"
     "authorization|service information|billing information|current provider information|"
     "signature block|signer information|port type|port option|full port|partial port|type of port|"
     "network|campaign|campaign url|description|terms|purchase order|invoice|ref|reference|"
     "transaction id|envelope id|document id|ip address|time|status|certificate"},
};

}  // namespace portcheck::loa
