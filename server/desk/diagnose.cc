// What "portcheckd doctor" finds out about a desk. Only reads.
#include <algorithm>

#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

std::string why(DeskError error, const std::string& detail, const DeskShape& shape) {
  switch (error) {
    case DeskError::unauthorized:
      return detail + ": the desk refuses the credentials. " + std::string(shape.token_help);
    case DeskError::gone:
      return detail + ": there is no such address. Is \"base_url\" the desk's, without a path behind it?";
    case DeskError::throttled:
      return detail + ": the desk allows no more requests at the moment; try again later";
    case DeskError::refused:
      return detail.find("private") != std::string::npos
                 ? detail + ". Set \"private_addresses\": true if the desk is inside your network"
             : detail.find("not https") != std::string::npos
                 ? detail + ". Use https, or set \"plain_http\": true inside a network you trust"
                 : detail;
    default:
      return detail +
             ": is \"base_url\" right, and may this machine reach it? A certificate of your own needs "
             "\"ca_file\"";
  }
}

}  // namespace

std::vector<Diagnosis> RemoteDesk::diagnose() {
  std::vector<Diagnosis> out;
  const std::string& s = settings_.name;
  const bool secret = !settings_.webhook_secrets.empty();
  out.push_back({.good = secret,
                 .what = secret ? "webhooks are verified with a secret"
                                : "no webhook_secrets: every webhook is refused",
                 .help = secret ? "" : std::string(shape_.webhook_help)});

  const auto learned = learn_account();
  auto fields = learned.ok() ? field_names() : passed_on<std::vector<std::string>>(learned);
  const bool may_not_list =
      learned.ok() && !shape_.me_path.empty() && fields.error == DeskError::unauthorized;
  const bool reached = fields.ok() || may_not_list;
  out.push_back(
      {.good = reached,
       .what = reached ? "the API answers at " + settings_.base_url : "the API does not answer as it should",
       .help = reached ? "" : why(fields.error, fields.detail, shape_)});
  if (!reached) return out;

  const std::string me = account();
  out.push_back({.good = !me.empty(),
                 .what = me.empty()
                             ? "our own account is not known: our notes would start checks of their own"
                             : "our account there is " + me,
                 .help = me.empty() ? "set \"account\" of desk \"" + s +
                                          "\" to the name that its webhooks give for our account"
                                    : ""});
  if (may_not_list) {
    out.push_back({.good = true,
                   .what = "the account may not list fields, so their names were not compared",
                   .help = {}});
    return out;
  }
  if (fields.value.empty()) return out;
  for (const auto& [key, name] :
       {std::pair{"reason_field", &settings_.reason_field},
        std::pair{"sub_category_field", &settings_.sub_category_field},
        std::pair{"result_field", &settings_.result_field}, std::pair{"tags_field", &settings_.tags_field}}) {
    if (name->empty()) {
      if (std::string_view(key) == "tags_field" || std::string_view(key) == "result_field") continue;
      out.push_back({.good = false,
                     .what = std::string(key) + " is not set: no ticket can be ours",
                     .help = std::string(shape_.fields_help)});
      continue;
    }
    const bool there = std::find(fields.value.begin(), fields.value.end(), *name) != fields.value.end();
    out.push_back({.good = there,
                   .what = std::string(key) + " \"" + *name +
                           (there ? "\" is a field there" : "\" is no field of tickets that we may see"),
                   .help = there ? "" : std::string(shape_.fields_help)});
  }
  return out;
}

}  // namespace portcheck::server
