// The demo desk's vocabulary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/desk/demo/clock.h"

namespace portcheck::server::demo {

enum class Status : uint8_t { fresh, open, pending, solved };  // pending: waiting for the customer
enum class AuthorKind : uint8_t { customer, agent, app };      // app: an account of the ticket API

std::string_view to_string(Status status);  // "new", "open", "pending", "solved"
std::string_view to_string(AuthorKind kind);
Status status_from(std::string_view text);  // anything else is open
AuthorKind author_from(std::string_view text);

inline constexpr std::string_view kPortingReason = "Number Management";
inline constexpr std::string_view kPortingSubCategory = "Porting Numbers";

struct Ticket {
  int64_t id = 0;
  std::string access_key;  // the customer's; never shown to anybody else
  std::string subject, description, reason, sub_category;
  std::string requester_name, requester_email;
  Status status = Status::fresh;
  std::string porting_result;  // "", "ready", "needs_attention", "blocked"
  int64_t version = 0;
  Time created_at, updated_at;
  Time input_at;                  // last change of fields or files
  Time checked_at;                // epoch: never
  std::vector<std::string> tags;  // sorted
  int64_t file_count = 0;

  bool is_porting() const { return reason == kPortingReason && sub_category == kPortingSubCategory; }
};

struct Comment {
  int64_t id = 0;
  AuthorKind author_kind = AuthorKind::customer;
  std::string author;
  bool internal = false;
  bool html = false;  // the body is an HTML fragment; sanitise it before it is shown
  std::string body;
  std::string marker;  // an app's own; empty for people's comments
  Time created_at, updated_at;
};

struct File {
  int64_t id = 0;
  int64_t ticket_id = 0;
  int64_t comment_id = 0;  // 0: came with the ticket itself
  std::string name, content_type;
  uint64_t size = 0;
  std::string sha256;  // lower-case hex
  Time created_at;
};

struct NewFile {
  std::string name, content_type;
  std::string_view bytes;  // the caller keeps them alive
};

struct NewTicket {
  std::string name, email, subject, description, reason, sub_category;
  std::vector<NewFile> files;
};

struct NewComment {
  AuthorKind author_kind = AuthorKind::customer;
  std::string author;
  bool internal = false;
  std::string body;  // plain text; may be empty when there are files
  std::vector<NewFile> files;
  Status then = Status::open;  // the ticket's status afterwards
};

struct NoteWrite {
  std::string account;  // whose note it is: one per account and ticket
  std::string html, text, marker, result;
  std::vector<std::string> add_tags, drop_tags;
};

}  // namespace portcheck::server::demo
