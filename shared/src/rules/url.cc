// URL-001 … URL-010, URL-012 and ROW-002: the cell Campaign_url.
#include "url/url.h"

#include <algorithm>

#include "rules/cell_text.h"
#include "rules/families.h"
#include "rules/hash_text.h"
#include "rules/usual_cells.h"
#include "text/clean.h"
#include "text/cold.h"
#include "text/word_list.h"

namespace portcheck::rules {
namespace {

using url::Status;
using url::Url;

constexpr Field kField = Field::campaign_url;
constexpr size_t kNetworks = 5;

PORTCHECK_COLD Finding* add(RowContext& row, RuleId rule) {
  Finding* finding = row.add(rule, kField);
  if (finding) set_value(*finding, row.at(kField)->text);
  return finding;
}

PORTCHECK_COLD void add_reason(RowContext& row, RuleId rule, const char* reason) {
  if (Finding* finding = add(row, rule)) set_reason(*finding, reason);
}

// "example.com" of "www.example.com"; the whole host where it has fewer labels.
std::string_view last_two_labels(std::string_view host) {
  size_t dots = 0;
  for (size_t i = host.size(); i-- > 0;) {
    if (host[i] == '.' && ++dots == 2) return host.substr(i + 1);
  }
  return host;
}

PORTCHECK_COLD bool is_placeholder_host(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string_view site = last_two_labels(host);
  constexpr char kSites[] =
      "example.com|example.org|example.net|domain.com|yourdomain.com|yoursite.com|website.com|localhost";
  if (text::is_listed_any_case(kSites, site)) return true;
  std::string_view last = site.substr(site.rfind('.') + 1);
  return text::is_listed_any_case("example|test|invalid|localhost", last) ||
         text::starts_with_fold(host, "yourname.") || text::starts_with_fold(host, "yourcompany.") ||
         text::starts_with_fold(host, "yournetwork.");
}

constexpr uint32_t letter_set(std::string_view letters) {
  uint32_t set = 0;
  for (char c : letters) set |= 1U << (c & 31);
  return set;
}
bool among(char letter, uint32_t set) {
  return (set >> (letter & 31) & 1) != 0;
}

// Whether an ordinary host may be one of those; says no to nearly all others, by lengths and first letters.
bool may_be_placeholder(const url::OrdinaryUrl& url) {
  constexpr uint32_t kSiteSizes = 1U << 9 | 1U << 10 | 1U << 11 | 1U << 12 | 1U << 14;
  constexpr uint32_t kTopSizes = 1U << 4 | 1U << 7 | 1U << 9;
  const uint32_t site = url.host_end - url.site, top = url.host_end - url.top;
  const bool site_fits = site < 16 && (kSiteSizes >> site & 1) != 0;
  const bool top_fits = top < 10 && (kTopSizes >> top & 1) != 0;
  return (site_fits && among(url.text[url.site], letter_set("dewyl"))) ||
         (top_fits && among(url.text[url.top], letter_set("etil"))) ||
         (url.site != url.host && among(url.text[url.host], letter_set("y")));
}

PORTCHECK_COLD bool has_brackets(std::string_view cell) {
  return (cell.find('<') < cell.rfind('>') && cell.rfind('>') != std::string_view::npos) ||
         (cell.front() == '[' && cell.back() == ']') ||
         (cell.find('{') < cell.rfind('}') && cell.rfind('}') != std::string_view::npos);
}

const char* reason_of(Status status) {
  switch (status) {
    case Status::space:
      return "space";
    case Status::scheme:
      return "scheme";
    case Status::slashes:
      return "slashes";
    case Status::port:
      return "port";
    case Status::character:
      return "character";
    case Status::several:
      return "several";
    default:
      return "host";
  }
}

// The campaign's host among those allowed; empty where it is none of them.
std::string_view allowed_domain(const std::vector<std::string>& allowed, std::string_view host) {
  for (const std::string& domain : allowed) {
    if (url::host_within(host, domain)) return domain;
  }
  return {};
}

std::string_view network_of(std::string_view host, std::string_view domain) {
  std::string_view network = host.substr(0, host.size() - domain.size());
  if (!network.empty()) network.remove_suffix(1);
  return text::equal_fold(network, "www") || text::equal_fold(network, "app") ? std::string_view() : network;
}

bool has_segment(std::string_view path, std::string_view wanted) {
  while (!path.empty()) {
    size_t slash = path.find('/');
    if (text::equal_fold(path.substr(0, slash), wanted)) return true;
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return false;
}

// "…/a_campaigns/terms/11" is a campaign; its other pages and everything else are named.
PORTCHECK_COLD void add_other_page(RowContext& row, std::string_view path, bool campaign) {
  if (Finding* finding = add(row, RuleId::URL_004)) {
    set_reason(*finding, campaign ? "list" : "other");
    set_param(*finding, "path", path.empty() ? "/" : path);
  }
}

void judge_path(RowContext& row, std::string_view path) {
  if (has_segment(path, "p_campaigns")) {
    add_reason(row, RuleId::URL_005, "publisher");
  } else if (has_segment(path, "promo_numbers")) {
    add_reason(row, RuleId::URL_005, "promo_numbers");
  } else if (has_segment(path, "ring_pools")) {
    add_reason(row, RuleId::URL_005, "ring_pools");
  } else {
    bool campaign = has_segment(path, "a_campaigns");
    if (campaign && path.find_first_of("0123456789") != std::string_view::npos) return;
    add_other_page(row, path, campaign);
  }
}

PORTCHECK_COLD void add_other_host(RowContext& row, std::string_view host,
                                   const std::vector<std::string>& allowed) {
  if (Finding* finding = add(row, RuleId::URL_003)) {
    set_param(*finding, "host", host);
    set_param(*finding, "allowed", allowed);
  }
}

void judge_host(RowContext& row, const Url& url) {
  const std::vector<std::string>& allowed = row.sheet.state.request.options.campaign_hosts;
  if (url.credentials) add_reason(row, RuleId::URL_007, "password");
  if (url.ip) {
    add_reason(row, RuleId::URL_007, "ip");
    return;
  }
  if (allowed.empty()) return;
  std::string_view domain = allowed_domain(allowed, url.host);
  if (domain.empty()) return add_other_host(row, url.host, allowed);
  row.network = network_of(url.host, domain);
  std::string_view path = url.path();
  if (path.ends_with("..")) {
    add(row, RuleId::URL_012);
    return;
  }
  judge_path(row, path);
}

PORTCHECK_COLD void judge_word(RowContext& row, std::string_view cell) {
  if (is_filler(cell)) {
    row.placeholder_url = true;
    add(row, RuleId::URL_006);
  } else {
    add(row, RuleId::URL_009);
  }
}

// Of one that is not plainly an address. False: it is none, or its host needs no look.
PORTCHECK_COLD bool judge_address(RowContext& row, const Url& url, std::string_view text) {
  bool understood = url.status == Status::ok || url.status == Status::no_scheme;
  if (understood ? is_placeholder_host(url.host) : url.status == Status::word && has_brackets(text)) {
    row.placeholder_url = true;
    add(row, RuleId::URL_006);
    return false;
  }
  switch (url.status) {
    case Status::ok:
      return true;
    case Status::no_scheme:
      if (Finding* finding = add(row, RuleId::URL_002)) set_fix(*finding, url.repaired, true);
      return true;
    case Status::word:
      judge_word(row, text);
      return false;
    case Status::script:
      if (Finding* finding = row.add(RuleId::URL_007, Severity::error, kField)) {
        set_value(*finding, row.at(kField)->text);
        set_reason(*finding, "script");
      }
      return false;
    default:
      if (Finding* finding = add(row, RuleId::URL_001)) {
        set_reason(*finding, reason_of(url.status));
        if (!url.repaired.empty()) set_fix(*finding, url.repaired, false);
      }
      return false;
  }
}

PORTCHECK_COLD void judge_cell(RowContext& row, const sheet::Cell& cell) {
  const text::Cleaned cleaned = text::clean(cell.text, row.sheet.address, true);
  if (cleaned.text.empty()) {
    row.add(RuleId::ROW_002, kField);
    return;
  }
  if (cleaned.changed != 0) add_invisible(row, kField, cleaned.changed, cleaned.text);
  const Url url = url::parse(cleaned.text);
  row.campaign = hash_text(cleaned.text);
  row.has_campaign = judge_address(row, url, cleaned.text);
  if (row.has_campaign) judge_host(row, url);
}

}  // namespace

bool usual_address(std::string_view cell, url::OrdinaryUrl& url) {
  return url::parse_ordinary(cell, url) && !may_be_placeholder(url);
}

void take_usual_address(RowContext& row, const url::OrdinaryUrl& url) {
  row.campaign = hash_text(url.text);
  row.has_campaign = true;
  if (!row.sheet.state.request.options.campaign_hosts.empty()) judge_host(row, url::url_of(url));
}

void url_row(RowContext& row) {
  if (row.sheet.column_of[index_of(kField)] == 0) return;
  const sheet::Cell* cell = row.at(kField);
  url::OrdinaryUrl url;
  if (!cell) {
    row.add(RuleId::ROW_002, kField);
  } else if (usual_address(cell->text, url)) {
    take_usual_address(row, url);
  } else {
    judge_cell(row, *cell);
  }
}

void url_add(RowContext& row) {
  SheetContext& sheet = row.sheet;
  if (row.has_campaign && row.campaign != sheet.before.last_campaign) sheet.campaigns.add(row.campaign);
  if (row.network.empty() || sheet.networks.size() >= kNetworks) return;
  std::string network;
  for (char c : row.network) network += text::lower(c);
  if (std::find(sheet.networks.begin(), sheet.networks.end(), network) == sheet.networks.end())
    sheet.networks.push_back(std::move(network));
}

PORTCHECK_COLD void url_sheet_end(SheetContext& sheet, uint64_t campaigns) {
  if (sheet.networks.size() > 1) {
    if (Finding* finding = sheet.add(RuleId::URL_008)) set_param(*finding, "networks", sheet.networks);
  }
  if (campaigns == 0) return;
  if (Finding* finding = sheet.add(RuleId::URL_010)) {
    set_reason(*finding, campaigns == 1 ? "one" : "several");
    set_param(*finding, "count", static_cast<int64_t>(campaigns));
  }
}

}  // namespace portcheck::rules
