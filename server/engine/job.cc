#include "server/engine/job.h"

#include "server/engine/wire.h"

namespace portcheck::server {

// --- the members of each struct, in the order of the wire ---

template <class Wire>
void members(Wire& wire, Date& date) {
  wire(date.year, date.month, date.day);
}
template <class Wire>
void members(Wire& wire, Rejection& rejection) {
  wire(rejection.date, rejection.text);
}
template <class Wire>
void members(Wire& wire, Ticket& ticket) {
  wire(ticket.subject, ticket.description, ticket.reason, ticket.sub_category, ticket.complete,
       ticket.rejection);
}
template <class Wire>
void members(Wire& wire, OpenRequest& request) {
  wire(request.ticket, request.numbers);
}
template <class Wire>
void members(Wire& wire, Allotment& allotment) {
  wire(allotment.used, allotment.total);
}
template <class Wire>
void members(Wire& wire, Options& options) {
  wire(options.kind, options.campaign_hosts, options.allotment, options.max_numbers, options.required_columns,
       options.optional_columns, options.marketing_columns, options.media_types, options.standard_media_types,
       options.max_findings);
}

// Of a file all but its bytes, which follow after everything else.
struct FileHead {
  std::string name, sha256;
  uint64_t size = 0;
};
template <class Wire>
void members(Wire& wire, FileHead& file) {
  wire(file.name, file.sha256, file.size);
}
template <class Wire>
void members(Wire& wire, EngineJob& job) {
  wire(job.task, job.request.today, job.request.ticket, job.request.options, job.request.open_requests,
       job.documents, job.refused, job.name_scans, job.reply_language);
}
template <class Wire>
void members(Wire& wire, ScanToRead& scan) {
  wire(scan.file, scan.type, scan.document);
}
template <class Wire>
void members(Wire& wire, OutputFile& file) {
  wire(file.name, file.bytes, file.rows);
}
template <class Wire>
void members(Wire& wire, EngineAnswer& answer) {
  wire(answer.scans, answer.verdict, answer.by_rule, answer.report, answer.note_html, answer.note_text,
       answer.reply, answer.sheets);
}

std::vector<std::string_view> encode(const EngineJob& job, std::string& head) {
  EngineJob copy = job;  // what it points at is not copied
  std::vector<FileHead> heads;
  for (const InputFile& file : job.request.files)
    heads.push_back({file.name, file.sha256, file.bytes.size()});
  head.clear();
  WireWriter wire(head);
  wire(copy, heads);
  std::vector<std::string_view> pieces{head};
  for (const InputFile& file : job.request.files) pieces.push_back(file.bytes);
  return pieces;
}

bool decode(std::string_view bytes, EngineJob& job) {
  WireReader wire(bytes);
  std::vector<FileHead> heads;
  wire(job, heads);
  std::string_view rest = wire.rest();
  for (FileHead& head : heads) {
    if (!wire.ok() || head.size > rest.size()) return false;
    job.request.files.push_back(
        {.name = std::move(head.name), .bytes = rest.substr(0, head.size), .sha256 = std::move(head.sha256)});
    rest.remove_prefix(head.size);
  }
  return wire.ok() && rest.empty() && job.task <= Task::split;
}

std::string encode(EngineAnswer answer) {
  std::string out;
  WireWriter wire(out);
  wire(answer);
  return out;
}

bool decode(std::string_view bytes, EngineAnswer& answer) {
  WireReader wire(bytes);
  wire(answer);
  return wire.ok() && wire.rest().empty() && answer.verdict <= Verdict::blocked;
}

}  // namespace portcheck::server
