// The table of help-desks: what is different between them without being code. A fact that could not be tried
// against a live account has a switch, and its guide in deploy/desk says so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::server {

enum class IdForm : uint8_t { digits, key, salesforce };

enum class ApiAuth : uint8_t {
  bearer,           // Authorization: Bearer TOKEN
  basic_or_bearer,  // Basic USER:TOKEN, or Bearer where no user is set
  zendesk,          // Basic USER/token:TOKEN, or Bearer where no user is set
  key_as_user,      // Basic TOKEN:X
  token_equals,     // Authorization: Token token=TOKEN
  token_word,       // Authorization: token TOKEN
  oauth_client,     // OAuth 2.0 client credentials with client_id and client_secret
};

struct DeskSwitch {
  std::string_view name{}, meaning{};
};

struct DeskShape {
  std::string_view kind{}, title{};
  IdForm id = IdForm::digits;
  ApiAuth auth = ApiAuth::bearer;
  std::string_view scheme{};               // of webhook/signature.h
  bool html = true;                        // notes are HTML
  bool edits = true;                       // a note can be replaced in place
  bool takes_files = false;                // beside a note, hidden from customers as it is
  bool needs_account = false;              // the desk does not tell who we are
  bool keeps_marker = false;               // it stores a note's marker and compares it itself
  size_t note_max = 60'000;                // bytes, as they are sent
  std::string_view me_path{}, me_field{};  // who we are: GET path -> JSON member, dotted
  std::string_view reason_field{}, sub_category_field{}, result_field{}, tags_field{};  // defaults
  std::array<std::string_view, 4> file_hosts{};
  std::array<DeskSwitch, 2> switches{};
  std::string_view token_help{}, fields_help{}, webhook_help{};  // where to click
};

// clang-format off
inline constexpr std::array kDeskShapes = {
    DeskShape{
        .kind = "request-tracker", .title = "Request Tracker", .auth = ApiAuth::token_word, .scheme = "standard-webhooks",
        .edits = false, .takes_files = true, .needs_account = true,
        .reason_field = "Case Reason", .sub_category_field = "Sub-Category", .result_field = "Porting Validation",
        .token_help = "as the porting account: Logged in as > Settings > Auth Tokens > Create; put it into \"token\"",
        .fields_help = "Admin > Custom Fields > Select: apply it to the queue, and give the account SeeCustomField and ModifyCustomField",
        .webhook_help = "Admin > Scrips: the scrip of deploy/desk/request-tracker/server.md"},
    DeskShape{
        .kind = "zendesk", .title = "Zendesk", .auth = ApiAuth::zendesk, .scheme = "zendesk",
        .edits = false, .takes_files = true,
        .me_path = "/api/v2/users/me.json", .me_field = "user.id",
        .file_hosts = {"zdusercontent.com"},
        .switches = {DeskSwitch{"no_safe_update", "updates are sent without safe_update and updated_stamp"},
                     DeskSwitch{"tags_by_endpoint", "tags are changed by /tags.json and not with the ticket"}},
        .token_help = "Admin Center > Apps and integrations > APIs > API tokens; \"user\" is the agent's e-mail address",
        .fields_help = "Admin Center > Objects and rules > Tickets > Fields: the number in the field's details is its name here",
        .webhook_help = "Admin Center > Apps and integrations > Webhooks > the webhook > Reveal secret"},
    DeskShape{
        .kind = "freshdesk", .title = "Freshdesk", .auth = ApiAuth::key_as_user, .scheme = "secret",
        .takes_files = true,
        .me_path = "/api/v2/agents/me", .me_field = "id",
        .reason_field = "cf_case_reason", .sub_category_field = "cf_sub_category", .result_field = "cf_porting_validation",
        .file_hosts = {"freshdesk.com", "freshworks.com", "amazonaws.com", "cloudfront.net"},
        .switches = {DeskSwitch{"no_edit", "notes are not edited; a new one replaces the one before"}},
        .token_help = "as the porting agent: profile picture > Profile settings > View API key; put it into \"token\"",
        .fields_help = "Admin > Workflows > Ticket Fields: the field's internal name begins with cf_",
        .webhook_help = "Admin > Workflows > Automations: the rules of deploy/desk/freshdesk/server.md, with the header X-PortCheck-Secret"},
    DeskShape{
        .kind = "zammad", .title = "Zammad", .auth = ApiAuth::token_equals, .scheme = "zammad",
        .edits = false, .takes_files = true,
        .me_path = "/api/v1/users/me", .me_field = "id",
        .reason_field = "case_reason", .sub_category_field = "sub_category", .result_field = "porting_validation",
        .switches = {DeskSwitch{"edit_articles", "notes are edited in place by PUT /api/v1/ticket_articles/{id}"}},
        .token_help = "as the porting agent: avatar > Profile > Token Access, permission ticket.agent; put it into \"token\"",
        .fields_help = "Admin > System > Objects > Ticket: the attribute's name",
        .webhook_help = "Admin > Manage > Webhook: the HMAC signature token"},
    DeskShape{
        .kind = "salesforce", .title = "Salesforce Service Cloud", .id = IdForm::salesforce, .auth = ApiAuth::oauth_client,
        .scheme = "standard-webhooks", .html = false, .note_max = 3'900,
        .me_path = "/services/oauth2/userinfo", .me_field = "user_id",
        .reason_field = "Reason", .sub_category_field = "Sub_Category__c", .result_field = "Porting_Validation__c",
        .switches = {DeskSwitch{"no_edit", "comments are not edited; a new one replaces the one before"},
                     DeskSwitch{"no_if_unmodified", "cases are written without If-Unmodified-Since"}},
        .token_help = "Setup > App Manager > the connected app > Enable Client Credentials Flow; \"client_id\" and \"client_secret\" are its consumer key and secret",
        .fields_help = "Setup > Object Manager > Case > Fields & Relationships: the API name, and field-level security for the integration user",
        .webhook_help = "Setup > Outbound Messages, or the Apex class of deploy/desk/salesforce/server.md"},
    DeskShape{
        .kind = "jira", .title = "Jira Service Management", .id = IdForm::key, .auth = ApiAuth::basic_or_bearer,
        .scheme = "jira", .html = false, .note_max = 30'000,
        .me_path = "/rest/api/2/myself", .me_field = "accountId",
        .file_hosts = {"media.atlassian.com"},
        .switches = {DeskSwitch{"no_edit", "comments are not edited; a new one replaces the one before"},
                     DeskSwitch{"text_result", "the result field is a text and not a list of choices"}},
        .token_help = "the account's Security > API tokens; \"user\" is its e-mail address, \"token\" the API token",
        .fields_help = "Settings > Work items > Custom fields: the number in its address, as customfield_10042",
        .webhook_help = "Settings > System > WebHooks > the webhook > Secret"},
    DeskShape{
        .kind = "hubspot", .title = "HubSpot", .scheme = "hubspot",
        .reason_field = "case_reason", .sub_category_field = "sub_category", .result_field = "porting_validation",
        .file_hosts = {"hubspotusercontent-na1.net", "hubspotusercontent-eu1.net", "hubspotusercontent00.net", "hubspot.com"},
        .switches = {DeskSwitch{"no_edit", "notes are not edited; a new one replaces the one before"}},
        .token_help = "Settings > Integrations > Private Apps > the app > Auth: the access token, scopes tickets, files",
        .fields_help = "Settings > Data Management > Properties > Ticket properties: the internal name",
        .webhook_help = "the app's Auth page: the client secret signs webhooks"},
    DeskShape{
        .kind = "standard-webhooks", .title = "Standard Webhooks and PortCheck's ticket API", .id = IdForm::key,
        .scheme = "standard-webhooks", .needs_account = true, .keeps_marker = true,
        .token_help = "the token that your ticket API takes as Bearer; put it into \"token\"",
        .fields_help = "your ticket API gives reason and sub_category by these names",
        .webhook_help = "the secret that your sender signs with"},
};
// clang-format on

const DeskShape* find_shape(std::string_view kind);

bool is_ticket_id(IdForm form, std::string_view text);

}  // namespace portcheck::server
