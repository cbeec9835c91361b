#include "server/worker/memory.h"

#include <nlohmann/json.hpp>

namespace portcheck::server {
namespace {

std::string text_of(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

TicketMemory TicketMemory::parse(std::string_view text) {
  TicketMemory out;
  if (text.empty() || text.front() != '{') {  // a marker alone, as versions before 0.4 kept it
    out.marker = text;
    return out;
  }
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return out;
  out.marker = text_of(json, "marker");
  out.note_id = text_of(json, "note");
  if (const auto past = json.find("past"); past != json.end() && past->is_array()) {
    for (const auto& one : *past) {
      if (one.is_object())
        out.past.push_back({.date = text_of(one, "date"), .verdict = text_of(one, "verdict")});
    }
  }
  return out;
}

std::string TicketMemory::text() const {
  if (marker.empty()) return {};
  nlohmann::json json = {{"marker", marker}};
  if (!note_id.empty()) json["note"] = note_id;
  for (const PastVerdict& one : past) json["past"].push_back({{"date", one.date}, {"verdict", one.verdict}});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void TicketMemory::remember(std::string new_marker, std::string new_note, std::string verdict, Date today) {
  if (new_marker != marker) {
    past.push_back({.date = format_iso(today), .verdict = std::move(verdict)});
    if (past.size() > kPastVerdicts + 1) past.erase(past.begin());
  }
  marker = std::move(new_marker);
  note_id = std::move(new_note);
}

std::string history_text(const TicketMemory& memory) {
  std::string out;
  for (const PastVerdict& one : memory.past) {
    if (one.verdict.empty()) continue;
    std::string words = one.verdict;
    for (char& c : words) {
      if (c == '_') c = ' ';
    }
    out += (out.empty() ? "Before: " : ", ") + words + " on " + one.date;
  }
  return out.empty() ? out : out + ".";
}

}  // namespace portcheck::server
