#include <algorithm>

#include "hand_back/number_style.h"
#include "hand_back/output.h"
#include "hand_back/repair.h"
#include "phone/numbering_plan.h"
#include "text/clean.h"
#include "text/decimal.h"

namespace portcheck {
namespace hand_back {
namespace {

constexpr Field kTemplate[] = {Field::number_to_port, Field::campaign_url, Field::description,
                               Field::media_type, Field::detected_destination};

// What is wrong with the rows, one sentence after the other.
class ErrorCollector final : public FindingSink {
 public:
  struct Error {
    uint32_t row;
    std::string text;
  };

  void finding(Finding&& finding) override {
    if (finding.severity != Severity::error || finding.place.row == kNone) return;
    std::string text = message(finding);
    if (!errors_.empty() && errors_.back().row == finding.place.row) {
      errors_.back().text += " " + text;
    } else {
      errors_.push_back({finding.place.row, std::move(text)});
    }
  }

  const std::string* of(uint32_t row) const {
    auto before = [](const Error& error, uint32_t wanted) { return error.row < wanted; };
    auto at = std::lower_bound(errors_.begin(), errors_.end(), row, before);
    return at == errors_.end() || at->row != row ? nullptr : &at->text;
  }

 private:
  std::vector<Error> errors_;  // rows come in order
};

// Rows that belong into one request.
struct Group {
  std::string_view name;  // "toll-free", "" for local, or the country's code
  std::vector<size_t> rows;
};

// US territories are ported with the US; an area code that nobody knows yet is most likely there too.
std::string_view group_of(uint64_t digits) {
  if (phone::is_toll_free(digits)) return "toll-free";
  const phone::Area area = phone::find_area(static_cast<unsigned>(digits / 10'000'000));
  const std::string_view territories = " PR VI GU AS MP ";
  const bool us = area.country().empty() || territories.find(area.country()) != std::string_view::npos;
  return us ? "US" : area.country();
}

class Splitter {
 public:
  Splitter(const Request& request, Source& source, const HandBackOptions& options, HandBack& done)
      : source_(source), options_(options), done_(done) {
    columns_ = repair(request, source, options.numbers, done);
    judge(request, source, errors_);
    for (Field field : kTemplate) from_.push_back(columns_.at(field));
    template_columns_ = from_.size();
    for (const ColumnReport& column : columns_.named) add_column(column.column);
    for (const sheet::Row& row : source.table.rows()) {
      for (const sheet::Cell& cell : row.cells) {
        if (row.number > columns_.header_row) add_column(cell.column);
      }
    }
  }

  void run() {
    const std::vector<sheet::Row>& rows = source_.table.rows();
    for (size_t i = 0; i < rows.size(); ++i) sort(i);
    const auto local = static_cast<size_t>(std::count_if(
        groups_.begin(), groups_.end(), [](const Group& group) { return group.name != "toll-free"; }));
    for (const Group& group : groups_) {
      const bool toll_free = group.name == "toll-free";
      std::string name = message(Remark{toll_free ? RemarkId::file_toll_free : RemarkId::file_local});
      if (!toll_free && local > 1) {
        name += '-';
        for (char c : group.name) name += text::lower(c);
      }
      write(name, group.rows, false);
    }
    if (!review_.empty()) write(message(Remark{RemarkId::file_to_review}), review_, true);
    if (columns_.at(Field::campaign_url) == 0 && !groups_.empty())
      done_.notes.push_back({RemarkId::no_campaign_column});
  }

 private:
  void add_column(uint32_t column) {
    if (seen_.size() <= column) seen_.resize(column + 1, 0);
    if (std::exchange(seen_[column], 1)) return;
    if (std::find(from_.begin(), from_.end(), column) == from_.end()) from_.push_back(column);
  }

  void sort(size_t index) {
    const uint32_t number = source_.table.rows()[index].number;
    if (number == columns_.header_row) return;
    const sheet::Cell* cell = source_.table.cell(index, columns_.at(Field::number_to_port));
    const uint64_t digits = cell ? certain_digits(*cell, scratch_) : 0;
    if (digits == 0 || number < columns_.header_row || errors_.of(number)) {
      review_.push_back(index);
      return;
    }
    const std::string_view name = group_of(digits);
    auto at =
        std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) { return group.name == name; });
    if (at == groups_.end()) at = groups_.insert(at, {name, {}});
    at->rows.push_back(index);
  }

  std::string reason(size_t index) const {
    const sheet::Row& row = source_.table.rows()[index];
    if (row.number < columns_.header_row) return message(Remark{RemarkId::review_above_header});
    if (const std::string* text = errors_.of(row.number)) return *text;
    return message(Remark{source_.table.cell(index, columns_.at(Field::number_to_port))
                              ? RemarkId::review_uncertain
                              : RemarkId::review_no_number});
  }

  sheet::Row header() {
    names_.clear();
    cells_.clear();
    const size_t index = source_.table.find(columns_.header_row);
    for (size_t i = 0; i < from_.size(); ++i) {
      const sheet::Cell* cell =
          i >= template_columns_ && columns_.header_row != 0 ? source_.table.cell(index, from_[i]) : nullptr;
      names_.emplace_back(i < template_columns_ ? template_name(kTemplate[i]) : cell ? cell->text : "");
    }
    for (size_t i = 0; i < names_.size(); ++i) {
      if (!names_[i].empty()) cells_.push_back({names_[i], static_cast<uint32_t>(i + 1)});
    }
    return {1, cells_, 0, false};
  }

  // The row's cells in the new order.
  sheet::Row arranged(size_t index) {
    cells_.clear();
    for (size_t i = 0; i < from_.size(); ++i) {
      const sheet::Cell* cell = from_[i] == 0 ? nullptr : source_.table.cell(index, from_[i]);
      if (!cell) continue;
      cells_.push_back(*cell);
      cells_.back().column = static_cast<uint32_t>(i + 1);
    }
    return {0, cells_, 0, false};
  }

  void write(const std::string& name, const std::vector<size_t>& indices, bool review) {
    constexpr uint32_t kReasonWidth = 60;
    const auto width = static_cast<uint32_t>(from_.size());
    Output out(options_.format);
    sheet::SheetLayout layout;
    layout.name = name;
    layout.columns.resize(width, {18, {}});
    layout.columns[0].width = 16;
    layout.columns[1].width = 48;
    if (review) {
      layout.columns.push_back({12, {}});
      layout.columns.push_back({kReasonWidth, {}});
    }
    out.begin_sheet(std::move(layout));
    const std::string row_before = message(Remark{RemarkId::review_row});
    const std::string what_to_do = message(Remark{RemarkId::review_advice});
    header();
    if (review) {
      cells_.push_back({row_before, width + 1});
      cells_.push_back({what_to_do, width + 2});
    }
    out.row(cells_);
    for (size_t index : indices) {
      arranged(index);
      const std::string why = review ? reason(index) : std::string();
      const std::string number = text::decimal(source_.table.rows()[index].number);
      if (review) {
        cells_.push_back({number, width + 1, sheet::CellKind::number});
        cells_.push_back({why, width + 2});
      }
      out.row(cells_);
    }
    OutputFile file;
    file.name = base_name(source_.name) + "." + name + std::string(extension(options_.format));
    file.rows = static_cast<uint32_t>(indices.size());
    if (out.finish(file.bytes, done_)) done_.files.push_back(std::move(file));
  }

  Source& source_;
  const HandBackOptions& options_;
  HandBack& done_;
  Columns columns_;
  ErrorCollector errors_;
  std::vector<uint32_t> from_;  // where each column of the output comes from; 0: it is empty
  size_t template_columns_ = 0;
  std::vector<uint8_t> seen_;
  std::vector<Group> groups_;
  std::vector<size_t> review_;
  std::vector<std::string> names_;
  std::vector<sheet::Cell> cells_;
  std::string scratch_;
};

}  // namespace
}  // namespace hand_back

HandBack split(const Request& request, const HandBackOptions& options) {
  HandBack done;
  hand_back::Source source = hand_back::open_source(request);
  done.source = source.name;
  done.refused = std::move(source.refused);
  if (!done.refused.empty()) return done;
  hand_back::Splitter(request, source, options, done).run();
  for (Change& change : done.changes) change.now_row = kNone;  // rows have moved to several sheets
  if (!done.refused.empty()) done.files.clear();
  return done;
}

}  // namespace portcheck
