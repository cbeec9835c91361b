#include "loa/addresses.h"

#include <vector>

#include "text/clean.h"

namespace portcheck::loa {
namespace {

using text::is_digit;
using text::is_letter;

struct State {
  char code[3];
  std::string_view name;
};
constexpr State kStates[] = {{"AL", "alabama"},
                             {"AK", "alaska"},
                             {"AZ", "arizona"},
                             {"AR", "arkansas"},
                             {"CA", "california"},
                             {"CO", "colorado"},
                             {"CT", "connecticut"},
                             {"DE", "delaware"},
                             {"DC", "district of columbia"},
                             {"FL", "florida"},
                             {"GA", "georgia"},
                             {"HI", "hawaii"},
                             {"ID", "idaho"},
                             {"IL", "illinois"},
                             {"IN", "indiana"},
                             {"IA", "iowa"},
                             {"KS", "kansas"},
                             {"KY", "kentucky"},
                             {"LA", "louisiana"},
                             {"ME", "maine"},
                             {"MD", "maryland"},
                             {"MA", "massachusetts"},
                             {"MI", "michigan"},
                             {"MN", "minnesota"},
                             {"MS", "mississippi"},
                             {"MO", "missouri"},
                             {"MT", "montana"},
                             {"NE", "nebraska"},
                             {"NV", "nevada"},
                             {"NH", "new hampshire"},
                             {"NJ", "new jersey"},
                             {"NM", "new mexico"},
                             {"NY", "new york"},
                             {"NC", "north carolina"},
                             {"ND", "north dakota"},
                             {"OH", "ohio"},
                             {"OK", "oklahoma"},
                             {"OR", "oregon"},
                             {"PA", "pennsylvania"},
                             {"RI", "rhode island"},
                             {"SC", "south carolina"},
                             {"SD", "south dakota"},
                             {"TN", "tennessee"},
                             {"TX", "texas"},
                             {"UT", "utah"},
                             {"VT", "vermont"},
                             {"VA", "virginia"},
                             {"WA", "washington"},
                             {"WV", "west virginia"},
                             {"WI", "wisconsin"},
                             {"WY", "wyoming"},
                             {"PR", "puerto rico"},
                             {"GU", "guam"},
                             {"VI", "virgin islands"},
                             {"AS", "american samoa"},
                             {"MP", "northern mariana islands"},
                             {"ON", "ontario"},
                             {"QC", "quebec"},
                             {"BC", "british columbia"},
                             {"AB", "alberta"},
                             {"MB", "manitoba"},
                             {"SK", "saskatchewan"},
                             {"NS", "nova scotia"},
                             {"NB", "new brunswick"},
                             {"NL", "newfoundland and labrador"},
                             {"PE", "prince edward island"}};

constexpr std::string_view kUnits =
    "suite|ste|unit|apt|apartment|floor|fl|room|rm|building|bldg|dept|department|space|spc|lot|trailer|"
    "penthouse";
constexpr std::string_view kStreets =
    "st|street|ave|av|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|way|ct|court|pl|place|pkwy|parkway|hwy|"
    "highway|"
    "sq|square|ter|terrace|cir|circle|trl|trail|pike|loop|row|plaza|plz|run|path|xing|crossing|expy|"
    "expressway|"
    "broadway|alley|route|rte";

struct Word {
  std::string_view text;
  size_t from, to;
  bool comma;  // behind it
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == ',') {
      if (text[at] == ',' && !words.empty()) words.back().comma = true;
      ++at;
      continue;
    }
    const size_t from = at;
    while (at < text.size() && text[at] != ' ' && text[at] != ',') ++at;
    std::string_view word = text.substr(from, at - from);
    while (!word.empty() && (word.back() == '.' || word.back() == ';')) word.remove_suffix(1);
    if (!word.empty()) words.push_back({word, from, at, false});
  }
  return words;
}

// Is `word` one of the list's?
bool among(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find('|'));
    list.remove_prefix(one.size() < list.size() ? one.size() + 1 : list.size());
    if (text::equal_fold(word, one)) return true;
  }
  return false;
}

std::string between(std::string_view text, const std::vector<Word>& words, size_t from, size_t to) {
  if (from >= to) return {};
  std::string_view part = text.substr(words[from].from, words[to - 1].to - words[from].from);
  while (!part.empty() && (part.back() == ',' || part.back() == ' ')) part.remove_suffix(1);
  return std::string(part);
}

// How many of the last words name a state; 0: none.
size_t state_words(const std::vector<Word>& words, size_t end, std::string_view& code) {
  for (size_t count = 1; count <= 4 && count <= end; ++count) {
    std::string name;
    for (size_t i = end - count; i < end; ++i) {
      if (!name.empty()) name += ' ';
      name += words[i].text;
    }
    code = state_code(name);
    if (!code.empty()) {
      // "West Virginia" is no Virginia.
      if (count == 1 && end >= 2) {
        const std::string longer = std::string(words[end - 2].text) + " " + name;
        if (const std::string_view other = state_code(longer); !other.empty()) {
          code = other;
          return 2;
        }
      }
      return count;
    }
  }
  return 0;
}

}  // namespace

std::string_view state_code(std::string_view text) {
  text = text::trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ',')) text.remove_suffix(1);
  for (const State& state : kStates) {
    if (text::equal_fold(text, state.code) || text::equal_fold(text, state.name)) return {state.code, 2};
  }
  return {};
}

bool is_zip(std::string_view text) {
  const auto digits = [&](size_t from, size_t count) {
    for (size_t i = from; i < from + count; ++i) {
      if (!is_digit(text[i])) return false;
    }
    return true;
  };
  if (text.size() == 5) return digits(0, 5);
  if (text.size() == 9) return digits(0, 9);
  if (text.size() == 10) return digits(0, 5) && text[5] == '-' && digits(6, 4);
  const bool canadian = text.size() == 6 || (text.size() == 7 && (text[3] == ' ' || text[3] == '-'));
  if (!canadian) return false;
  const size_t half = text.size() - 3;
  return is_letter(text[0]) && is_digit(text[1]) && is_letter(text[2]) && is_digit(text[half]) &&
         is_letter(text[half + 1]) && is_digit(text[half + 2]);
}

bool says_po_box(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  for (size_t i = 0; i < words.size(); ++i) {
    std::string folded = text::fold_name(words[i].text);
    if (folded.starts_with("pobox")) return true;
    if (folded == "pob" && i + 1 < words.size() && is_digit(words[i + 1].text.front())) return true;
    if (i + 1 == words.size()) break;
    const bool office = folded == "po" ||
                        (folded == "o" && i != 0 && text::equal_fold(words[i - 1].text, "p")) ||
                        (folded == "office" && i != 0 && text::equal_fold(words[i - 1].text, "post"));
    if (office && text::starts_with_fold(words[i + 1].text, "box")) return true;
  }
  return false;
}

void parse_address(std::string_view text, LetterAddress& out) {
  out.text = text;
  out.street.clear(), out.unit.clear(), out.city.clear(), out.state.clear(), out.zip.clear();
  out.po_box = says_po_box(text);
  const std::vector<Word> words = words_of(text);
  size_t end = words.size();
  if (end != 0 && (among(words[end - 1].text, "usa|us|canada"))) --end;
  if (end >= 2 && text::equal_fold(words[end - 1].text, "States") &&
      text::equal_fold(words[end - 2].text, "United"))
    end -= 2;
  if (end >= 2 && words[end - 1].text.size() == 3 &&
      is_zip(std::string(words[end - 2].text) + " " + std::string(words[end - 1].text))) {
    out.zip = std::string(words[end - 2].text) + " " + std::string(words[end - 1].text);
    end -= 2;
  } else if (end != 0 && is_zip(words[end - 1].text)) {
    out.zip = words[--end].text;
  }
  std::string_view code;
  const size_t state = end > 0 && words[end - 1].text.size() >= 2 ? state_words(words, end, code) : 0;
  // "CT" may be a court, and "100 Main" no state.
  const bool sure =
      state != 0 && (!out.zip.empty() || (end > state && words[end - state - 1].comma) || state == end);
  if (sure) {
    out.state = code;
    end -= state;
  }
  // The city: behind the last comma, else behind the word that ends the street or its unit.
  size_t city = end;
  if (out.state.empty() && out.zip.empty()) {
    city = end;
  } else {
    for (size_t i = end; i-- > 0;) {
      if (i + 1 < end && words[i].comma) {
        city = i + 1;
        break;
      }
    }
    if (city == end) {
      for (size_t i = end; i-- > 0;) {
        const bool street = i + 1 < end && among(words[i].text, kStreets) && i != 0;
        const bool number = i + 1 < end && is_digit(words[i].text.front()) && i != 0;
        if (street || number) {
          city = i + 1;
          // "5th Ave S Suite 4 Springfield"
          while (city + 1 < end && among(words[city].text, "n|s|e|w|ne|nw|se|sw")) ++city;
          break;
        }
      }
    }
    const bool no_street = city == end && (end == 0 || !is_digit(words[0].text.front()));
    if (no_street) city = 0;
  }
  out.city = between(text, words, city, end);
  size_t unit = city;
  for (size_t i = 1; i < city; ++i) {
    if ((among(words[i].text, kUnits) && i + 1 <= city) || words[i].text.front() == '#') {
      // "Floor 3", "3rd Floor", "Suite B".
      const bool behind =
          among(words[i].text, "floor|fl") && i > 1 && is_digit(words[i - 1].text.front()) && i + 1 == city;
      unit = behind ? i - 1 : i;
      break;
    }
  }
  out.unit = between(text, words, unit, city);
  out.street = between(text, words, 0, unit);
}

}  // namespace portcheck::loa
