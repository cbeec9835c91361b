#include "server/worker/process_ticket.h"

#include <deque>

#include "server/desk/category.h"
#include "server/engine/reply.h"
#include "server/observe/check_metrics.h"
#include "server/webhook/crypto.h"
#include "server/worker/annotation.h"
#include "server/worker/desk_call.h"

namespace portcheck::server {
namespace {

struct Download {
  std::string name, bytes, sha256;
};

struct Files {
  std::deque<Download> read;
  std::vector<Unread> unread;
};

template <class T>
TicketResult failure(const DeskResult<T>& result) {
  TicketResult out{.error = result.error, .detail = result.detail, .retry_after = result.retry_after};
  switch (result.error) {
    case DeskError::gone:
      out.outcome = Outcome::gone;
      break;
    case DeskError::refused:
      out.outcome = Outcome::refused;
      break;
    default:
      out.outcome = Outcome::retry;
  }
  return out;
}

// Nothing on success. A file larger than the policy allows is no failure: the note says that it was not read.
std::optional<TicketResult> fetch(const TicketTask& task, const DeskTicket& ticket, Files& files) {
  uint64_t total = 0;
  for (const Attachment& attachment : ticket.attachments) {
    const uint64_t room = task.policy.ticket_max_bytes - std::min(total, task.policy.ticket_max_bytes);
    const uint64_t bound = std::min(task.policy.file_max_bytes, room);
    if (attachment.scan == Scan::infected) {
      files.unread.push_back(
          {.name = attachment.name, .why = "was not read: the help-desk found malware in it."});
      continue;
    }
    if (attachment.scan == Scan::pending && task.attempt <= kScanAttempts) {
      return TicketResult{.outcome = Outcome::retry,
                          .error = DeskError::not_yet,
                          .detail = "the help-desk's malware scan is not finished"};
    }
    if (attachment.size > bound || files.read.size() >= limits::kFiles) {
      files.unread.push_back({.name = attachment.name, .why = too_large_text(attachment.size)});
      continue;
    }
    Download download{.name = attachment.name, .bytes = {}, .sha256 = {}};
    download.bytes.reserve(attachment.size);
    Sha256 hash;
    bool ours = true;
    const auto take = [&](std::string_view piece) {
      if (download.bytes.size() + piece.size() > bound) return false;
      hash.update(piece);
      download.bytes.append(piece);
      ours = task.still_ours();
      return ours;
    };
    const auto got = desk_call(task.metrics, task.desk, "download",
                               [&] { return task.desk.download(ticket, attachment, take); });
    if (!ours) return TicketResult{.outcome = Outcome::lost};
    if (got.error == DeskError::too_large) {
      files.unread.push_back(
          {.name = attachment.name, .why = too_large_text(std::max<uint64_t>(attachment.size, bound + 1))});
      continue;
    }
    if (got.error == DeskError::refused) {  // such as a host that is not to be called: the agent can look
      files.unread.push_back({.name = attachment.name, .why = "was not read: " + got.detail + "."});
      task.metrics.add(Metric::desk_errors, {task.desk.name(), "refused"});
      continue;
    }
    if (!got.ok()) {
      TicketResult out = failure(got);
      // A file that vanished between the list and the download: the ticket has changed, look at it again.
      if (got.error == DeskError::gone) out.outcome = Outcome::retry;
      return out;
    }
    download.sha256 = hash.finish_hex();
    total += download.bytes.size();
    files.read.push_back(std::move(download));
    if (!task.still_ours()) return TicketResult{.outcome = Outcome::lost};
  }
  return std::nullopt;
}

TicketResult write(const TicketTask& task, const DeskTicket& ticket, Annotation annotation) {
  if (!task.about_to_write()) return {.outcome = Outcome::lost};
  annotation.known_note = task.memory.note_id;
  const auto written =
      desk_call(task.metrics, task.desk, "annotate", [&] { return task.desk.annotate(ticket, annotation); });
  if (!written.ok()) return failure(written);
  TicketMemory memory = task.memory;
  memory.remember(annotation.marker, written.value.note_id, annotation.result, task.today);
  return {.outcome = Outcome::annotated, .memory = std::move(memory), .verdict = annotation.result};
}

// Repaired, or split into requests that can be sent: whichever the customer's sheet needs.
std::vector<NoteFile> corrected_sheets(const TicketTask& task, EngineJob& job, const EngineAnswer& answer) {
  const bool mixed = answer.by_rule[static_cast<size_t>(RuleId::TKT_003)] != 0;
  job.task = mixed ? Task::split : Task::repair;
  std::vector<NoteFile> out;
  for (OutputFile& file : task.policy.engine->mend(job, task.still_ours)) {
    out.push_back({.name = std::move(file.name),
                   .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                   .bytes = std::move(file.bytes)});
  }
  return out;
}

EngineJob job_of(const TicketTask& task, const DeskTicket& ticket, const Files& files, bool complete) {
  EngineJob job;
  job.task = Task::note;
  Request& request = job.request;
  request.today = task.today;
  static_cast<Profile&>(request.options) = task.policy.profile;
  request.ticket = Ticket{.subject = ticket.subject,
                          .description = ticket.description,
                          .reason = ticket.reason,
                          .sub_category = ticket.sub_category,
                          .complete = complete};
  for (const Download& file : files.read)
    request.files.push_back({.name = file.name, .bytes = file.bytes, .sha256 = file.sha256});
  if (task.policy.draft_reply) {
    const std::string& wanted = task.policy.reply_language;
    job.reply_language =
        wanted.empty() ? reply_language(ticket.language, ticket.subject + " " + ticket.description) : wanted;
  }
  return job;
}

TicketResult without_answer(ReadEnd end) {
  if (end == ReadEnd::abandoned) return {.outcome = Outcome::lost};
  return {.outcome = end == ReadEnd::unavailable ? Outcome::retry : Outcome::refused,
          .error = DeskError::unavailable,
          .detail = "the files could not be checked: " + std::string(to_string(end))};
}

// Scans that were not read are added to the files' unread ones.
TicketResult check_files(const TicketTask& task, const DeskTicket& ticket, Files& files, bool complete) {
  EngineJob job = job_of(task, ticket, files, complete);
  const auto start = std::chrono::steady_clock::now();
  const EngineResult checked = task.policy.engine->judge(job, task.policy.scans, task.still_ours);
  if (!checked.ok()) return without_answer(checked.end);
  const EngineAnswer& answer = checked.answer;
  uint64_t bytes = 0;
  for (const Download& file : files.read) bytes += file.bytes.size();
  count_check(task.metrics, task.desk.name(), answer.verdict, answer.by_rule, bytes,
              std::chrono::steady_clock::now() - start);
  for (const ScanTrouble& trouble : checked.troubles)
    files.unread.push_back(
        {.name = trouble.file,
         .why = "is a scan that was not read, please look at it: " + trouble.reason + "."});

  Annotation annotation = annotation_of(answer, files.unread);
  if (annotation.marker != task.memory.marker) {  // otherwise the note is there already
    if (task.policy.attach_sheets) add_files(annotation, corrected_sheets(task, job, answer));
    add_history(annotation, task.memory);
  }
  return write(task, ticket, std::move(annotation));
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::annotated:
      return "annotated";
    case Outcome::quiet:
      return "quiet";
    case Outcome::skipped:
      return "skipped";
    case Outcome::gone:
      return "gone";
    case Outcome::retry:
      return "retry";
    case Outcome::refused:
      return "refused";
    case Outcome::lost:
      return "lost";
  }
  return "";
}

TicketResult process_ticket(const TicketTask& task) {
  const auto read =
      desk_call(task.metrics, task.desk, "read", [&] { return task.desk.read_ticket(task.ticket_id); });
  if (!read.ok()) {
    TicketResult out = failure(read);
    if (out.outcome == Outcome::gone) out.memory = TicketMemory();
    return out;
  }
  const DeskTicket& ticket = read.value;
  if (!task.still_ours()) return {.outcome = Outcome::lost};

  if (!same_category(ticket.reason, task.policy.reason) ||
      !same_category(ticket.sub_category, task.policy.sub_category)) {
    if (task.memory.marker.empty()) return {.outcome = Outcome::skipped};
    TicketResult out = write(task, ticket, withdrawal());
    if (out.outcome == Outcome::annotated) {
      out.outcome = Outcome::skipped;
      out.memory = TicketMemory();
    }
    return out;
  }
  if (ticket.attachments.empty() && task.memory.marker.empty()) return {.outcome = Outcome::quiet};

  Files files;
  if (auto failed = fetch(task, ticket, files)) return *failed;

  const auto grace_ends =
      std::chrono::ceil<std::chrono::seconds>(ticket.created_at + task.policy.missing_files_grace);
  const bool grace = task.now < grace_ends;
  // A file we did not read may be the missing one.
  const bool complete = !grace && files.unread.empty();
  TicketResult out = check_files(task, ticket, files, complete);
  if (grace && out.outcome == Outcome::annotated) out.check_again_at = grace_ends;
  return out;
}

}  // namespace portcheck::server
