#include "server/engine/engine.h"

#include <chrono>

#include "portcheck/document.h"
#include "server/observe/log.h"

namespace portcheck::server {
namespace {

using Clock = std::chrono::steady_clock;

bool is_fault(ReadEnd end) {
  return end == ReadEnd::crashed || end == ReadEnd::out_of_memory || end == ReadEnd::timed_out ||
         end == ReadEnd::too_loud;
}

// What FIL-012 says went wrong.
Defect refusal(ReadEnd end) {
  switch (end) {
    case ReadEnd::out_of_memory:
    case ReadEnd::too_loud:
      return Defect::reader_memory;
    case ReadEnd::timed_out:
      return Defect::reader_time;
    default:
      return Defect::reader_end;
  }
}

bool judges(const EngineJob& job) {
  return job.task == Task::report || job.task == Task::note;
}

// The document, with what the programs read of its scanned pages.
std::string with_words(const ScanToRead& scan, const InputFile& file, const ScanReader& reader,
                       std::vector<ScanTrouble>& troubles) {
  std::optional<Document> document = parse_document(scan.document);
  if (!document) return {};
  std::string trouble = reader.read(file.bytes, scan.type, *document);
  if (!trouble.empty()) troubles.push_back({file.name, std::move(trouble)});
  return to_json(*document);
}

}  // namespace

Engine::Engine(std::vector<std::string> zygote, ReaderLimits limits, Metrics& metrics)
    : limits_(limits), metrics_(metrics), readers_(std::move(zygote)) {}

std::string Engine::try_out() {
  EngineAnswer answer;
  const ReadResult result = ask({}, answer, nullptr);
  if (result.end == ReadEnd::answered) return {};
  return "files cannot be read in a confined process here (" + std::string(to_string(result.end)) +
         "); the kernel must allow seccomp filters, and worker.check_memory must be large enough";
}

ReadResult Engine::ask(const EngineJob& job, EngineAnswer& answer, const std::function<bool()>& go_on) {
  std::string head;
  const auto pieces = encode(job, head);
  ReadResult result = readers_.read(pieces, limits_, go_on);
  // An answer that is none comes from a reader that something has taken over.
  if (result.end == ReadEnd::answered && !decode(result.answer, answer)) result.end = ReadEnd::crashed;
  result.answer.clear();
  if (is_fault(result.end) || result.end == ReadEnd::unavailable) note_failure(result);
  return result;
}

void Engine::note_failure(const ReadResult& result) {
  metrics_.add(Metric::reader_failures, {to_string(result.end)});
  Log::warning("reader.failed", {LogField::error(to_string(result.end)), LogField::status(result.code)});
}

// Each file alone: what fails is the culprit.
ReadEnd Engine::refuse_culprits(EngineJob& job, const std::function<bool()>& go_on) {
  const auto deadline = Clock::now() + 2 * limits_.time;
  const std::vector<InputFile>& files = job.request.files;
  for (size_t i = 0; i < files.size(); ++i) {
    EngineJob alone;
    alone.request.today = job.request.today;
    alone.request.files = {files[i]};
    alone.documents = {job.documents[i]};
    EngineAnswer dropped;
    const ReadEnd end = Clock::now() < deadline ? ask(alone, dropped, go_on).end : ReadEnd::timed_out;
    if (end == ReadEnd::abandoned || end == ReadEnd::unavailable) return end;
    if (is_fault(end)) job.refused[i] = refusal(end);
  }
  return ReadEnd::answered;
}

EngineResult Engine::judge(EngineJob& job, const ScanReader* scans, const std::function<bool()>& go_on) {
  EngineResult out;
  job.name_scans = scans != nullptr;
  job.documents.resize(job.request.files.size());
  job.refused.resize(job.request.files.size());
  if (go_on && !go_on()) return {.end = ReadEnd::abandoned};
  int faults = 0;
  for (;;) {
    const ReadResult result = ask(job, out.answer, go_on);
    if (is_fault(result.end) && ++faults <= 2) {
      // Where no file fails alone it may have been an accident: then all are tried once more.
      const ReadEnd end = faults == 1 ? refuse_culprits(job, go_on) : ReadEnd::answered;
      if (end != ReadEnd::answered) return {.end = end};
      if (faults == 2) job.refused.assign(job.refused.size(), refusal(result.end));
      continue;
    }
    if (result.end != ReadEnd::answered) return {.end = result.end};
    if (out.answer.scans.empty()) return out;
    for (const ScanToRead& scan : out.answer.scans) {
      if (go_on && !go_on()) return {.end = ReadEnd::abandoned};
      if (!job.name_scans || scan.file >= job.documents.size()) return {.end = ReadEnd::crashed};
      job.documents[scan.file] = with_words(scan, job.request.files[scan.file], *scans, out.troubles);
    }
    job.name_scans = false;
    out.answer = {};
  }
}

std::vector<OutputFile> Engine::mend(const EngineJob& job, const std::function<bool()>& go_on) {
  EngineAnswer answer;
  if (judges(job) || ask(job, answer, go_on).end != ReadEnd::answered) return {};
  return std::move(answer.sheets);
}

}  // namespace portcheck::server
