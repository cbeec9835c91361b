// The fields of a form and the signatures in them.
#pragma once

#include <set>

#include "pdf/reading.h"

namespace portcheck::pdf {

class FormReader {
 public:
  explicit FormReader(Reading& reading);

  // A widget on a page and the field behind it, which joins the document's fields (once, when it is text).
  FormField add_widget(const Object& widget, uint32_t page, const Box& box);
  void add_unplaced();  // fields that no page has

  const Object& resources() const { return resources_; }

 private:
  struct Inherited {
    Object field = Object::newNull();  // the highest with a name of its own kind
    Object kind = Object::newNull(), flags = Object::newNull(), value = Object::newNull();
    std::string name, label;
  };
  Inherited inherited(const Object& widget) const;
  FormField make(const Object& widget, const Inherited& from, uint32_t page, const Box& box);

  Reading& reading_;
  Object form_, resources_;
  std::set<QPDFObjGen> done_;  // widgets and fields
};

void add_signature(Reading& reading, const Object& value, const std::string& field);

}  // namespace portcheck::pdf
