#include "server/desk/demo/store.h"

#include <algorithm>

#include "server/desk/demo/outbox.h"
#include "server/desk/demo/schema.h"
#include "server/webhook/crypto.h"

namespace portcheck::server::demo {

namespace {

constexpr size_t kAccessKeyBytes = 16;

constexpr std::string_view kTicketColumns =
    "SELECT id, access_key, subject, description, reason, sub_category, requester_name, requester_email, "
    "status,"
    " porting_result, version, created_at, updated_at, input_at, checked_at,"
    " (SELECT count(*) FROM attachments WHERE ticket_id = tickets.id) FROM tickets ";

constexpr std::string_view kFileColumns =
    "SELECT id, ticket_id, comment_id, name, content_type, size, sha256, created_at FROM attachments ";

constexpr std::string_view kFilter =
    "WHERE (?1 = '' OR reason = ?1) AND (?2 = '' OR sub_category = ?2)"
    " AND (?3 = '' OR porting_result = CASE ?3 WHEN 'none' THEN '' ELSE ?3 END) ";

Ticket ticket_of(const Statement& row) {
  Ticket ticket;
  ticket.id = row.integer(0);
  ticket.access_key = row.text(1);
  ticket.subject = row.text(2);
  ticket.description = row.text(3);
  ticket.reason = row.text(4);
  ticket.sub_category = row.text(5);
  ticket.requester_name = row.text(6);
  ticket.requester_email = row.text(7);
  ticket.status = status_from(row.text(8));
  ticket.porting_result = row.text(9);
  ticket.version = row.integer(10);
  ticket.created_at = from_db(row.integer(11));
  ticket.updated_at = from_db(row.integer(12));
  ticket.input_at = from_db(row.integer(13));
  ticket.checked_at = from_db(row.integer(14));
  ticket.file_count = row.integer(15);
  return ticket;
}

File file_of(const Statement& row) {
  return {.id = row.integer(0),
          .ticket_id = row.integer(1),
          .comment_id = row.integer(2),
          .name = row.text(3),
          .content_type = row.text(4),
          .size = static_cast<uint64_t>(row.integer(5)),
          .sha256 = row.text(6),
          .created_at = from_db(row.integer(7))};
}

std::vector<std::string> tags_of(Connection& db, int64_t ticket) {
  Statement rows = db.prepare("SELECT tag FROM tags WHERE ticket_id = ? ORDER BY tag");
  rows.bind(ticket);
  std::vector<std::string> tags;
  while (rows.step()) tags.push_back(rows.text(0));
  return tags;
}

std::string join(std::string_view a, std::string_view b) {
  return std::string(a).append(b);
}

}  // namespace

Store::Store(const std::filesystem::path& file, Clock clock)
    : clock_(std::move(clock)), write_(file), read_(file) {
  migrate(write_);
}

void Store::event(const std::string& type, int64_t ticket, const std::string& actor) {
  put_into_outbox(write_, type, ticket, actor, clock_());
}

std::optional<int64_t> Store::version_of(int64_t ticket) {
  Statement row = write_.prepare("SELECT version FROM tickets WHERE id = ?");
  row.bind(ticket);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

void Store::insert_files(int64_t ticket, int64_t comment, const std::vector<NewFile>& files) {
  for (const NewFile& file : files) {
    const std::string sha256 = sha256_hex(file.bytes);
    Statement row = write_.prepare(
        "INSERT INTO attachments (ticket_id, comment_id, name, content_type, size, sha256, created_at)"
        " VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?)");
    row.bind(ticket).bind(comment).bind(file.name).bind(file.content_type);
    row.bind(static_cast<int64_t>(file.bytes.size())).bind(sha256).bind(to_db(clock_())).run();
    write_.prepare("INSERT INTO contents (attachment_id, bytes) VALUES (?, ?)")
        .bind(write_.last_insert_id())
        .bind_blob(file.bytes)
        .run();
  }
}

void Store::touch(int64_t ticket, bool input_changed) {
  const int64_t now = to_db(clock_());
  write_.prepare("UPDATE tickets SET version = version + 1, updated_at = ?1 WHERE id = ?2")
      .bind(now)
      .bind(ticket)
      .run();
  if (input_changed)
    write_.prepare("UPDATE tickets SET input_at = ? WHERE id = ?").bind(now).bind(ticket).run();
}

WriteResult Store::commit(Transaction& transaction, int64_t ticket) {
  const WriteResult result{WriteOutcome::written, version_of(ticket).value_or(0)};
  transaction.commit();
  if (wake_) wake_();
  return result;
}

Created Store::create_ticket(const NewTicket& ticket) {
  const std::lock_guard lock(write_.mutex());
  Transaction transaction(write_);
  Created created{.id = 0, .access_key = random_hex(kAccessKeyBytes)};
  const int64_t now = to_db(clock_());
  Statement row = write_.prepare(
      "INSERT INTO tickets (access_key, subject, description, reason, sub_category, requester_name, "
      "requester_email,"
      " status, created_at, updated_at, input_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'new', ?, ?, ?)");
  row.bind(created.access_key).bind(ticket.subject).bind(ticket.description).bind(ticket.reason);
  row.bind(ticket.sub_category).bind(ticket.name).bind(ticket.email).bind(now).bind(now).bind(now).run();
  created.id = write_.last_insert_id();
  insert_files(created.id, 0, ticket.files);
  event("ticket.created", created.id, "customer");
  commit(transaction, created.id);
  return created;
}

WriteResult Store::add_comment(int64_t ticket, const NewComment& comment) {
  const std::lock_guard lock(write_.mutex());
  Transaction transaction(write_);
  if (!version_of(ticket)) return {};
  const int64_t now = to_db(clock_());
  Statement row = write_.prepare(
      "INSERT INTO comments (ticket_id, author_kind, author, internal, format, body, created_at, updated_at)"
      " VALUES (?, ?, ?, ?, 'text', ?, ?, ?)");
  row.bind(ticket).bind(to_string(comment.author_kind)).bind(comment.author).bind(int64_t{comment.internal});
  row.bind(comment.body).bind(now).bind(now).run();
  insert_files(ticket, write_.last_insert_id(), comment.files);
  write_.prepare("UPDATE tickets SET status = ? WHERE id = ?")
      .bind(to_string(comment.then))
      .bind(ticket)
      .run();
  touch(ticket, !comment.files.empty());
  const std::string actor(to_string(comment.author_kind));
  if (!comment.body.empty()) event("ticket.comment_added", ticket, actor);
  if (!comment.files.empty()) event("ticket.attachment_added", ticket, actor);
  return commit(transaction, ticket);
}

WriteResult Store::set_category(int64_t ticket, const Category& category, const std::string& actor) {
  const std::lock_guard lock(write_.mutex());
  Transaction transaction(write_);
  const auto version = version_of(ticket);
  if (!version) return {};
  Statement row = write_.prepare(
      "UPDATE tickets SET reason = ?1, sub_category = ?2 WHERE id = ?3 AND (reason <> ?1 OR sub_category <> "
      "?2)");
  row.bind(category.reason).bind(category.sub_category).bind(ticket).run();
  if (write_.changes() == 0) return {WriteOutcome::unchanged, *version};
  touch(ticket, true);
  event("ticket.updated", ticket, actor);
  return commit(transaction, ticket);
}

WriteResult Store::put_note(int64_t ticket, const NoteWrite& note, std::optional<int64_t> expected_version) {
  const std::lock_guard lock(write_.mutex());
  Transaction transaction(write_);
  const auto version = version_of(ticket);
  if (!version) return {};
  if (expected_version && *expected_version != *version) return {WriteOutcome::stale, *version};

  const int64_t now = to_db(clock_());
  write_.prepare("UPDATE tickets SET checked_at = ? WHERE id = ?").bind(now).bind(ticket).run();
  Statement found = write_.prepare(
      "SELECT marker FROM comments WHERE ticket_id = ? AND author = ? AND author_kind = 'app'");
  found.bind(ticket).bind(note.account);
  if (!note.marker.empty() && found.step() && found.text(0) == note.marker) {
    transaction.commit();
    return {WriteOutcome::unchanged, *version};
  }

  const bool html = !note.html.empty();
  const std::string& body = html ? note.html : note.text;
  Statement row = write_.prepare(
      "INSERT INTO comments (ticket_id, author_kind, author, internal, format, body, marker, created_at, "
      "updated_at)"
      " VALUES (?, 'app', ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (ticket_id, author) WHERE author_kind = 'app'"
      " DO UPDATE SET format = excluded.format, body = excluded.body, marker = excluded.marker,"
      " updated_at = excluded.updated_at");
  row.bind(ticket)
      .bind(note.account)
      .bind(html ? "html" : "text")
      .bind(body)
      .bind(note.marker)
      .bind(now)
      .bind(now)
      .run();
  write_.prepare("UPDATE tickets SET porting_result = ? WHERE id = ?").bind(note.result).bind(ticket).run();
  for (const std::string& tag : note.drop_tags) {
    write_.prepare("DELETE FROM tags WHERE ticket_id = ? AND tag = ?").bind(ticket).bind(tag).run();
  }
  for (const std::string& tag : note.add_tags) {
    write_.prepare("INSERT OR IGNORE INTO tags (ticket_id, tag) VALUES (?, ?)").bind(ticket).bind(tag).run();
  }
  touch(ticket, false);
  event("ticket.updated", ticket, note.account);
  return commit(transaction, ticket);
}

std::optional<Ticket> Store::ticket(int64_t id) {
  const std::lock_guard lock(read_.mutex());
  const std::string sql = join(kTicketColumns, "WHERE id = ?");
  Statement row = read_.prepare(sql);
  row.bind(id);
  if (!row.step()) return std::nullopt;
  Ticket ticket = ticket_of(row);
  ticket.tags = tags_of(read_, id);
  return ticket;
}

ListPage Store::list(const ListFilter& filter, int64_t page, int64_t per_page) {
  const std::lock_guard lock(read_.mutex());
  ListPage result;
  Statement count = read_.prepare(join("SELECT count(*) FROM tickets ", kFilter));
  count.bind(filter.reason).bind(filter.sub_category).bind(filter.result);
  if (count.step()) result.total = count.integer(0);
  result.pages = std::max<int64_t>(1, (result.total + per_page - 1) / per_page);
  result.page = std::max<int64_t>(1, page);
  Statement rows = read_.prepare(join(kTicketColumns, kFilter).append("ORDER BY id DESC LIMIT ?4 OFFSET ?5"));
  rows.bind(filter.reason).bind(filter.sub_category).bind(filter.result);
  rows.bind(per_page).bind((std::min(result.page, result.pages + 1) - 1) * per_page);
  result.tickets = listed(rows);
  return result;
}

std::vector<Ticket> Store::changed(Time since, int64_t page, int64_t per_page) {
  const std::lock_guard lock(read_.mutex());
  Statement rows = read_.prepare(
      join(kTicketColumns, "WHERE updated_at >= ?1 ORDER BY updated_at, id LIMIT ?2 OFFSET ?3"));
  rows.bind(to_db(since)).bind(per_page).bind((std::clamp<int64_t>(page, 1, 1'000'000) - 1) * per_page);
  return listed(rows);
}

// As they stand in lists: without descriptions and keys. The caller holds the reader's lock.
std::vector<Ticket> Store::listed(Statement& rows) {
  std::vector<Ticket> out;
  while (rows.step()) {
    Ticket ticket = ticket_of(rows);
    ticket.access_key.clear();
    ticket.description.clear();
    ticket.tags = tags_of(read_, ticket.id);
    out.push_back(std::move(ticket));
  }
  return out;
}

std::vector<Category> Store::categories() {
  const std::lock_guard lock(read_.mutex());
  Statement rows = read_.prepare("SELECT DISTINCT reason, sub_category FROM tickets ORDER BY 1, 2 LIMIT 200");
  std::vector<Category> categories;
  while (rows.step()) categories.push_back({rows.text(0), rows.text(1)});
  return categories;
}

std::vector<Comment> Store::comments(int64_t ticket) {
  const std::lock_guard lock(read_.mutex());
  Statement rows = read_.prepare(
      "SELECT id, author_kind, author, internal, format, body, marker, created_at, updated_at FROM comments"
      " WHERE ticket_id = ? ORDER BY id");
  rows.bind(ticket);
  std::vector<Comment> comments;
  while (rows.step()) {
    comments.push_back({.id = rows.integer(0),
                        .author_kind = author_from(rows.text(1)),
                        .author = rows.text(2),
                        .internal = rows.integer(3) != 0,
                        .html = rows.text(4) == "html",
                        .body = rows.text(5),
                        .marker = rows.text(6),
                        .created_at = from_db(rows.integer(7)),
                        .updated_at = from_db(rows.integer(8))});
  }
  return comments;
}

std::vector<File> Store::files(int64_t ticket) {
  const std::lock_guard lock(read_.mutex());
  Statement rows = read_.prepare(join(kFileColumns, "WHERE ticket_id = ? ORDER BY id"));
  rows.bind(ticket);
  std::vector<File> files;
  while (rows.step()) files.push_back(file_of(rows));
  return files;
}

std::optional<File> Store::file(int64_t id) {
  const std::lock_guard lock(read_.mutex());
  Statement row = read_.prepare(join(kFileColumns, "WHERE id = ?"));
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return file_of(row);
}

size_t Store::read_file(int64_t id, size_t offset, std::span<char> buffer) {
  const std::lock_guard lock(read_.mutex());
  return read_.read_blob("contents", "bytes", id, offset, buffer);
}

}  // namespace portcheck::server::demo
