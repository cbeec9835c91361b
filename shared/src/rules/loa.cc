// LOA-001, LOA-002 and LOA-026, which need no more than the letter's type and size. What it says: letters.h.
#include "rules/families.h"

#include "rules/letters.h"
#include "text/decimal.h"

namespace portcheck::rules {
namespace {

using document::FileType;

bool is_editable(FileType type) {
  return type == FileType::docx || type == FileType::doc || type == FileType::odt ||
         type == FileType::pages || type == FileType::rtf;
}

bool is_common_picture(FileType type) {
  return type == FileType::jpeg || type == FileType::png;
}

bool is_odd_picture(FileType type) {
  return type == FileType::heic || type == FileType::webp || type == FileType::gif || type == FileType::bmp;
}

std::string megabytes(uint64_t bytes) {
  uint64_t tenths = (bytes + 50'000) / 100'000;
  return text::decimal(tenths / 10) + "." + text::decimal(tenths % 10) + " MB";
}

void judge_letter(RequestState& state, int32_t index) {
  const FileReport& file = state.report.files[static_cast<size_t>(index)];
  FileType type = state.types[static_cast<size_t>(index)];
  bool toll_free = state.report.request.kind == Kind::toll_free;
  const char* reason = toll_free ? "toll_free" : "local";
  Finding* finding = nullptr;
  if (is_editable(type)) {
    finding = state.findings.add(RuleId::LOA_001, toll_free ? Severity::error : Severity::warning, {index});
  } else if (is_odd_picture(type) || (toll_free && is_common_picture(type))) {
    finding = state.findings.add(RuleId::LOA_002, {index});
  }
  if (finding) {
    set_reason(*finding, reason);
    set_param(*finding, "type", document::to_string(type));
  }
  if (file.size <= limits::kLoaBytes) return;
  if ((finding = state.findings.add(RuleId::LOA_026, {index})))
    set_param(*finding, "size", megabytes(file.size));
}

}  // namespace

void loa_request(RequestState& state) {
  judge_letters(state);
  for (size_t i = 0; i < state.report.files.size(); ++i) {
    if (state.report.files[i].role == Role::loa) judge_letter(state, static_cast<int32_t>(i));
  }
}

}  // namespace portcheck::rules
