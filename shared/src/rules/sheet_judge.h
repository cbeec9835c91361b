// Takes a sheet's rows as they are read, finds the header, and hands each data row to the rules. One pass,
// nothing kept but the first rows and the counts.
#pragma once

#include "portcheck/check.h"
#include "rules/header.h"
#include "sheet/workbook.h"

namespace portcheck::rules {

class SheetJudge final : public sheet::RowSink {
 public:
  explicit SheetJudge(SheetContext& sheet) : sheet_(sheet) {}

  bool row(const sheet::Row& row) override;
  void finish();  // after the last row

 private:
  void keep(const sheet::Row& row);
  void decide();
  void replay(const KeptRow& row);
  void judge(const sheet::Row& row);
  void shorten(RowContext& context);

  SheetContext& sheet_;
  std::vector<KeptRow> kept_;
  std::vector<sheet::Cell> replayed_;
  std::array<sheet::Cell, kFieldCount> shortened_;
  size_t kept_bytes_ = 0;
  bool decided_ = false;
  int best_score_ = 0;
};

// Looks at a sheet's first rows only: is there a header, is there anything at all?
class SheetPeek final : public sheet::RowSink {
 public:
  bool row(const sheet::Row& row) override;
  bool has_data() const { return rows_ != 0; }
  int score() const { return score_; }

 private:
  uint32_t rows_ = 0;
  size_t bytes_ = 0;
  int score_ = 0;
};

}  // namespace portcheck::rules
