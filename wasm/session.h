// One check behind the boundary, as both of its files know it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "portcheck/check.h"

struct portcheck_session {
  portcheck::Request request;
  std::optional<portcheck::RequestError> error;
  std::optional<portcheck::Report> report;
  std::vector<uint8_t*> blocks;  // the files' bytes, in the request's order; all freed with the session
  std::string text;
  bool without_memory = false;

  ~portcheck_session();
};

// Called when a session ends; boundary_letters.cc has the one that does something.
void portcheck_forget_documents(portcheck_session& session);
