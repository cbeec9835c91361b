// What speaks for a signature. Nobody can tell here whether it is genuine.
#include <algorithm>

#include "loa/dates.h"
#include "loa/facts.h"
#include "loa/prose.h"
#include "loa/secrets.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

constexpr size_t kMostSignatures = 16;

struct Vendor {
  std::string_view name, marks;
};
constexpr Vendor kVendors[] = {
    {"DocuSign", "docusign envelope id|docusigned by|docusign, inc|signed by docusign|docusign electronic"},
    {"Adobe Acrobat Sign",
     "adobe acrobat sign|adobe sign transaction|adobe sign audit|signed with adobe|e-signed with "
     "adobe|echosign|"
     "adobe esign|powered by adobe sign|adobe sign document"},
    {"Dropbox Sign", "hellosign|dropbox sign"},
    {"PandaDoc", "pandadoc"},
    {"SignNow", "signnow|sign now envelope"},
    {"Zoho Sign", "zoho sign"},
    {"OneSpan Sign", "onespan sign|esignlive"},
    {"RightSignature", "rightsignature"},
    {"SignEasy", "signeasy"},
    {"Jotform Sign", "jotform sign"},
    {"", "electronically signed by|e-signed by|esigned by|digitally signed by|signed electronically"},
};

// A box near one that has "Signature" in it: beside it, or over the line that it stands under.
bool is_near(Box mark, Box label) {
  constexpr int32_t kOver = 700, kUnder = 450, kLeft = 400, kRight = 4'000;
  if (mark == Box{} || label == Box{}) return true;
  // Text that runs down the page or up it.
  if (label.bottom - label.top > 2 * (label.right - label.left)) {
    for (Box* box : {&mark, &label}) *box = {box->top, box->left, box->bottom, box->right};
  }
  return mark.bottom > label.top - kOver && mark.top < label.bottom + kUnder &&
         mark.right > label.left - kLeft && mark.left < label.right + kRight;
}

struct Search {
  Reading& reading;
  std::vector<Seen> labels = {};  // where a signature is asked for
  std::vector<LetterSignature> found = {};

  bool near_label(uint32_t page, const Box& box) const {
    return std::any_of(labels.begin(), labels.end(),
                       [&](const Seen& label) { return label.page == page && is_near(box, label.box); });
  }
  void add(LetterSignature signature) {
    if (found.size() < limits::kLetterDates) found.push_back(std::move(signature));
  }
  void find_labels();
  void digital();
  void envelopes();
  void marks();
  void typed();
  void empty_fields();
};

void Search::find_labels() {
  constexpr size_t kMostLabels = 32;
  for (const Entry& entry : reading.fields.entries) {
    if (entry.label == Label::signature && labels.size() < kMostLabels) labels.push_back(entry.seen);
  }
  for (const FormField& field : reading.document.fields) {
    if (field.kind != FieldKind::signature || labels.size() >= kMostLabels) continue;
    Seen seen;
    seen.page = field.page;
    seen.box = field.box;
    seen.quote = field.label.empty() ? field.name : field.label;
    labels.push_back(seen);
  }
  if (!labels.empty()) reading.facts.signature_field = labels.front();
  for (const Line& line : reading.lines.all) {
    if (labels.empty() && is_valediction(line.text)) labels.push_back(seen_at(line, 0, line.text.size()));
  }
}

void Search::digital() {
  for (const DigitalSignature& signature : reading.document.signatures) {
    if (signature.timestamp || found.size() == kMostSignatures) continue;
    LetterSignature made;
    made.kind = SignatureKind::digital;
    made.name = text::cut_at_character(signature.name, limits::kShownValueBytes);
    made.date = signature.date;
    if (signature.date) made.time = format_iso(*signature.date);
    made.seen.page = 1;
    for (const FormField& field : reading.document.fields) {
      if (field.kind != FieldKind::signature || signature.field.empty() || field.name != signature.field)
        continue;
      made.seen.page = field.page;
      made.seen.box = field.box;
    }
    for (const Vendor& vendor : kVendors) {
      for (const std::string* text : {&signature.name, &signature.reason, &signature.location}) {
        if (!vendor.name.empty() && text::contains_fold(*text, vendor.name)) made.vendor = vendor.name;
      }
    }
    std::string quote = "digital signature";
    if (!made.name.empty()) quote += " of " + made.name;
    if (!made.time.empty()) quote += ", " + made.time;
    made.seen.quote = text::cut_at_character(quote, limits::kShownValueBytes);
    add(std::move(made));
  }
}

// "… ID: 1A2B3C4D-…": what follows the colon.
std::string id_in(std::string_view line) {
  constexpr size_t kShortest = 8, kLongest = 64;
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  size_t from = colon + 1;
  while (from < line.size() && (line[from] == ' ' || line[from] == kBetween)) ++from;
  size_t end = from;
  bool digits = false;
  while (end < line.size() && end - from < kLongest &&
         (text::is_alnum(line[end]) || line[end] == '-' || line[end] == '_'))
    digits |= text::is_digit(line[end++]);
  return digits && end - from >= kShortest ? std::string(line.substr(from, end - from)) : std::string();
}

// "E-signed by: Jane Doe (Nov 20, …": who it is, if the line says so.
std::string name_in(std::string_view line) {
  constexpr std::string_view kSign = "signed by";
  constexpr size_t kLongest = 60;
  for (size_t at = 0; at + kSign.size() < line.size(); ++at) {
    if (!text::equal_fold(line.substr(at, kSign.size()), kSign)) continue;
    size_t from = at + kSign.size();
    while (from < line.size() && (line[from] == ' ' || line[from] == ':' || line[from] == kBetween)) ++from;
    size_t end = from;
    const auto is_part = [](char c) {
      return text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == ' ' || c == '.' ||
             c == '\'' || c == '-';
    };
    while (end < line.size() && end - from < kLongest && is_part(line[end])) ++end;
    std::string_view name = line.substr(from, end - from);
    for (const std::string_view stop : {" on ", " at ", " date"}) name = name.substr(0, name.find(stop));
    return std::string(text::trim(name));
  }
  return {};
}

// A date with the time behind it, in the line or in one of the next few.
std::string time_near(const Lines& lines, size_t at) {
  constexpr size_t kLines = 5, kBehind = 24;
  for (size_t i = at; i < std::min(at + kLines, lines.all.size()) && lines.all[i].page == lines.all[at].page;
       ++i) {
    const std::string& text = lines.all[i].text;
    const std::vector<DateHit> hits = find_dates(text);
    if (hits.empty()) continue;
    size_t end = hits.front().to;
    for (const size_t most = std::min(end + kBehind, text.size()); end < most && text[end] != kBetween;)
      ++end;
    std::string out(text::trim(std::string_view(text).substr(hits.front().from, end - hits.front().from)));
    return out;
  }
  return {};
}

void Search::envelopes() {
  const Lines& lines = reading.lines;
  const bool any = std::any_of(std::begin(kVendors), std::end(kVendors),
                               [&](const Vendor& vendor) { return reading.flat.has(vendor.marks); });
  if (!any) return;
  for (size_t i = 0; i < lines.all.size(); ++i) {
    const std::string_view text = lines.all[i].text;
    for (const Vendor& vendor : kVendors) {
      bool marked = false;
      for (std::string_view marks = vendor.marks; !marks.empty() && !marked;) {
        const std::string_view mark = marks.substr(0, marks.find('|'));
        marks.remove_prefix(std::min(mark.size() + 1, marks.size()));
        marked = text::contains_fold(text, mark);
      }
      if (!marked) continue;
      auto same = std::find_if(found.begin(), found.end(), [&](const LetterSignature& known) {
        return known.kind == SignatureKind::envelope && (known.vendor == vendor.name || vendor.name.empty());
      });
      if (same == found.end()) {
        LetterSignature made;
        made.kind = SignatureKind::envelope;
        made.vendor = vendor.name;
        made.seen = seen_at(lines.all[i], 0, text.size());
        add(std::move(made));
        same = found.end() - 1;
      }
      if (same->id.empty()) same->id = id_in(text);
      if (same->name.empty()) same->name = name_in(text);
      if (same->time.empty()) same->time = time_near(lines, i);
      if (same->time.empty() && i != 0) same->time = time_near(lines, i - 1);
      break;
    }
  }
}

void Search::marks() {
  const Document& document = reading.document;
  const auto sizes = [&](uint32_t page) {
    return page >= 1 && page <= document.sizes.size() ? document.sizes[page - 1] : PageSize{6120, 7920};
  };
  const auto looks_at = [&](const Box& box, uint32_t page) {
    const PageSize size = sizes(page);
    const int64_t area = int64_t{box.right - box.left} * (box.bottom - box.top);
    return area * 4 < int64_t{size.width} * size.height;  // a page's picture is a scan
  };
  const auto put = [&](SignatureKind kind, uint32_t page, const Box& box, std::string quote) {
    LetterSignature made;
    made.kind = kind;
    made.seen.page = page;
    made.seen.box = box;
    hide_secrets(quote);
    made.seen.quote = text::cut_at_character(quote, limits::kShownValueBytes);
    add(std::move(made));
  };
  constexpr size_t kMostMarks = 2'000;
  for (size_t i = 0; i < std::min(document.marks.size(), kMostMarks); ++i) {
    const Mark& mark = document.marks[i];
    const bool near = near_label(mark.page, mark.box);
    if (mark.kind == MarkKind::ink && (near || labels.empty())) {
      put(SignatureKind::ink, mark.page, mark.box, "drawn with a pen");
    } else if (mark.kind == MarkKind::drawing && near) {
      put(SignatureKind::drawing, mark.page, mark.box, "drawn lines");
    } else if (mark.kind == MarkKind::stamp && (near || labels.empty())) {
      put(SignatureKind::stamp, mark.page, mark.box, mark.text.empty() ? "a stamp" : "stamp: " + mark.text);
    } else if (mark.kind == MarkKind::picture && near && looks_at(mark.box, mark.page)) {
      put(SignatureKind::picture, mark.page, mark.box, "a picture");
    }
  }
  for (size_t i = 0; i < std::min(document.pictures.size(), kMostMarks); ++i) {
    const Picture& picture = document.pictures[i];
    const bool placed = picture.box != Box{};
    if (placed && near_label(picture.page, picture.box) && looks_at(picture.box, picture.page))
      put(SignatureKind::picture, picture.page, picture.box, "a picture");
  }
}

void Search::typed() {
  for (const Entry& entry : reading.fields.entries) {
    if (entry.label != Label::signature || entry.presence != Presence::given) continue;
    const auto letters = std::count_if(entry.value.begin(), entry.value.end(), text::is_letter);
    const bool asks = text::contains_any_word(entry.value, "sign|here|signature|required|date");
    if (letters < 3 || asks) continue;
    LetterSignature made;
    made.kind = SignatureKind::typed;
    made.name = entry.value;
    made.seen = entry.seen;
    add(std::move(made));
  }
  for (const Line& line : reading.lines.all) {
    const size_t at = line.text.find("/s/");
    if (at == std::string::npos) continue;
    LetterSignature made;
    made.kind = SignatureKind::typed;
    made.seen = seen_at(line, at, line.text.size());
    const std::string_view name = std::string_view(line.text).substr(at + 3);
    made.name = text::trim(name.substr(0, name.find(kBetween)));
    add(std::move(made));
  }
}

void Search::empty_fields() {
  for (const FormField& field : reading.document.fields) {
    if (field.kind != FieldKind::signature) continue;
    const bool filled = std::any_of(reading.document.signatures.begin(), reading.document.signatures.end(),
                                    [&](const DigitalSignature& signature) {
                                      return !signature.timestamp && signature.field == field.name;
                                    });
    if (filled || !field.value.empty()) continue;
    LetterSignature made;
    made.kind = SignatureKind::empty_field;
    made.seen.page = field.page;
    made.seen.box = field.box;
    made.seen.quote =
        text::cut_at_character(field.label.empty() ? field.name : field.label, limits::kShownValueBytes);
    add(std::move(made));
    break;
  }
}

}  // namespace

void read_signatures(Reading& reading) {
  Search search{reading};
  search.find_labels();
  search.digital();
  search.envelopes();
  search.marks();
  search.typed();
  search.empty_fields();
  text::stable_sort(search.found,
                    [](const LetterSignature& a, const LetterSignature& b) { return a.kind > b.kind; });
  if (search.found.size() > kMostSignatures) search.found.resize(kMostSignatures);
  reading.facts.signatures = std::move(search.found);
}

}  // namespace portcheck::loa
