// The encoder of portcheck.document/1; shared/document.schema.json describes what comes out.
#include "portcheck/document.h"
#include "report/json_encoder.h"
#include "text/document_names.h"
#include "text/word_list.h"

namespace portcheck {
namespace {

using report::Encoder;

void text_member(Encoder& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.member(name, text);
}

void whole_member(Encoder& json, std::string_view name, uint64_t number, uint64_t usual = 0) {
  if (number != usual) json.member(name, number);
}

void flag_member(Encoder& json, std::string_view name, bool yes) {
  if (yes) json.member(name, true);
}

void date_member(Encoder& json, std::string_view name, const std::optional<Date>& date) {
  if (date) json.member(name, std::string_view(format_iso(*date)));
}

// The first of an enumeration is its default.
template <class Enum>
void kind_member(Encoder& json, std::string_view name, const char* words, Enum kind) {
  if (kind != Enum{}) json.member(name, text::word_at(words, static_cast<size_t>(kind)));
}

void place_members(Encoder& json, uint32_t page, const Box& box) {
  whole_member(json, "page", page, 1);
  if (box == Box{}) return;
  json.name("box");
  json.open('[');
  for (const int32_t edge : {box.left, box.top, box.right, box.bottom}) json.value(int64_t{edge});
  json.close(']');
}

void encode(Encoder& json, const PageSize& size) {
  json.open('[');
  json.value(int64_t{size.width});
  json.value(int64_t{size.height});
  json.close(']');
}

void encode(Encoder& json, const std::string& text) {
  json.value(std::string_view(text));
}

void encode(Encoder& json, const Span& span) {
  json.open('{');
  place_members(json, span.page, span.box);
  whole_member(json, "line", span.line);
  text_member(json, "text", span.text);
  kind_member(json, "ink", text::kInks, span.ink);
  flag_member(json, "filled_in", span.filled_in);
  whole_member(json, "confidence", span.confidence, 100);
  json.close('}');
}

void encode(Encoder& json, const FormField& field) {
  json.open('{');
  place_members(json, field.page, field.box);
  kind_member(json, "kind", text::kFieldKinds, field.kind);
  text_member(json, "name", field.name);
  text_member(json, "label", field.label);
  text_member(json, "value", field.value);
  flag_member(json, "required", field.required);
  flag_member(json, "read_only", field.read_only);
  flag_member(json, "multiline", field.multiline);
  json.close('}');
}

void encode(Encoder& json, const DigitalSignature& signature) {
  json.open('{');
  text_member(json, "field", signature.field);
  text_member(json, "name", signature.name);
  text_member(json, "reason", signature.reason);
  text_member(json, "location", signature.location);
  text_member(json, "filter", signature.filter);
  text_member(json, "format", signature.format);
  date_member(json, "date", signature.date);
  flag_member(json, "covers_file", signature.covers_file);
  flag_member(json, "certifies", signature.certifies);
  flag_member(json, "timestamp", signature.timestamp);
  json.close('}');
}

void encode(Encoder& json, const Mark& mark) {
  json.open('{');
  place_members(json, mark.page, mark.box);
  if (mark.kind != MarkKind::other)
    json.member("kind", text::word_at(text::kMarkKinds, static_cast<size_t>(mark.kind)));
  text_member(json, "text", mark.text);
  json.close('}');
}

void encode(Encoder& json, const Picture& picture) {
  json.open('{');
  place_members(json, picture.page, picture.box);
  whole_member(json, "width", picture.width);
  whole_member(json, "height", picture.height);
  text_member(json, "codec", picture.codec);
  whole_member(json, "bits", picture.bits);
  whole_member(json, "turned", picture.turned);
  whole_member(json, "resolution", picture.resolution);
  whole_member(json, "blank", picture.blank);
  json.close('}');
}

template <class Item>
void list_member(Encoder& json, std::string_view name, const std::vector<Item>& items) {
  if (items.empty()) return;
  json.name(name);
  json.open('[');
  for (const Item& item : items) encode(json, item);
  json.close(']');
}

void info_member(Encoder& json, const DocumentInfo& info) {
  if (info == DocumentInfo{}) return;
  json.name("info");
  json.open('{');
  text_member(json, "title", info.title);
  text_member(json, "author", info.author);
  text_member(json, "subject", info.subject);
  text_member(json, "creator", info.creator);
  text_member(json, "producer", info.producer);
  date_member(json, "created", info.created);
  date_member(json, "modified", info.modified);
  json.close('}');
}

}  // namespace

std::string to_json(const Document& document) {
  Encoder json;
  json.open('{');
  json.member("schema", std::string_view(text::kDocumentSchema));
  kind_member(json, "status", text::kDocumentStatuses, document.status);
  text_member(json, "problem", document.problem);
  whole_member(json, "pages", document.pages);
  list_member(json, "sizes", document.sizes);
  list_member(json, "spans", document.spans);
  list_member(json, "fields", document.fields);
  list_member(json, "signatures", document.signatures);
  list_member(json, "marks", document.marks);
  list_member(json, "pictures", document.pictures);
  info_member(json, document.info);
  list_member(json, "attachments", document.attachments);
  whole_member(json, "unreadable", document.unreadable);
  flag_member(json, "was_encrypted", document.was_encrypted);
  flag_member(json, "scripts", document.scripts);
  flag_member(json, "launches", document.launches);
  flag_member(json, "xfa", document.xfa);
  flag_member(json, "ocr", document.ocr);
  flag_member(json, "tracked_changes", document.tracked_changes);
  flag_member(json, "comments", document.comments);
  json.close('}');
  return json.take();
}

}  // namespace portcheck
