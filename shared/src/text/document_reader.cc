// portcheck.document/1 -> Document: parse_document() of portcheck/document.h. Who sent it is not trusted.
#include "portcheck/document.h"

#include <limits>

#include "portcheck/limits.h"
#include "text/document_names.h"
#include "text/json_pull.h"
#include "text/stable_sort.h"
#include "text/utf8.h"
#include "text/word_list.h"

namespace portcheck {
namespace {

using text::JsonPull;

class Reader {
 public:
  explicit Reader(std::string_view json) : json_(json) {}

  std::optional<Document> run() {
    std::string schema;
    json_.object([&](std::string_view name) {
      if (name == "schema") {
        json_.text(schema, sizeof text::kDocumentSchema);
      } else {
        root(name);
      }
    });
    const bool whole = json_.finished() && schema == text::kDocumentSchema;
    if (!whole || last_page_ > document_.pages) return std::nullopt;
    sort_spans();
    return std::move(document_);
  }

 private:
  void root(std::string_view name) {
    if (name == "status") return kind(text::kDocumentStatuses, document_.status);
    if (name == "problem") return text(document_.problem);
    if (name == "pages") return whole(document_.pages);
    if (name == "sizes") return list(document_.sizes, limits::kDocumentPages, &Reader::size);
    if (name == "spans") return list(document_.spans, limits::kDocumentSpans, &Reader::span);
    if (name == "fields") return list(document_.fields, limits::kDocumentItems, &Reader::field);
    if (name == "signatures") return list(document_.signatures, limits::kDocumentItems, &Reader::signature);
    if (name == "marks") return list(document_.marks, limits::kDocumentItems, &Reader::mark);
    if (name == "pictures") return list(document_.pictures, limits::kDocumentItems, &Reader::picture);
    if (name == "info") return json_.object([this](std::string_view member) { info(member); });
    if (name == "attachments") return list(document_.attachments, limits::kDocumentItems, &Reader::text);
    if (name == "unreadable") return whole(document_.unreadable);
    if (name == "was_encrypted") return json_.boolean(document_.was_encrypted);
    if (name == "scripts") return json_.boolean(document_.scripts);
    if (name == "launches") return json_.boolean(document_.launches);
    if (name == "xfa") return json_.boolean(document_.xfa);
    if (name == "ocr") return json_.boolean(document_.ocr);
    if (name == "tracked_changes") return json_.boolean(document_.tracked_changes);
    if (name == "comments") return json_.boolean(document_.comments);
    json_.fail();
  }

  template <class Item>
  void list(std::vector<Item>& out, size_t most, void (Reader::*read)(Item&)) {
    out.clear();
    json_.list(most, [&] { (this->*read)(out.emplace_back()); });
  }

  void text(std::string& out) {
    json_.text(out, 2 * limits::kDocumentTextBytes - text_bytes_);
    text_bytes_ += json_.ok() ? out.size() : 0;
  }

  template <class Number>
  void whole(Number& out, int64_t least = std::numeric_limits<Number>::min(),
             int64_t most = std::numeric_limits<Number>::max()) {
    out = static_cast<Number>(json_.whole(least, most));
  }

  template <class Enum>
  void kind(const char* words, Enum& out) {
    std::string written;
    json_.text(written, 16);
    size_t index = 0;
    for (std::string_view word; !(word = text::word_at(words, index)).empty(); ++index) {
      if (word == written) {
        out = static_cast<Enum>(index);
        return;
      }
    }
    json_.fail();
  }

  void date(std::optional<Date>& out) {
    std::string iso;
    json_.text(iso, 10);
    out = parse_iso_date(iso);
    if (!out) json_.fail();
  }

  void edges(int32_t* out, size_t count, int32_t least) {
    size_t read = 0;
    json_.list(count, [&] { whole(out[read++], least); });
    if (read != count) json_.fail();
  }

  void size(PageSize& out) {
    int32_t sides[2] = {};
    edges(sides, 2, 0);
    out = {sides[0], sides[1]};
  }

  bool place(std::string_view name, uint32_t& page, Box& box) {
    if (name == "page") {
      whole(page, 1);
      last_page_ = page > last_page_ ? page : last_page_;
    } else if (name == "box") {
      int32_t sides[4] = {};
      edges(sides, 4, INT32_MIN);
      box = {sides[0], sides[1], sides[2], sides[3]};
    } else {
      return false;
    }
    return true;
  }

  // An item that stands somewhere: `member` reads what it has beside its place.
  template <class Item, class Member>
  void placed(Item& out, Member member) {
    if (last_page_ == 0) last_page_ = 1;
    json_.object([&](std::string_view name) {
      if (!place(name, out.page, out.box)) member(name);
    });
  }

  void span(Span& out) {
    placed(out, [&](std::string_view name) {
      if (name == "line") return whole(out.line);
      if (name == "text") return text(out.text);
      if (name == "ink") return kind(text::kInks, out.ink);
      if (name == "filled_in") return json_.boolean(out.filled_in);
      if (name == "confidence") return whole(out.confidence, 0, 100);
      json_.fail();
    });
    if (out.text.empty()) json_.fail();
  }

  void field(FormField& out) {
    placed(out, [&](std::string_view name) {
      if (name == "kind") return kind(text::kFieldKinds, out.kind);
      if (name == "name") return text(out.name);
      if (name == "label") return text(out.label);
      if (name == "value") return text(out.value);
      if (name == "required") return json_.boolean(out.required);
      if (name == "read_only") return json_.boolean(out.read_only);
      if (name == "multiline") return json_.boolean(out.multiline);
      json_.fail();
    });
  }

  void signature(DigitalSignature& out) {
    json_.object([&](std::string_view name) {
      if (name == "field") return text(out.field);
      if (name == "name") return text(out.name);
      if (name == "reason") return text(out.reason);
      if (name == "location") return text(out.location);
      if (name == "filter") return text(out.filter);
      if (name == "format") return text(out.format);
      if (name == "date") return date(out.date);
      if (name == "covers_file") return json_.boolean(out.covers_file);
      if (name == "certifies") return json_.boolean(out.certifies);
      if (name == "timestamp") return json_.boolean(out.timestamp);
      json_.fail();
    });
  }

  void mark(Mark& out) {
    placed(out, [&](std::string_view name) {
      if (name == "kind") return kind(text::kMarkKinds, out.kind);
      if (name == "text") return text(out.text);
      json_.fail();
    });
  }

  void picture(Picture& out) {
    placed(out, [&](std::string_view name) {
      if (name == "width") return whole(out.width);
      if (name == "height") return whole(out.height);
      if (name == "codec") return text(out.codec);
      if (name == "bits") return whole(out.bits);
      if (name == "turned") return whole(out.turned, 0, 359);
      if (name == "resolution") return whole(out.resolution);
      if (name == "blank") return whole(out.blank, 0, 100);
      json_.fail();
    });
  }

  void info(std::string_view name) {
    DocumentInfo& out = document_.info;
    if (name == "title") return text(out.title);
    if (name == "author") return text(out.author);
    if (name == "subject") return text(out.subject);
    if (name == "creator") return text(out.creator);
    if (name == "producer") return text(out.producer);
    if (name == "created") return date(out.created);
    if (name == "modified") return date(out.modified);
    json_.fail();
  }

  void sort_spans() {
    const auto before = [](const Span& a, const Span& b) {
      return a.page != b.page ? a.page < b.page : a.line < b.line;
    };
    for (size_t i = 1; i < document_.spans.size(); ++i) {
      if (before(document_.spans[i], document_.spans[i - 1])) {
        text::stable_sort(document_.spans, before);
        return;
      }
    }
  }

  JsonPull json_;
  Document document_;
  size_t text_bytes_ = 0;
  uint32_t last_page_ = 0;
};

}  // namespace

std::optional<Document> parse_document(std::string_view json) {
  if (json.size() > limits::kDocumentJsonBytes || !text::is_valid_utf8(json)) return std::nullopt;
  return Reader(json).run();
}

}  // namespace portcheck
