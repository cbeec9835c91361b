#include "portcheck/pdf.h"

#include <exception>
#include <memory>
#include <new>
#include <set>

#include "pdf/extras.h"
#include "pdf/fields.h"
#include "pdf/input.h"
#include "pdf/object_guard.h"
#include "pdf/page.h"
#include "pdf/reading.h"
#include "pdf/stream_filters.h"
#include "portcheck/limits.h"

namespace portcheck {
namespace {

using namespace pdf;

void set_status(Document& document, DocumentStatus status, Defect problem) {
  document.status = status;
  document.problem = to_string(problem);
}

void read_opened(Reading& reading) {
  Document& document = reading.document;
  read_info(reading);
  find_hidden_layers(reading);
  FormReader form(reading);
  Pages pages = find_pages(reading);
  document.pages = pages.count;
  look_for_scripts(reading);
  find_attachments(reading);
  Defect too_large = pages.count > pages.list.size() ? Defect::pdf_pages : Defect::none;
  for (size_t i = 0; i < pages.list.size(); ++i) {
    try {
      read_page(reading, form, pages.list[i], static_cast<uint32_t>(i + 1));
    } catch (const PastBound& past) {
      too_large = too_much(past.cost);
      break;
    }
    reading.file.getWarnings();  // which empties their list
  }
  form.add_unplaced();
  if (too_large != Defect::none) {
    set_status(document, DocumentStatus::too_large, too_large);
  } else if (pages.count == 0) {
    set_status(document, DocumentStatus::damaged, Defect::pdf_damaged);
  } else if (reading.damaged || !pages.complete) {
    set_status(document, DocumentStatus::recovered, Defect::pdf_recovered);
  }
}

// Where streams are encrypted, the input and the filters do not see what qpdf will parse.
void guard_encrypted_objects(Reading& reading) {
  const auto table = reading.file.getXRefTable();
  std::set<int> streams;
  for (const auto& [id, entry] : table) {
    if (entry.getType() == 2) streams.insert(entry.getObjStreamNumber());
  }
  for (const int number : streams) {
    const auto at = table.find(QPDFObjGen(number, 0));
    if (at == table.end() || at->second.getType() != 1) throw PastBound{Cost::tokens};
    const Object stream = reading.file.getObjectByID(number, 0);
    if (!get(stream, "/Filter").isNull()) continue;
    guard_object_stream(read_stream(stream, reading.budget).bytes, reading.budget);
  }
}

void read_guarded(std::string_view bytes, Document& document) {
  Budget budget(bytes.size());
  const FilterScope filters(budget);
  QPDF file;
  file.setSuppressWarnings(true);
  try {
    file.processInputSource(std::make_shared<BoundedInput>(bytes, budget), "");
    document.was_encrypted = file.isEncrypted();
    Reading reading(file, bytes, budget, document);
    reading.damaged = !file.getWarnings().empty();
    budget.opened();
    if (document.was_encrypted) guard_encrypted_objects(reading);
    read_opened(reading);
  } catch (const QPDFExc& problem) {
    const bool locked =
        problem.getErrorCode() == qpdf_e_password || problem.getErrorCode() == qpdf_e_unsupported;
    set_status(document, locked ? DocumentStatus::encrypted : DocumentStatus::damaged,
               locked ? Defect::password : Defect::pdf_damaged);
  } catch (const PastBound& past) {
    set_status(document, DocumentStatus::too_large, too_much(past.cost));
  }
}

}  // namespace

Document read_pdf(std::string_view bytes) {
  Document document;
  if (bytes.size() > limits::kPdfBytes) {
    set_status(document, DocumentStatus::too_large, Defect::pdf_size);
    return document;
  }
  try {
    read_guarded(bytes, document);
  } catch (const std::bad_alloc&) {
    set_status(document, DocumentStatus::too_large, Defect::pdf_size);
  } catch (const std::exception&) {
    set_status(document, document.spans.empty() ? DocumentStatus::damaged : DocumentStatus::recovered,
               document.spans.empty() ? Defect::pdf_damaged : Defect::pdf_recovered);
  }
  return document;
}

}  // namespace portcheck
