#include "letter/layout.h"

#include <algorithm>

#include "letter/canvas.h"
#include "letter/catalog.h"
#include "letter/form_fields.h"
#include "letter/wording.h"
#include "phone/phone_number.h"
#include "text/decimal.h"

namespace portcheck::letter {
namespace {

constexpr double kLeft = 54, kRight = kPageWidth - 54, kTop = 50, kFieldLeft = 204;
constexpr double kLine = 17, kTwoLines = 28, kGap = 3;
constexpr double kNumberLine = 12.6;
constexpr size_t kColumns = 5, kFirstRows = 8, kPageRows = 50;
constexpr Font kHeading{true, 10.5}, kText{false, 9}, kLabel{false, 9}, kNumbers{false, 9.5},
    kFoot{false, 7.5};

std::string encoded(std::string_view utf8) {
  char32_t missing = 0;
  return encode(utf8, missing).value_or("");
}

// "November 26, 2026", which nobody can read in two ways.
std::string day_of(Date date) {
  const std::string with_weekday = format_long(date);
  return with_weekday.substr(with_weekday.find(' ') + 1);
}

class Letter {
 public:
  Letter(const LetterForm& form, const Picture& picture)
      : form_(form),
        picture_(picture),
        toll_free_(form.kind == Kind::toll_free),
        wording_(wording_of(form.kind, form.new_provider)) {
    const size_t first = kFirstRows * kColumns, count = form.numbers.size();
    const size_t more =
        count > first ? (count - first + kPageRows * kColumns - 1) / (kPageRows * kColumns) : 0;
    for (size_t i = 0; i <= more; ++i) pages_.push_back(file_.reserve());
  }

  MadeLetter make() {
    FormFields fields(file_, structure_, resources_);
    fields_ = &fields;
    structure_.open("Document");
    first_page();
    for (size_t page = 1; page < pages_.size(); ++page) number_page(page);
    structure_.close();
    put_resources();
    const std::string title = wording_.title + (form_.company.empty() ? "" : " of " + form_.company);
    const CatalogParts parts{page_tree_,     pages_, structure_.write(file_, pages_),
                             fields.write(), title,  wording_.subtitle,
                             form_.today};
    MadeLetter made;
    made.pdf = write_catalog(file_, parts);
    made.numbers = static_cast<uint32_t>(form_.numbers.size());
    made.pages = static_cast<uint32_t>(pages_.size());
    return made;
  }

 private:
  void first_page() {
    Canvas canvas(structure_, 0);
    canvas_ = &canvas;
    top_ = kTop;
    title();
    customer();
    provider();
    heading("Telephone numbers");
    if (form_.numbers.empty()) {
      field({"numbers", "Telephone numbers to move, one in each line or divided by commas", {}, true},
            {kLeft, top_, kRight - kLeft, kFirstRows * kNumberLine});
      top_ += kFirstRows * kNumberLine + kGap;
    } else {
      first_numbers();
    }
    declarations();
    signature();
    put_page(canvas, 0, fields_->annotations());
  }

  void title() {
    structure_.open("H1");
    block(kLeft, top_ + 16, {true, 18}, encoded(wording_.title));
    structure_.close();
    structure_.open("P");
    block(kLeft, top_ + 31, {false, 10.5}, encoded(wording_.subtitle));
    structure_.close();
    canvas_->line(kLeft, top_ + 39, kRight, 1, 0);
    top_ += 41;
  }

  void customer() {
    heading("Whose numbers they are");
    row("Company name (as on the bill)", "company", form_.company);
    row("Service address", "service_address", form_.service_address, true);
    row("Billing address, if different", "billing_address", form_.billing_address, true);
  }

  void provider() {
    heading("Where the numbers are today");
    row("Current provider", "carrier", form_.carrier);
    row("Account number", "account", form_.account);
    if (toll_free_) {
      row("Current RespOrg ID", "resporg", form_.resporg);
    } else {
      row("Billing telephone number (BTN)", "btn", form_.btn);
    }
  }

  void first_numbers() {
    const size_t here = std::min(form_.numbers.size(), kFirstRows * kColumns);
    std::string text =
        text::decimal(form_.numbers.size()) + (form_.numbers.size() == 1 ? " number" : " numbers");
    if (pages_.size() > 1)
      text += ": the first " + text::decimal(here) +
              " here, all others on the following pages, which are part of this letter";
    structure_.open("P");
    block(kLeft, top_ + 9, kText, encoded(text + "."));
    structure_.close();
    top_ += 12;
    numbers(0, here);
    top_ += kGap;
  }

  void declarations() {
    constexpr double kLeading = 10.8;
    heading("Authorization");
    for (const std::string& paragraph : wording_.declarations) {
      structure_.open("P");
      canvas_->begin_text();
      for (const std::string& line : break_lines(encoded(paragraph), kText, kRight - kLeft)) {
        canvas_->text(kLeft, top_ + 8, kText, line);
        top_ += kLeading;
      }
      canvas_->end();
      structure_.close();
      top_ += kGap;
    }
  }

  void signature() {
    constexpr double kHeight = 42;
    heading("Signature of the customer, or of a person authorized to sign");
    label("Signature", kHeight);
    const Rect room{kFieldLeft, top_, kRight - kFieldLeft, kHeight};
    if (picture_.width != 0) {
      structure_.open("Figure",
                      "/Alt " + text_string("Signature" + (form_.name.empty() ? "" : " of " + form_.name)));
      canvas_->picture("Signature", fitted(room));
      structure_.close();
    }
    canvas_->line(room.left, room.top + room.height, kRight, 0.6, 0);
    top_ += kHeight + kGap + 1;
    row("Printed name", "name", form_.name);
    row("Title", "title", form_.title);
    row("Date signed", "signed_on", form_.signed_on ? day_of(*form_.signed_on) : "");
  }

  Rect fitted(const Rect& room) const {
    constexpr double kInset = 2;
    const double scale =
        std::min((room.width - kInset) / picture_.width, (room.height - kInset) / picture_.height);
    const double height = picture_.height * scale;
    return {room.left, room.top + room.height - height - kInset / 2, picture_.width * scale, height};
  }

  void number_page(size_t page) {
    Canvas canvas(structure_, page);
    canvas_ = &canvas;
    top_ = kTop;
    const size_t from = kFirstRows * kColumns + (page - 1) * kPageRows * kColumns;
    const size_t to = std::min(form_.numbers.size(), from + kPageRows * kColumns);
    structure_.open("P");
    block(kLeft, top_ + 10, kHeading,
          encoded(wording_.title + ", continued: telephone numbers " + text::decimal(from + 1) + " to " +
                  text::decimal(to) + " of " + text::decimal(form_.numbers.size())));
    structure_.close();
    canvas.line(kLeft, top_ + 17, kRight, 1, 0);
    top_ += 24;
    numbers(from, to);
    put_page(canvas, page, {});
  }

  void numbers(size_t from, size_t to) {
    structure_.open("Table", "/Alt (Telephone numbers)");
    for (size_t i = from; i < to; i += kColumns) {
      structure_.open("TR");
      for (size_t j = i; j < std::min(to, i + kColumns); ++j) {
        structure_.open("TD");
        block(kLeft + static_cast<double>(j - i) * (kRight - kLeft) / kColumns, top_ + 9.5, kNumbers,
              encoded(phone::format_national(form_.numbers[j])));
        structure_.close();
      }
      structure_.close();
      top_ += kNumberLine;
    }
    structure_.close();
  }

  void heading(std::string_view text) {
    structure_.open("H2");
    block(kLeft, top_ + 13, kHeading, encoded(text));
    structure_.close();
    top_ += 18;
  }

  void block(double left, double base, Font font, std::string_view text) {
    canvas_->begin_text();
    canvas_->text(left, base, font, text);
    canvas_->end();
  }

  void label(std::string_view text, double height) {
    structure_.open("P");
    block(kLeft, top_ + std::min(height, kLine) - 5, kLabel, encoded(text));
    structure_.close();
  }

  void row(std::string_view text, std::string_view name, const std::string& value, bool two_lines = false) {
    const double height = two_lines ? kTwoLines : kLine;
    label(text, height);
    field({name, text, value, two_lines}, {kFieldLeft, top_, kRight - kFieldLeft, height});
    top_ += height + kGap;
  }

  void field(const TextField& field, const Rect& area) {
    constexpr double kPale = 0.955, kBorder = 0.6;
    canvas_->shade(area, kPale);
    canvas_->frame(area, kBorder);
    fields_->add(field, area, pages_[0]);
  }

  void put_page(Canvas& canvas, size_t page, const std::string& annotations) {
    const std::string foot = wording_.title + (form_.company.empty() ? "" : " of " + form_.company) +
                             ", page " + text::decimal(page + 1) + " of " + text::decimal(pages_.size());
    canvas.decorative_text(kLeft, kPageHeight - 30, kFoot, encoded(foot));
    const PdfFile::Id content = file_.add_stream("", canvas.operators());
    std::string body = "<< /Type /Page /Parent " + reference(page_tree_) +
                       " /MediaBox [0 0 612 792] /Resources " + reference(resources_) + " /Contents " +
                       reference(content) + " /StructParents " + text::decimal(page) + " /Tabs /S";
    if (!annotations.empty()) body += " /Annots " + annotations;
    file_.put(pages_[page], body + " >>");
  }

  void put_resources() {
    std::string fonts;
    for (const std::string_view font : {"/Helv /Helvetica", "/Bold /Helvetica-Bold"}) {
      const size_t blank = font.find(' ');
      const PdfFile::Id id = file_.add("<< /Type /Font /Subtype /Type1 /BaseFont" +
                                       std::string(font.substr(blank)) + " /Encoding /WinAnsiEncoding >>");
      fonts.append(" ").append(font.substr(0, blank)).append(" ").append(reference(id));
    }
    std::string body = "<< /Font <<" + fonts + " >>";
    if (picture_.width != 0)
      body += " /XObject << /Signature " + reference(add_picture(file_, picture_)) + " >>";
    file_.put(resources_, body + " >>");
  }

  const LetterForm& form_;
  const Picture& picture_;
  bool toll_free_;
  Wording wording_;
  PdfFile file_;
  Structure structure_;
  PdfFile::Id resources_ = file_.reserve(), page_tree_ = file_.reserve();
  std::vector<PdfFile::Id> pages_;
  FormFields* fields_ = nullptr;
  Canvas* canvas_ = nullptr;
  double top_ = 0;
};

}  // namespace

MadeLetter lay_out(const LetterForm& form, const Picture& picture) {
  return Letter(form, picture).make();
}

}  // namespace portcheck::letter
