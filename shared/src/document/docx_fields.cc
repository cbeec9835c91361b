// What is filled in: content controls, and the form fields of older documents.
#include <algorithm>

#include "document/docx_reader.h"
#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::document {
namespace {

using text::XmlReader;

constexpr uint64_t hash(std::string_view name) {
  return XmlReader::hash(name);
}

constexpr size_t kOpenFields = 64;  // inside each other
constexpr size_t kInstructionBytes = 256;
constexpr size_t kChoices = 1'000;
constexpr std::string_view kTicked = "\xE2\x98\x92", kNotTicked = "\xE2\x98\x90";  // ☒ ☐

bool starts_program(std::string_view instruction) {
  return text::starts_with_fold(text::trim(instruction), "DDE");
}

}  // namespace

bool DocxReader::field_element(uint64_t name, Scope scope) {
  switch (name) {
    case hash("fldChar"):
      field_char(scope);
      return true;
    case hash("fldSimple"):
      document_.launches = document_.launches || starts_program(xml_value(*xml_, "instr"));
      content(scope);
      return true;
    case hash("instrText"):
    case hash("delInstrText"):
      if (!fields_.empty() && fields_.back().instruction.size() < kInstructionBytes)
        fields_.back().instruction += xml_text(*xml_).substr(0, kInstructionBytes);
      return true;
    case hash("sdt"):
      control(scope);
      return true;
    default:
      return false;
  }
}

bool DocxReader::in_instruction() const {
  return std::any_of(fields_.begin(), fields_.end(), [](const Field& field) { return !field.in_result; });
}

bool DocxReader::in_form_field() const {
  return std::any_of(fields_.begin(), fields_.end(), [](const Field& field) { return field.is_form; });
}

void DocxReader::field_char(const Scope& scope) {
  const std::string type = xml_value(*xml_, "fldCharType");
  if (type == "begin") {
    if (fields_.size() == kOpenFields) drop_fields(true);
    Field& field = fields_.emplace_back();
    field.form.page = text_.page();
    for_children(*xml_, [&](std::string_view name) {
      if (name == "ffData") form_data(field);
    });
  } else if (fields_.empty()) {
    return;
  } else if (type == "separate") {
    Field& field = fields_.back();
    if (field.in_result) return;
    document_.launches = document_.launches || starts_program(field.instruction);
    field.in_result = true;
    field.captures = field.is_form;
    if (field.captures) text_.capture();
  } else if (type == "end") {
    end_field(scope);
  }
}

void DocxReader::form_data(Field& field) {
  field.is_form = true;
  FormField& form = field.form;
  for_children(*xml_, [&](std::string_view name) {
    if (name == "name") {
      form.name = xml_value(*xml_, "val");
    } else if (name == "statusText" || name == "helpText") {
      if (form.label.empty()) form.label = xml_value(*xml_, "val");
    } else if (name == "enabled") {
      form.read_only = !xml_on(*xml_);
    } else if (name == "checkBox") {
      check_box_data(field);
    } else if (name == "ddList") {
      form.kind = FieldKind::choice;
      for_children(*xml_, [&](std::string_view part) {
        if (part == "result") text::xml_number(xml_value(*xml_, "val"), field.choice);
        if (part == "listEntry" && field.choices.size() < kChoices)
          field.choices.push_back(xml_value(*xml_, "val"));
      });
    }
  });
}

void DocxReader::check_box_data(Field& field) {
  field.form.kind = FieldKind::check_box;
  bool ticked = false, decided = false;
  for_children(*xml_, [&](std::string_view name) {
    if (name == "checked") {
      ticked = xml_on(*xml_);
      decided = true;
    } else if (name == "default" && !decided) {
      ticked = xml_on(*xml_);
    }
  });
  if (ticked) field.form.value = "1";
}

void DocxReader::end_field(const Scope& scope) {
  Field field = std::move(fields_.back());
  fields_.pop_back();
  const std::string shown = field.captures ? text_.captured() : std::string();
  document_.launches = document_.launches || starts_program(field.instruction);
  if (!field.is_form) return;
  Scope filled = scope;
  filled.filled_in = true;
  if (field.form.kind == FieldKind::check_box) {
    put(field.form.value.empty() ? kNotTicked : kTicked, filled);
  } else if (field.form.kind == FieldKind::choice && shown.empty()) {
    if (field.choice < field.choices.size()) field.form.value = field.choices[field.choice];
    put(field.form.value, filled);
  } else {
    field.form.value = shown;
  }
  add_field(std::move(field.form));
}

// Fields that never came to their result would swallow the rest of the text.
void DocxReader::drop_fields(bool all) {
  while (!fields_.empty() && (all || !fields_.back().in_result)) {
    if (fields_.back().captures) text_.captured();
    fields_.pop_back();
  }
}

void DocxReader::control(Scope scope) {
  Control control;
  control.field.page = text_.page();
  for_children(*xml_, [&](std::string_view name) {
    if (name == "sdtPr") {
      control_properties(control);
    } else if (name == "sdtContent" && !control.is_other) {
      Scope inside = scope;
      inside.filled_in = scope.filled_in || !control.shows_placeholder;
      text_.capture();
      content(inside);
      const std::string value = text_.captured();
      if (control.field.kind == FieldKind::check_box) {
        if (control.ticked) control.field.value = "1";
      } else if (!control.shows_placeholder) {
        control.field.value = value;
      }
    } else if (name == "sdtContent") {
      content(scope);
    }
  });
  if (!control.is_other) add_field(std::move(control.field));
}

void DocxReader::control_properties(Control& control) {
  FormField& field = control.field;
  for_children(*xml_, [&](std::string_view name) {
    switch (hash(name)) {
      case hash("alias"):
        field.label = xml_value(*xml_, "val");
        break;
      case hash("tag"):
        field.name = xml_value(*xml_, "val");
        break;
      case hash("showingPlcHdr"):
        control.shows_placeholder = xml_on(*xml_);
        break;
      case hash("lock"):
        field.read_only = text::contains_fold(xml_value(*xml_, "val"), "contentLocked");
        break;
      case hash("text"):
        field.multiline = text::xml_flag(xml_value(*xml_, "multiLine"));
        break;
      case hash("comboBox"):
      case hash("dropDownList"):
        field.kind = FieldKind::choice;
        break;
      case hash("checkbox"):
        field.kind = FieldKind::check_box;
        for_children(*xml_, [&](std::string_view part) {
          if (part == "checked") control.ticked = xml_on(*xml_);
        });
        break;
      case hash("docPartObj"):
      case hash("docPartList"):
      case hash("group"):
      case hash("picture"):
      case hash("equation"):
      case hash("citation"):
      case hash("bibliography"):
      case hash("repeatingSection"):
      case hash("repeatingSectionItem"):
        control.is_other = true;
        break;
      default:
        break;
    }
  });
  // Google's editor marks places of its own that way.
  control.is_other = control.is_other || field.name.starts_with("goog_rdk_");
}

void DocxReader::add_field(FormField&& field) {
  ++made_;
  if (document_.fields.size() < limits::kDocumentItems) document_.fields.push_back(std::move(field));
}

}  // namespace portcheck::document
