// What a browser's form carries, read and judged. Files point into the request: it must live as long as they
// do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/desk/demo/ticket.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

// The same as the inputs of web/portal/index.html promise.
struct FormLimits {
  size_t files = 20;                         // of one submission
  uint64_t submission_bytes = 25'000'000;    // of all its files
  uint64_t ticket_bytes = 100'000'000;       // of all files of one ticket
  uint64_t body_bytes = uint64_t{64} << 20;  // of the request: more than `submission_bytes`, so that a form
                                             // that is too large can still be answered in words
  size_t subject_characters = 255;
  size_t name_characters = 200;
  size_t email_characters = 254;
  size_t category_characters = 80;
  size_t description_characters = 32'000;
};

struct FormProblem {
  std::string field;    // the input's name
  std::string message;  // for people
};
using FormProblems = std::vector<FormProblem>;

// A field of a multipart or URL-encoded form, as sent; empty when it is missing.
std::string form_value(const httplib::Request& request, const std::string& field);

// Files of all parts called "attachments" that were really chosen.
std::vector<NewFile> form_files(const httplib::Request& request, const FormLimits& limits,
                                FormProblems& problems);

// The contact-support form. Fields are filled even when there are problems, so that they can be shown again.
NewTicket read_ticket_form(const httplib::Request& request, const FormLimits& limits, FormProblems& problems);

}  // namespace portcheck::server::demo
