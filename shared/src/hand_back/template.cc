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
  RemarkId note;
};

constexpr TemplateColumn kColumns[] = {
    {Field::number_to_port, 18, RemarkId::template_number_to_port},
    {Field::campaign_url, 52, RemarkId::template_campaign_url},
    {Field::description, 30, RemarkId::template_description},
    {Field::media_type, 30, RemarkId::template_media_type},
    {Field::detected_destination, 22, RemarkId::template_detected_destination},
};

}  // namespace

std::string make_template(SheetFormat format) {
  const std::string lists = std::string(rules::kOwnSheetPrefix) + "media types";
  hand_back::Output out(format);
  sheet::SheetLayout layout;
  layout.name = message(Remark{RemarkId::template_sheet});
  std::vector<sheet::Cell> header;
  uint32_t media_type = 0;
  for (const TemplateColumn& column : kColumns) {
    layout.columns.push_back({column.width, message(Remark{column.note})});
    header.push_back({template_name(column.field), static_cast<uint32_t>(layout.columns.size())});
    if (column.field == Field::media_type) media_type = header.back().column;
  }
  out.begin_sheet(std::move(layout));
  out.row(header);
  if (format == SheetFormat::xlsx) {
    const std::string title = message(Remark{RemarkId::template_not_in_list});
    const std::string refusal = message(Remark{RemarkId::template_only_list});
    out.workbook().choices(
        {media_type, 2, limits::kOrderRows + 1, lists, rules::kMediaTypeCount, title, refusal});
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
