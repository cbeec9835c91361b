// The demo desk's memory: tickets, comments, attachments. Every change writes its webhooks into the outbox in
// the same transaction, so an event exists exactly when the change does. Thread-safe; all members may throw
// SqlError.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include "server/desk/demo/sqlite.h"
#include "server/desk/demo/ticket.h"

namespace portcheck::server::demo {

enum class WriteOutcome : uint8_t {
  written,
  unchanged,  // nothing to write: no new version, no webhook
  not_found,
  stale,  // the ticket's version is not the expected one
};

struct WriteResult {
  WriteOutcome outcome = WriteOutcome::not_found;
  int64_t version = 0;  // the ticket's present version; 0 when not found
};

struct Created {
  int64_t id = 0;
  std::string access_key;
};

struct ListFilter {
  std::string reason, sub_category;  // empty: any
  std::string result;                // empty: any; "none": without a result
};

struct ListPage {
  std::vector<Ticket> tickets;  // newest first; descriptions and keys left out
  int64_t total = 0;
  int64_t page = 1;  // 1-based, as asked
  int64_t pages = 1;
};

struct Category {
  std::string reason, sub_category;
};

class Store {
 public:
  // Opens or creates the file and migrates it.
  Store(const std::filesystem::path& file, Clock clock);

  // Called after every commit that put something into the outbox; must not call back into the store.
  void on_event(std::function<void()> wake) { wake_ = std::move(wake); }

  Created create_ticket(const NewTicket& ticket);
  // A comment with or without files. Internal ones are never shown to the customer.
  WriteResult add_comment(int64_t ticket, const NewComment& comment);
  WriteResult set_category(int64_t ticket, const Category& category, const std::string& actor);
  // Creates or replaces the account's one note and sets result and tags with it. Equal markers: unchanged.
  WriteResult put_note(int64_t ticket, const NoteWrite& note, std::optional<int64_t> expected_version);

  std::optional<Ticket> ticket(int64_t id);
  ListPage list(const ListFilter& filter, int64_t page, int64_t per_page);
  // Those that changed at `since` or later, oldest change first.
  std::vector<Ticket> changed(Time since, int64_t page, int64_t per_page);
  std::vector<Category> categories();             // those in use, sorted
  std::vector<Comment> comments(int64_t ticket);  // oldest first, internal ones included
  std::vector<File> files(int64_t ticket);        // of all comments, oldest first
  std::optional<File> file(int64_t id);
  size_t read_file(int64_t id, size_t offset, std::span<char> buffer);  // bytes read; 0 at the end

 private:
  void event(const std::string& type, int64_t ticket, const std::string& actor);
  std::optional<int64_t> version_of(int64_t ticket);
  void insert_files(int64_t ticket, int64_t comment, const std::vector<NewFile>& files);
  void touch(int64_t ticket, bool input_changed);
  WriteResult commit(Transaction& transaction, int64_t ticket);
  std::vector<Ticket> listed(Statement& rows);

  Clock clock_;
  std::function<void()> wake_;
  Connection write_;
  Connection read_;  // its own connection: pages stay quick while a large file is being written
};

}  // namespace portcheck::server::demo
