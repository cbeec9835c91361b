#include <array>

#include "hand_back/output.h"
#include "portcheck/report.h"
#include "rules/media_types.h"
#include "rules/sheet_choice.h"
#include "text/word_list.h"

namespace portcheck {
namespace {

struct TemplateColumn {
  Field field;
  uint32_t width;
  std::string_view note;
};

constexpr TemplateColumn kColumns[] = {
    {Field::number_to_port, 18,
     "Required. One number a row, ten digits, such as 212-736-0143. Local and toll-free numbers go into "
     "separate requests. No extensions, no ranges."},
    {Field::campaign_url, 52,
     "Required. The address of the campaign that the number shall belong to. Open the campaign and copy the "
     "address from the browser, with https:// at the start."},
    {Field::description, 30, "Optional. What the number is for, at most 255 characters."},
    {Field::media_type, 30, "Optional. Where the number is advertised. Choose from the list."},
    {Field::detected_destination, 22,
     "Optional. The number where the business answers its calls. It must not be a number of this request."},
};

}  // namespace

std::string make_template(SheetFormat format) {
  const std::string lists = std::string(rules::kOwnSheetPrefix) + "media types";
  hand_back::Output out(format);
  sheet::SheetLayout layout;
  layout.name = "Numbers to port";
  std::vector<sheet::Cell> header;
  uint32_t media_type = 0;
  for (const TemplateColumn& column : kColumns) {
    layout.columns.push_back({column.width, column.note});
    header.push_back({template_name(column.field), static_cast<uint32_t>(layout.columns.size())});
    if (column.field == Field::media_type) media_type = header.back().column;
  }
  out.begin_sheet(std::move(layout));
  out.row(header);
  if (format == SheetFormat::xlsx) {
    out.workbook().choices({media_type, 2, limits::kOrderRows + 1, lists, rules::kMediaTypeCount});
    layout = {};
    layout.name = lists;
    layout.columns = {{34, {}}};
    layout.header_row = 0;
    layout.hidden = true;
    out.begin_sheet(std::move(layout));
    for (const char* names = rules::kMediaTypes; names != nullptr;) out.row({{text::next_word(names), 1}});
  }
  std::string bytes;
  HandBack nothing_to_say;
  out.finish(bytes, nothing_to_say);
  return bytes;
}

}  // namespace portcheck
