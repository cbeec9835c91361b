#include "portcheck/document.h"
#include "portcheck/limits.h"

#include <gtest/gtest.h>

namespace portcheck {
namespace {

Span span(std::string text) {
  Span made;
  made.text = std::move(text);
  return made;
}

Document everything() {
  Document all;
  all.status = DocumentStatus::recovered;
  all.problem = "two objects are damaged";
  all.pages = 3;
  all.sizes = {{6120, 7920}, {7920, 6120}};
  all.spans = {{1,
                0,
                {720, 720, 1500, 840},
                "To whom it may \"concern\"\xE2\x80\xA8\xC3\xA9",
                Ink::visible,
                false,
                100},
               {1, 0, {-5, 0, 0, 1}, "\xF0\x9F\x98\x80", Ink::hidden, true, 0},
               {2, 7, {}, "\\u0041\n", Ink::deleted, false, 61}};
  all.fields = {{2, {1, 2, 3, 4}, FieldKind::check_box, "form.local", "Local numbers", "1", true, true, true},
                {1, {}, FieldKind::signature, "", "", "", false, false, false}};
  all.signatures = {{"sig", "A. Ortiz", "I agree", "Austin", "Adobe.PPKLite", "adbe.pkcs7.detached",
                     Date{2026, 11, 3}, true, true, true},
                    {}};
  all.marks = {{3, {9, 8, 7, 6}, MarkKind::ink, "signed"}, {1, {}, MarkKind::other, ""}};
  all.pictures = {{2, {0, 0, 6120, 7920}, 2550, 3300, "ccitt", 1, 270, 300, 99}, {}};
  all.info = {"LOA", "A", "S", "Word", "LibreOffice", Date{1999, 1, 1}, Date{2026, 2, 28}};
  all.attachments = {"numbers.xlsx", ""};
  all.unreadable = 4'000'000'000;
  all.was_encrypted = all.scripts = all.launches = all.xfa = all.ocr = all.tracked_changes = all.comments =
      true;
  return all;
}

TEST(DocumentJson, GivesBackWhatWasWritten) {
  const Document all = everything();
  const std::string json = to_json(all);
  const auto read = parse_document(json);
  ASSERT_TRUE(read) << json;
  EXPECT_EQ(*read, all);
  EXPECT_EQ(to_json(*read), json);
}

TEST(DocumentJson, LeavesOutWhatIsAsUsual) {
  EXPECT_EQ(to_json(Document()), R"({"schema":"portcheck.document/1"})");
  EXPECT_EQ(parse_document(R"({"schema":"portcheck.document/1"})"), Document());
  Document letter;
  letter.pages = 1;
  letter.spans.push_back(span("Hello"));
  EXPECT_EQ(to_json(letter), R"({"schema":"portcheck.document/1","pages":1,"spans":[{"text":"Hello"}]})");
}

TEST(DocumentJson, SetsEveryKindAndStatus) {
  Document all;
  all.pages = 1;
  for (int i = 0; i < 6; ++i) all.fields.emplace_back().kind = static_cast<FieldKind>(i);
  for (int i = 0; i < 8; ++i) all.marks.emplace_back().kind = static_cast<MarkKind>(i);
  for (int i = 0; i < 6; ++i) {
    all.status = static_cast<DocumentStatus>(i);
    EXPECT_EQ(parse_document(to_json(all)), all);
  }
}

TEST(DocumentJson, PutsSpansInOrder) {
  const auto read =
      parse_document(R"({"spans":[{"page":2,"text":"c"},{"line":1,"text":"b"},{"text":"a1"},{"text":"a2"}],)"
                     R"("pages":2,"schema":"portcheck.document/1"})");
  ASSERT_TRUE(read);
  std::string order;
  for (const Span& span : read->spans) order += span.text + ' ';
  EXPECT_EQ(order, "a1 a2 b c ");
}

TEST(DocumentJson, RefusesWhatIsNone) {
  const std::string good = to_json(everything());
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_document(std::string_view(good).substr(0, size))) << size;
  EXPECT_FALSE(parse_document(good + "x"));
  for (const char* members : {
           R"("pages":-1)",
           R"("pages":4294967296)",
           R"("pages":"1")",
           R"("pages":null)",
           R"("new":1)",
           R"("status":"fine")",
           R"("status":"")",
           R"("spans":{})",
           R"("spans":[1])",
           R"("pages":1,"spans":[{}])",
           R"("pages":1,"spans":[{"text":""}])",
           R"("pages":1,"spans":[{"text":"a","text":""}])",
           R"("spans":[{"text":"a"}])",
           R"("pages":1,"spans":[{"text":"a","page":0}])",
           R"("pages":1,"spans":[{"text":"a","page":2}])",
           R"("pages":1,"spans":[{"text":"a","ink":"blue"}])",
           R"("pages":1,"spans":[{"text":"a","confidence":101}])",
           R"("pages":1,"spans":[{"text":"a","box":[1,2,3]}])",
           R"("pages":1,"spans":[{"text":"a","box":[1,2,3,4,5]}])",
           R"("pages":1,"spans":[{"text":"a","box":[1,2,3,2147483648]}])",
           R"("pages":1,"spans":[{"text":"a","kind":"text"}])",
           R"("pages":1,"pictures":[{"turned":360}])",
           R"("pages":1,"pictures":[{"bits":256}])",
           R"("sizes":[[1,-1]])",
           R"("sizes":[1])",
           R"("info":{"created":"2026-02-30"})",
           R"("info":[])",
           R"("signatures":[{"date":""}])",
           R"("scripts":1)",
           R"("scripts":tru)",
           R"("attachments":[1])",
           R"("schema":"portcheck.document/2")",
           "\"problem\":\"\xFF\"",
       }) {
    EXPECT_FALSE(parse_document(std::string(R"({"schema":"portcheck.document/1",)") + members + "}"))
        << members;
  }
  EXPECT_FALSE(parse_document("{}"));
  EXPECT_FALSE(parse_document(R"(["portcheck.document/1"])"));
  EXPECT_FALSE(parse_document(std::string(100'000, '[')));
}

Document with_spans(size_t count, size_t bytes_each) {
  Document letter;
  letter.pages = 1;
  letter.spans.assign(count, span(std::string(bytes_each, 'x')));
  return letter;
}

TEST(DocumentJson, IsBounded) {
  EXPECT_TRUE(parse_document(to_json(with_spans(limits::kDocumentSpans, 20))));
  EXPECT_FALSE(parse_document(to_json(with_spans(limits::kDocumentSpans + 1, 1))));
  EXPECT_TRUE(parse_document(to_json(with_spans(4, limits::kDocumentTextBytes / 4))));
  EXPECT_FALSE(parse_document(to_json(with_spans(9, limits::kDocumentTextBytes / 4))));
  Document pages;
  pages.sizes.resize(limits::kDocumentPages + 1);
  EXPECT_FALSE(parse_document(to_json(pages)));
  Document attachments;
  attachments.attachments.resize(limits::kDocumentItems + 1);
  EXPECT_FALSE(parse_document(to_json(attachments)));
  EXPECT_FALSE(parse_document(to_json(Document()) + std::string(limits::kDocumentJsonBytes, ' ')));
}

}  // namespace
}  // namespace portcheck
