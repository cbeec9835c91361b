#include "server/http/handlers/templates.h"

#include <memory>

#include "portcheck/hand_back.h"
#include "portcheck/letter_form.h"
#include "server/http/httplib.h"

namespace portcheck::server {
namespace {

std::string blank_letter(Kind kind, Date today) {
  LetterForm form;
  form.kind = kind;
  form.today = today;
  return make_letter(form).pdf;
}

Route route(const std::string& name, const char* type, std::string bytes) {
  const auto shared = std::make_shared<const std::string>(std::move(bytes));
  return {.method = "GET",
          .pattern = "/templates/" + name,
          .handler =
              [shared, name, type = std::string(type)](const auto&, auto& response) {
                response.set_header("Content-Disposition", "attachment; filename=\"" + name + "\"");
                response.set_header("Cache-Control", "max-age=3600");
                response.set_content(*shared, type);
              },
          .metric = "templates"};
}

}  // namespace

Routes template_routes(Date today) {
  constexpr char kPdf[] = "application/pdf";
  return {route("loa-local.pdf", kPdf, blank_letter(Kind::local, today)),
          route("loa-toll-free.pdf", kPdf, blank_letter(Kind::toll_free, today)),
          route("porting-template.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                make_template(SheetFormat::xlsx)),
          route("porting-template.csv", "text/csv; charset=utf-8", make_template(SheetFormat::csv))};
}

}  // namespace portcheck::server
