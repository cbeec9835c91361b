#include "server/engine/work.h"

#include <deque>

#include "portcheck/check.h"
#include "portcheck/formats.h"
#include "portcheck/letter.h"
#include "portcheck/letter_form.h"
#include "server/engine/job.h"
#include "server/engine/reply.h"
#include "server/ocr/letters.h"
#include "server/ocr/scan_reader.h"

namespace portcheck::server {
namespace {

std::string without_date(Report report) {
  report.checked_on = Date{};
  return to_json(report);
}

void judge(const EngineJob& job, EngineAnswer& answer) {
  const Report report = check(job.request);
  answer.verdict = report.verdict;
  answer.by_rule = report.by_rule;
  if (job.task == Task::report) {
    answer.report = to_json(report);
    return;
  }
  answer.note_html = to_note_html(report);
  answer.note_text = to_note_text(report);
  if (!job.reply_language.empty()) answer.reply = draft_reply(report, job.reply_language);
  answer.report = without_date(report);
  // Everybody who may read the ticket reads the note; letters are covered by the engine itself.
  for (std::string* text : {&answer.note_html, &answer.note_text, &answer.report}) hide_ssn(*text);
}

void mend(const EngineJob& job, EngineAnswer& answer) {
  HandBack done = job.task == Task::split ? split(job.request, {}) : fix(job.request, {});
  const bool nothing = job.task == Task::repair && done.change_count == 0;
  if (done.refused.empty() && !nothing) answer.sheets = std::move(done.files);
}

// A file that killed a reader is looked at no more, whatever is asked.
void leave_refused(EngineJob& job) {
  std::vector<InputFile>& files = job.request.files;
  for (size_t i = 0; i < files.size() && i < job.refused.size(); ++i) files[i].refused = job.refused[i];
}

// Documents that came along, and those that are read here. Scans are only named.
class Documents {
 public:
  explicit Documents(EngineJob& job) : job_(job) {}

  std::vector<ScanToRead> open() {
    std::vector<InputFile>& files = job_.request.files;
    for (size_t i = 0; i < files.size() && i < job_.documents.size(); ++i) {
      if (job_.documents[i].empty()) continue;
      std::optional<Document> document = parse_document(job_.documents[i]);
      if (!document) continue;
      given_.push_back(std::move(*document));
      files[i].document = &given_.back();
    }
    std::vector<ScanToRead> scans;
    if (job_.name_scans) {
      letters_ = Letters([&](const InputFile& file, std::string_view type, const Document& document) {
        const auto index = static_cast<uint64_t>(&file - files.data());
        if (has_scans(type, document)) scans.push_back({index, std::string(type), to_json(document)});
        return std::string();
      });
    }
    letters_.read(files);
    return scans;
  }

 private:
  EngineJob& job_;
  std::deque<Document> given_;
  Letters letters_;
};

}  // namespace

std::string answer_job(std::string_view input) {
  EngineJob job;
  EngineAnswer answer;
  if (!decode(input, job)) return {};
  equip(job.request);
  leave_refused(job);
  if (job.task == Task::repair || job.task == Task::split) {
    mend(job, answer);
  } else {
    Documents documents(job);
    answer.scans = documents.open();
    if (answer.scans.empty()) judge(job, answer);
  }
  return encode(std::move(answer));
}

std::string first_job() {
  LetterForm form;
  form.company = "Example";
  form.numbers = {2127360143};
  const std::string letter = make_letter(form).pdf, sheet = make_template(SheetFormat::xlsx);
  EngineJob job;
  job.task = Task::note;
  job.reply_language = "en";
  job.request.ticket = Ticket();
  job.request.files = {{.name = "letter.pdf", .bytes = letter, .sha256 = {}},
                       {.name = "numbers.csv",
                        .bytes = "Number to Port,Campaign_url\n212-736-0143,https://acme.invoca.net/a\n",
                        .sha256 = {}},
                       {.name = "numbers.xlsx", .bytes = sheet, .sha256 = {}}};
  std::string head, out;
  for (const std::string_view piece : encode(job, head)) out += piece;
  return out;
}

}  // namespace portcheck::server
