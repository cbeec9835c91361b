#include "rules/header_names.h"

#include "text/clean.h"

namespace portcheck::rules {
namespace {

struct Known {
  Field field;
  std::string_view folded;    // letters and digits of it
  std::string_view synonyms;  // folded, between spaces
};

constexpr Known kKnown[] = {
    {Field::number_to_port, "numbertoport",
     " phone phonenumber phonenumbers number numbers telephone telephonenumber telephonenumbers tn tns did "
     "dids tfn tfns "
     "tollfreenumber tollfreenumbers numberstoport portnumber portnumbers numbertobeported numberstobeported "
     "portednumber "
     "numberporting portingnumber portingnumbers numberport phonenumbertoport phonetoport tollfree phoneno "
     "telephoneno "},
    {Field::campaign_url, "campaignurl",
     " url campaign campaignlink campaignpage campaignaddress link urlofcampaign campaignweburl "
     "campaignwebsite "
     "invocacampaign invocacampaignurl invocaurl campaignuri "},
    {Field::description, "description",
     " desc descriptions numberdescription promonumberdescription descriptionofnumber "},
    {Field::media_type, "mediatype", " media mediatypes typeofmedia mediachannel medium "},
    {Field::detected_destination, "detecteddestination",
     " destination destinations destinationnumber destinationphone destinationphonenumber detecteddest "
     "detectednumber "
     "forwardto forwardingnumber forwardsto ringsto ringto ringtonumber terminatingnumber targetnumber "},
};

bool has_word(std::string_view list, std::string_view word) {
  for (size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    if (list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
  }
  return false;
}

}  // namespace

NameMatch match_header(std::string_view header) {
  std::string folded = text::fold_name(header);
  if (folded.size() < 2 || folded.size() > 60) return {};
  for (const Known& known : kKnown) {
    if (header == template_name(known.field)) return {known.field, HeaderMatch::exact};
  }
  for (const Known& known : kKnown) {
    if (folded == known.folded) return {known.field, HeaderMatch::folded};
  }
  for (const Known& known : kKnown) {
    if (has_word(known.synonyms, folded)) return {known.field, HeaderMatch::near};
  }
  for (const Known& known : kKnown) {
    unsigned limit = known.folded.size() >= 9 ? 2 : 1;
    if (text::edit_distance(folded, known.folded, limit) <= limit) return {known.field, HeaderMatch::near};
  }
  return {};
}

}  // namespace portcheck::rules
