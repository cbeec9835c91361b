#include "server/operator/own_server.h"

namespace portcheck::server {

OutboundPolicy own_server(const Config& config, const std::string& url) {
  OutboundPolicy out;
  out.base_url = url;
  while (out.base_url.ends_with('/')) out.base_url.pop_back();
  if (url.empty()) {
    std::string host = config.server.bind == "0.0.0.0" ? "127.0.0.1"
                       : config.server.bind == "::"    ? "::1"
                                                       : config.server.bind;
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    out.base_url = "http://" + host + ":" + std::to_string(config.server.port);
  }
  out.private_addresses = true;
  out.plain_http = true;
  out.timeout = std::chrono::seconds(15);
  return out;
}

std::string trouble_with(const OutboundPolicy& server, DeskError error, const std::string& detail) {
  if (error == DeskError::unauthorized) return "the server at " + server.base_url + " refused: " + detail;
  if (error == DeskError::unavailable)
    return "no portcheckd answers at " + server.base_url + " (" + detail +
           "); is it running? --url says where";
  return "the server at " + server.base_url + " answered: " + detail;
}

}  // namespace portcheck::server
