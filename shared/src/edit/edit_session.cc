#include "portcheck/edit_session.h"

#include <algorithm>

#include "check_steps.h"
#include "edit/session.h"
#include "text/utf8.h"

namespace portcheck {
namespace edit {

namespace {

Request judged_request(const Request& asked) {
  Request request = asked;
  request.open_requests.clear();
  request.options.max_findings = 0;
  return request;
}

}  // namespace

Session::Session(const Request& request)
    : asked_(request),
      request_(judged_request(request)),
      state_(request_, report_),
      of_file_(request.files.size()),
      unopened_(request.files.size()) {
  for (const OpenRequest& open : asked_.open_requests) {
    for (uint64_t number : open.numbers) {
      if (number == 0) continue;
      open_.insert({number, static_cast<uint32_t>(open_requests_.size()), 0});
      open_requests_.push_back(&open);
    }
  }
}

void Session::read_sheet(void* session, rules::FileContext& file, FileReport& report) {
  auto& self = *static_cast<Session*>(session);
  const auto index = static_cast<size_t>(file.index);
  if (self.refused_ != RemarkId::none) return;
  sheet::Opened opened = sheet::open_workbook(self.request_.files[index].bytes, file.type);
  if (!opened.workbook) {
    rules::judge_opening(file, opened.problem);
    self.unopened_[index] = std::move(opened.problem);
    return;
  }
  rules::SheetChoice choice = rules::choose_sheet(*opened.workbook);
  report.has_sheet = true;
  report.sheet.name = opened.workbook->sheets()[choice.index].name;
  auto& sheet = self.of_file_[index] = std::make_unique<EditedSheet>(
      self.state_, file.index, document::is_text_sheet(file.type), report.sheet);
  sheet->choice = std::move(choice);
  report_other_sheets(sheet->context, sheet->choice);
  self.refused_ = fill(*sheet, *opened.workbook);
  report_reading(file, sheet->context, sheet->facts, sheet->problem);
}

RemarkId Session::read() {
  start_report(state_);
  for (size_t i = 0; i < request_.files.size(); ++i) check_file(state_, i, read_sheet, this);
  if (refused_ != RemarkId::none) return refused_;
  settle_letters(state_);
  fixed_ = state_.findings.take();
  bool any = false;
  for (const auto& sheet : of_file_) {
    if (!sheet) continue;
    any = true;
    map_again(*sheet);
  }
  if (!any) return RemarkId::no_readable_sheet;
  judge_all();
  return {};
}

void Session::replay_sheet(void* session, rules::FileContext& file, FileReport& report) {
  const auto& self = *static_cast<const Session*>(session);
  const auto index = static_cast<size_t>(file.index);
  const EditedSheet* edited = self.of_file_[index].get();
  if (!edited) {
    rules::judge_opening(file, self.unopened_[index]);
    return;
  }
  report.has_sheet = true;
  report.sheet.name = edited->context.name;
  rules::SheetContext sheet(file.state, file.index, edited->text_file, report.sheet);
  report_other_sheets(sheet, edited->choice);
  rules::SheetJudge judge(sheet);
  for (const sheet::Row& row : edited->table.rows()) judge.row(row);
  if (report_reading(file, sheet, edited->facts, edited->problem)) judge.finish();
}

Report Session::report() {
  Report made;
  rules::RequestState state(asked_, made);
  start_report(state);
  for (size_t i = 0; i < asked_.files.size(); ++i) check_file(state, i, replay_sheet, this);
  settle_letters(state);
  rules::judge_request(state);
  state.findings.finish(made);
  return made;
}

namespace {

// Rows in which an edit may show: those around it, and those where the campaign around it ends.
struct Windows {
  uint32_t from = kNone, to = kNone, end_from = kNone, end_to = kNone;
};

Windows windows_around(const SheetSums& sums, uint32_t row) {
  constexpr int kRowsOn = 6;
  auto on = [&](uint32_t from, int rows) {
    uint32_t next = from;
    for (int i = 0; i < rows && (next = sums.data.next(from)) != kNone; ++i) from = next;
    return from;
  };
  Windows windows;
  windows.from = std::max(sums.data.previous(row), 1U);
  windows.to = on(row, kRowsOn);
  const uint32_t below = sums.data.next(row);
  windows.end_from = below == kNone ? kNone : sums.starts.next(below);
  if (windows.end_from != kNone) windows.end_to = on(windows.end_from, kRowsOn);
  return windows;
}

// The findings that only show beside the rows around, with those of both windows once.
std::vector<Finding> beside(Session& session, EditedSheet& sheet, const Windows& windows) {
  std::vector<Finding> found = session.neighbours(sheet, windows.from, windows.to);
  if (windows.end_from == kNone) return found;
  const uint32_t from = std::max(windows.end_from, windows.to + 1);
  if (from > windows.end_to) return found;
  for (Finding& finding : session.neighbours(sheet, from, windows.end_to))
    found.push_back(std::move(finding));
  return found;
}

// The rows with findings in one of the lists and not in the other.
void changed_rows(const std::vector<Finding>& before, const std::vector<Finding>& after, int32_t file,
                  std::vector<uint32_t>& places) {
  auto lacks = [](const std::vector<Finding>& list, const Finding& finding) {
    return std::none_of(list.begin(), list.end(), [&](const Finding& other) {
      return other.rule == finding.rule && other.place.row == finding.place.row &&
             other.value() == finding.value();
    });
  };
  for (const Finding& finding : before) {
    if (lacks(after, finding)) places.push_back(place_of(file, finding.place.row));
  }
  for (const Finding& finding : after) {
    if (lacks(before, finding)) places.push_back(place_of(file, finding.place.row));
  }
}

// What the other rows of a number, and those whose destination it is, say of it.
struct First {
  uint64_t number = 0;
  bool there = false;
  uint32_t place = 0, campaign = 0;
};

First first_of(const Session& session, uint64_t number) {
  const RowIndex::Entry* entry = number == 0 ? nullptr : session.sums().numbers.rows().first(number);
  return entry ? First{number, true, entry->place, entry->note} : First{number, false, 0, 0};
}

// False when there are more rows than are told.
bool rows_of_number(const Session& session, const First& before, std::vector<uint32_t>& places) {
  const First after = first_of(session, before.number);
  const bool moved = before.there != after.there || before.place != after.place;
  auto take = [&](const RowIndex::Entry& entry) {
    places.push_back(entry.place);
    return places.size() <= 2 * limits::kEditedRows;
  };
  if (moved || before.campaign != after.campaign) session.sums().numbers.rows().for_each(before.number, take);
  if (moved) session.sums().destinations.for_each(before.number, take);
  return places.size() <= 2 * limits::kEditedRows;
}

std::string usable_text(std::string_view text) {
  std::string repaired;
  text::append_repaired(repaired, text);
  std::erase(repaired, '\0');
  return repaired;
}

}  // namespace
}  // namespace edit

struct EditSession::Impl {
  edit::Session session;
  Kind kind = Kind::automatic;
};

EditSession::EditSession(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EditSession::~EditSession() = default;

std::unique_ptr<EditSession> EditSession::open(const Request& request, Remark& refused) {
  std::unique_ptr<Impl> impl(new Impl{edit::Session(request)});
  refused = {impl->session.read()};
  if (!refused.empty()) return nullptr;
  EditResult result;
  impl->session.sum_up(result);
  impl->kind = result.request.kind;
  return std::unique_ptr<EditSession>(new EditSession(std::move(impl)));
}

EditResult EditSession::state() {
  EditResult result;
  impl_->session.sum_up(result);
  return result;
}

EditResult EditSession::edit(size_t file, uint32_t row, uint32_t column, std::string_view text) {
  using namespace edit;
  Session& session = impl_->session;
  EditedSheet* sheet = session.sheet(file);
  const std::string clean = usable_text(text);
  const bool fits = row >= 1 && row <= limits::kRows && column >= 1 && column <= limits::kColumns;
  RemarkId refused = RemarkId::none;
  if (!sheet) {
    refused = RemarkId::no_sheet;
  } else if (!fits) {
    refused = RemarkId::no_such_cell;
  } else if (clean.size() > limits::kCellBytes) {
    refused = RemarkId::long_cell;
  } else if (!sheet->table.fill_gaps(row)) {
    refused = RemarkId::edit_memory;
  }
  EditResult result;
  if (refused != RemarkId::none) {
    session.sum_up(result);
    result.refused.id = refused;
    return result;
  }

  const Windows windows = windows_around(sheet->sums, row);
  const uint32_t below = sheet->sums.data.next(row);
  const std::vector<Finding> beside_before = beside(session, *sheet, windows);
  const RowPart part_before = session.read_row(*sheet, row);
  const First first_before = first_of(session, part_before.usable ? part_before.number : 0);
  session.count(beside_before, false);
  session.link(*sheet, row, false);
  session.link(*sheet, below, false);
  session.put(*sheet, row, part_before, false);

  if (!sheet->table.set(row - 1, column, clean)) result.refused.id = RemarkId::edit_memory;
  if (row <= sheet->search_end && !map_again(*sheet)) {
    session.judge_all();
    session.sum_up(result);
    result.all_rows = true;
    impl_->kind = result.request.kind;
    return result;
  }

  const RowPart part = session.read_row(*sheet, row);
  const First second_before =
      part.usable && part.number != first_before.number ? first_of(session, part.number) : First();
  session.put(*sheet, row, part, true);
  session.link(*sheet, row, true);
  session.link(*sheet, below, true);
  const std::vector<Finding> beside_after = beside(session, *sheet, windows);
  session.count(beside_after, true);
  session.sum_up(result);
  result.kind_changed = result.request.kind != impl_->kind;
  impl_->kind = result.request.kind;

  std::vector<uint32_t> places;
  if (part.data || part_before.data) places.push_back(place_of(sheet->file, row));
  changed_rows(beside_before, beside_after, sheet->file, places);
  const bool all =
      rows_of_number(session, first_before, places) && rows_of_number(session, second_before, places);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  result.more_rows = !all || places.size() > limits::kEditedRows;
  if (result.more_rows) places.resize(std::min(places.size(), limits::kEditedRows));
  for (uint32_t place : places) {
    const uint32_t at = row_of(place);
    EditedSheet& of = *session.sheet(static_cast<size_t>(file_of(place)));
    result.rows.push_back({of.file, at, session.findings_of(of, at, session.neighbours(of, at, at))});
  }
  return result;
}

std::vector<RowFindings> EditSession::findings(size_t file, uint32_t from_row, uint32_t to_row) {
  std::vector<RowFindings> rows;
  edit::EditedSheet* sheet = impl_->session.sheet(file);
  if (!sheet || from_row == 0 || from_row > limits::kRows) return rows;
  const std::vector<Finding> beside = impl_->session.neighbours(*sheet, from_row, to_row);
  size_t at = 0;
  std::vector<Finding> own;
  const edit::RowSet& data = sheet->sums.data;
  for (uint32_t row = data.next(from_row - 1); row != kNone && row <= to_row; row = data.next(row)) {
    own.clear();
    while (at < beside.size() && beside[at].place.row < row) ++at;
    // NUM-024 comes when the row below it has been looked at.
    for (size_t i = at > 0 ? at - 1 : 0; i < beside.size() && beside[i].place.row <= row + 1; ++i)
      if (beside[i].place.row == row) own.push_back(beside[i]);
    std::vector<Finding> found = impl_->session.findings_of(*sheet, row, own);
    if (!found.empty()) rows.push_back({sheet->file, row, std::move(found)});
  }
  return rows;
}

Report EditSession::report() {
  return impl_->session.report();
}

std::string EditSession::cells(size_t file, const CellWindow& window) const {
  return edit::encode_cells(impl_->session.sheet(file), window);
}

HandBack EditSession::save(size_t file, SheetFormat format) const {
  const edit::EditedSheet* sheet = impl_->session.sheet(file);
  return edit::make_file(sheet, sheet ? impl_->session.file_name(file) : std::string_view(), format);
}

const std::vector<FileReport>& EditSession::files() const {
  return impl_->session.files().files;
}

}  // namespace portcheck
