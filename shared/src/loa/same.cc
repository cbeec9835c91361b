#include "loa/same.h"

#include <algorithm>
#include <vector>

#include "text/clean.h"

namespace portcheck::loa {
namespace {

using Words = std::vector<std::string>;

// Lower-case words of letters and digits; "&" becomes "and"; points and apostrophes join ("L.L.C.", "Joe's").
Words words_of(std::string_view text) {
  Words words;
  bool open = false;
  const auto add = [&](char c) {
    if (!open) words.emplace_back();
    words.back() += c;
    open = true;
  };
  for (const char c : text) {
    if (text::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      add(text::lower(c));
    } else if (c == '&' || c == '+') {
      words.emplace_back("and");
      open = false;
    } else if (c != '.' && c != '\'') {
      open = false;
    }
  }
  return words;
}

struct Pair {
  std::string_view from, to;
};

template <size_t Count>
void replace(Words& words, const Pair (&pairs)[Count]) {
  for (std::string& word : words) {
    for (const Pair& pair : pairs) {
      if (word == pair.from) {
        word = pair.to;
        break;
      }
    }
  }
  std::erase(words, std::string());
}

constexpr Pair kCompanies[] = {
    {"inc", ""},
    {"incorporated", ""},
    {"llc", ""},
    {"corp", ""},
    {"corporation", ""},
    {"co", ""},
    {"company", ""},
    {"ltd", ""},
    {"limited", ""},
    {"lp", ""},
    {"llp", ""},
    {"pllc", ""},
    {"pc", ""},
    {"plc", ""},
    {"pa", ""},
    {"the", ""},
    {"and", ""},
    {"lc", ""},
    {"intl", "international"},
    {"svcs", "services"},
    {"svc", "service"},
    {"mfg", "manufacturing"},
    {"assoc", "associates"},
    {"bros", "brothers"},
    {"ctr", "center"},
    {"centre", "center"},
    {"mgmt", "management"},
    {"natl", "national"},
    {"tech", "technology"},
    {"grp", "group"},
};

constexpr Pair kAddresses[] = {
    {"street", "st"},      {"avenue", "ave"},      {"av", "ave"},
    {"boulevard", "blvd"}, {"road", "rd"},         {"drive", "dr"},
    {"lane", "ln"},        {"court", "ct"},        {"place", "pl"},
    {"parkway", "pkwy"},   {"highway", "hwy"},     {"square", "sq"},
    {"terrace", "ter"},    {"circle", "cir"},      {"trail", "trl"},
    {"plaza", "plz"},      {"expressway", "expy"}, {"crossing", "xing"},
    {"north", "n"},        {"south", "s"},         {"east", "e"},
    {"west", "w"},         {"northeast", "ne"},    {"northwest", "nw"},
    {"southeast", "se"},   {"southwest", "sw"},    {"suite", ""},
    {"ste", ""},           {"unit", ""},           {"apt", ""},
    {"apartment", ""},     {"room", ""},           {"rm", ""},
    {"building", "bldg"},  {"floor", "fl"},        {"saint", "st"},
    {"mount", "mt"},       {"fort", "ft"},         {"first", "1st"},
    {"second", "2nd"},     {"third", "3rd"},       {"fourth", "4th"},
    {"fifth", "5th"},      {"sixth", "6th"},       {"seventh", "7th"},
    {"eighth", "8th"},     {"ninth", "9th"},       {"tenth", "10th"},
    {"route", "rte"},
};

constexpr Pair kPersons[] = {
    {"mr", ""}, {"mrs", ""}, {"ms", ""},  {"miss", ""}, {"dr", ""}, {"jr", ""},  {"sr", ""},
    {"ii", ""}, {"iii", ""}, {"esq", ""}, {"phd", ""},  {"md", ""}, {"cpa", ""},
};

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
}

std::string company_key(std::string_view text) {
  Words words = words_of(text), whole = words;
  replace(words, kCompanies);
  return joined(words.empty() ? whole : words);
}

// "A dba B", "A d/b/a B", "A (B)": both names.
std::vector<std::string> company_keys(std::string_view text) {
  std::vector<std::string> keys = {company_key(text)};
  for (const std::string_view sign : {" dba ", " d/b/a ", " d.b.a. ", " doing business as ", " aka ", "("}) {
    for (size_t at = 0; at + sign.size() <= text.size(); ++at) {
      if (!text::equal_fold(text.substr(at, sign.size()), sign)) continue;
      keys.push_back(company_key(text.substr(0, at)));
      keys.push_back(company_key(text.substr(at + sign.size())));
      break;
    }
  }
  std::erase(keys, std::string());
  return keys;
}

std::string address_key(std::string_view text) {
  Words words = words_of(text);
  replace(words, kAddresses);
  return joined(words);
}

}  // namespace

bool same_company(std::string_view a, std::string_view b) {
  const std::vector<std::string> first = company_keys(a), second = company_keys(b);
  return std::any_of(first.begin(), first.end(), [&](const std::string& key) {
    return std::find(second.begin(), second.end(), key) != second.end();
  });
}

bool same_person(std::string_view a, std::string_view b) {
  Words first = words_of(a), second = words_of(b);
  replace(first, kPersons);
  replace(second, kPersons);
  if (first.empty() || second.empty()) return false;
  if (joined(first) == joined(second)) return true;
  if (first.back() != second.back()) return false;
  return first.front() == second.front() ||
         (first.front()[0] == second.front()[0] && (first.front().size() == 1 || second.front().size() == 1));
}

bool same_address(const LetterAddress& a, const LetterAddress& b) {
  const auto agree = [](std::string_view one, std::string_view other) {
    return one.empty() || other.empty() || address_key(one) == address_key(other);
  };
  if (!agree(std::string_view(a.zip).substr(0, 5), std::string_view(b.zip).substr(0, 5))) return false;
  if (!agree(a.state, b.state)) return false;
  // Where no part was recognised the whole text is compared.
  if (a.zip.empty() || b.zip.empty())
    return agree(a.street, b.street) && (a.city.empty() || b.city.empty() || agree(a.city, b.city));
  return agree(a.city, b.city) && agree(a.street, b.street) && agree(a.unit, b.unit);
}

uint64_t account_print(std::string_view number) {
  uint64_t print = 0xCBF29CE484222325;
  for (const char c : number) {
    if (text::is_alnum(c)) print = (print ^ static_cast<unsigned char>(text::lower(c))) * 0x100000001B3;
  }
  return print;
}

}  // namespace portcheck::loa
