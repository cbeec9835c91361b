// LOA-003, LOA-004, LOA-027 and LOA-028: the letter's file, before a word of it counts.
#include <algorithm>

#include "rules/letter_context.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

const char* problem_of(const LetterFile& file) {
  switch (file.status) {
    case DocumentStatus::encrypted:
      return "encrypted";
    case DocumentStatus::damaged:
      return "damaged";
    case DocumentStatus::recovered:
      return "recovered";
    case DocumentStatus::too_large:
      return "too_large";
    default:
      return nullptr;
  }
}

void reading(const Letter& letter) {
  const LetterFile& file = letter.facts.file;
  if (const char* problem = problem_of(file)) {
    const bool nothing = file.status == DocumentStatus::encrypted || file.status == DocumentStatus::damaged;
    if (Finding* finding = letter.state.findings.add(
            RuleId::LOA_003, nothing ? Severity::error : Severity::warning, {letter.file})) {
      set_reason(*finding, problem);
      if (!file.problem.empty()) set_param(*finding, "problem", std::string_view(file.problem));
    }
  }
  if (file.dynamic) {
    if (Finding* finding = letter.state.findings.add(RuleId::LOA_003, Severity::error, {letter.file}))
      set_reason(*finding, "dynamic");
  }
  constexpr uint8_t kSure = 90;
  if (!letter.facts.text && file.pictures == 1 && file.picture.blank >= kSure) {
    if (Finding* finding = letter.state.findings.add(RuleId::LOA_003, Severity::warning, {letter.file}))
      set_reason(*finding, "blank");
  }
}

void scan(const Letter& letter) {
  const LetterFacts& facts = letter.facts;
  const bool nothing = facts.file.status == DocumentStatus::encrypted ||
                       facts.file.status == DocumentStatus::damaged || facts.file.dynamic;
  const char* reason = facts.ocr ? "ocr" : letter.readable() ? nullptr : facts.text ? "unreadable" : "scan";
  if (nothing || !reason) return;
  if (Finding* finding = letter.state.findings.add(RuleId::LOA_004, {letter.file})) {
    set_reason(*finding, reason);
    if (facts.ocr) set_param(*finding, "confidence", int64_t{facts.confidence});
  }
}

// A page is about 1.3 to 1.4 times as high as wide; screens are longer, and cameras' pictures are known
// sizes.
void picture(const Letter& letter) {
  const LetterFile& file = letter.facts.file;
  const Picture& one = file.picture;
  if (file.pictures != 1 || letter.facts.pages > 1 || one.width == 0 || one.height == 0) return;
  if (letter.facts.text && !letter.facts.ocr) return;
  const uint64_t longer = std::max(one.width, one.height), shorter = std::min(one.width, one.height);
  const auto about = [&](uint64_t wide, uint64_t high) {
    const uint64_t a = longer * high, b = shorter * wide;
    return a * 100 <= b * 101 && b * 100 <= a * 101;
  };
  constexpr uint64_t kMegapixels = 2'000'000;
  const bool screen = longer * 10 >= shorter * 15 || about(16, 10) || about(16, 9);
  const bool camera = one.codec == "jpeg" && longer * shorter >= kMegapixels &&
                      (about(4, 3) || about(3, 2) || about(16, 9)) &&
                      (one.resolution <= 72 || one.turned != 0);
  const bool scanned = one.resolution >= 100 && !camera;
  if (scanned || (!screen && !camera)) return;
  if (Finding* finding = letter.state.findings.add(RuleId::LOA_027, {letter.file})) {
    set_reason(*finding, camera ? "photo" : "screenshot");
    set_param(*finding, "width", int64_t{one.width});
    set_param(*finding, "height", int64_t{one.height});
  }
}

void active_content(const Letter& letter) {
  const LetterFile& file = letter.facts.file;
  const char* reason = file.launches        ? "launches"
                       : file.scripts       ? "scripts"
                       : file.attached != 0 ? "attachments"
                                            : nullptr;
  if (!reason) return;
  Finding* finding = letter.state.findings.add(RuleId::LOA_028, {letter.file});
  if (!finding) return;
  set_reason(*finding, reason);
  if (*reason == 'a') {
    set_param(*finding, "count", static_cast<int64_t>(file.attached));
    set_param(*finding, "files", file.attachments);
  }
}

}  // namespace

void letter_file(const Letter& letter) {
  reading(letter);
  scan(letter);
  picture(letter);
  active_content(letter);
}

}  // namespace portcheck::rules
