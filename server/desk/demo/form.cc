#include "server/desk/demo/form.h"

#include "server/http/httplib.h"

#include <algorithm>

#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr size_t kTypeBytes = 100;

std::string line_field(const httplib::Request& request, const char* field, const char* label,
                       size_t max_characters, FormProblems& problems) {
  std::string value = clean_line(form_value(request, field));
  if (count_characters(value) <= max_characters) return value;
  problems.push_back({field, std::string(label) + " is too long: at most " + std::to_string(max_characters) +
                                 " characters"});
  return shorten(value, max_characters);
}

// Only what would make an answer impossible: a local part, one @, a host with no spaces around.
bool plausible_email(std::string_view email) {
  const size_t at = email.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
         email.find('@', at + 1) == std::string_view::npos &&
         email.find_first_of(" \t<>,;\"") == std::string_view::npos;
}

// Browsers write these three as %XX in a part's head.
std::string part_name(std::string name) {
  for (const auto& [code, character] :
       {std::pair{"%22", "\""}, std::pair{"%0D", " "}, std::pair{"%0A", " "}}) {
    for (size_t at = name.find(code); at != std::string::npos; at = name.find(code, at))
      name.replace(at, 3, character);
  }
  return clean_file_name(name);
}

}  // namespace

std::string form_value(const httplib::Request& request, const std::string& field) {
  if (const auto part = request.files.find(field); part != request.files.end()) return part->second.content;
  return request.is_multipart_form_data() ? std::string() : request.get_param_value(field);
}

std::vector<NewFile> form_files(const httplib::Request& request, const FormLimits& limits,
                                FormProblems& problems) {
  std::vector<NewFile> files;
  uint64_t total = 0;
  const auto [first, last] = request.files.equal_range("attachments");
  for (auto part = first; part != last; ++part) {
    const httplib::MultipartFormData& data = part->second;
    if (data.filename.empty() && data.content.empty()) continue;  // an input where nothing was chosen
    NewFile file{.name = part_name(data.filename),
                 .content_type = shorten(clean_line(data.content_type), kTypeBytes),
                 .bytes = data.content};
    total += file.bytes.size();
    files.push_back(std::move(file));
  }
  if (files.size() > limits.files) {
    problems.push_back({"attachments", "These are " + std::to_string(files.size()) +
                                           " files. Please send at most " + std::to_string(limits.files) +
                                           " at a time"});
  }
  if (total > limits.submission_bytes) {
    problems.push_back({"attachments", "These files have " + file_size(total) +
                                           " together. Please send at most " +
                                           file_size(limits.submission_bytes) + " at a time"});
  }
  return files;
}

NewTicket read_ticket_form(const httplib::Request& request, const FormLimits& limits,
                           FormProblems& problems) {
  NewTicket ticket;
  ticket.name = line_field(request, "name", "Your name", limits.name_characters, problems);
  ticket.email = line_field(request, "email", "Your email address", limits.email_characters, problems);
  ticket.subject = line_field(request, "subject", "The subject", limits.subject_characters, problems);
  ticket.reason = line_field(request, "reason", "The case reason", limits.category_characters, problems);
  ticket.sub_category =
      line_field(request, "sub_category", "The sub-category", limits.category_characters, problems);
  ticket.description = clean_text(form_value(request, "description"));
  if (count_characters(ticket.description) > limits.description_characters) {
    problems.push_back({"description", "The description is too long: at most " +
                                           std::to_string(limits.description_characters) +
                                           " characters. Please attach a longer text as a file"});
  }
  if (ticket.subject.empty())
    problems.push_back({"subject", "Write a subject: one line that says what this is about"});
  if (!ticket.email.empty() && !plausible_email(ticket.email)) {
    problems.push_back({"email", "This does not look like an email address"});
  }
  ticket.files = form_files(request, limits, problems);
  return ticket;
}

}  // namespace portcheck::server::demo
