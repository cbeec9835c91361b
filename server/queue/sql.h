// What the queue needs of a database: one connection, transactions, statements with values, their rows as
// text. Statements are the same for every database; values are $1, $2, …, and must occur in this order.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portcheck::server {

using SqlValue = std::variant<int64_t, std::string_view>;

// Used by one thread at a time.
class SqlDb {
 public:
  SqlDb() = default;
  virtual ~SqlDb() = default;
  SqlDb(const SqlDb&) = delete;
  SqlDb& operator=(const SqlDb&) = delete;

  // All return false on failure, with error(). A failed statement leaves nothing to do but rollback().
  virtual bool begin() = 0;
  virtual bool commit() = 0;
  virtual void rollback() = 0;
  // One statement, to its end. `sql` must be a constant: its address is the key of the prepared statement.
  virtual bool run(const char* sql, std::initializer_list<SqlValue> values = {}) = 0;

  // Of the last statement. Rows that it changed; rows that it gave, NULL as "".
  int64_t changes() const { return changes_; }
  size_t rows() const { return rows_.size(); }
  const std::string& text(size_t row, size_t column) const { return rows_[row][column]; }
  int64_t integer(size_t row, size_t column) const;

  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }  // of the last call that failed
  void clear_error() { error_.clear(), passing_ = false; }
  // The failure was not the statement's fault: the transaction may succeed when it is run again at once.
  bool passing() const { return passing_; }

 protected:
  std::vector<std::vector<std::string>> rows_;
  int64_t changes_ = 0;
  std::string error_;
  bool passing_ = false;
};

}  // namespace portcheck::server
