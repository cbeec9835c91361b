#include "server/operator/doctor.h"

#include <algorithm>

#include "server/desk/make_desk.h"
#include "server/desk/shape.h"

namespace portcheck::server {

int run_doctor(const Config& config, const std::string& desk, std::ostream& out) {
  const auto known = std::any_of(config.desks.begin(), config.desks.end(),
                                 [&](const DeskSettings& one) { return one.name == desk; });
  if (config.desks.empty() || (!desk.empty() && !known)) {
    out << (config.desks.empty()
                ? "No help-desk is configured: \"desks\" is empty. --config names the configuration.\n"
                : "There is no desk \"" + desk + "\" in the configuration. There are:");
    for (const DeskSettings& one : config.desks) out << " " << one.name;
    out << (config.desks.empty() ? "" : "\n");
    return 2;
  }
  int wrong = 0;
  for (const DeskSettings& settings : config.desks) {
    if (!desk.empty() && settings.name != desk) continue;
    out << settings.name << " (" << find_shape(settings.kind)->title << ")\n";
    for (const Diagnosis& one : make_desk(settings)->diagnose()) {
      out << (one.good ? "  ok     " : "  WRONG  ") << one.what << "\n";
      if (!one.help.empty()) out << "         " << one.help << "\n";
      wrong += one.good ? 0 : 1;
    }
    out << "  Webhooks go to POST "
        << (settings.public_url.empty() ? "https://THIS-SERVER" : settings.public_url) << "/webhooks/"
        << settings.name << "\n";
  }
  out << (wrong == 0 ? "All is well.\n"
                     : std::to_string(wrong) + (wrong == 1 ? " thing is wrong.\n" : " things are wrong.\n"));
  return wrong == 0 ? 0 : 1;
}

}  // namespace portcheck::server
