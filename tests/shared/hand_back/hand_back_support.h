// Hands a sheet back and reads what came out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portcheck/hand_back.h"
#include "portcheck/report.h"

namespace portcheck::testing {

inline constexpr std::string_view kUrl = "https://acme.invoca.net/a_campaigns/terms/11";

Request request_of(std::string_view name, std::string_view bytes);

HandBack fixed(std::string_view text, HandBackOptions options = {SheetFormat::csv, NumberStyle::automatic},
               std::string_view name = "numbers.csv");

// The CSV of a fix without its byte order mark, rows ended by '\n'; the refusal where there is one.
std::string fixed_csv(std::string_view text, NumberStyle style = NumberStyle::automatic);

// "A2 NUM-003 \"a\" > \"b\"", one line a change.
std::string changes_of(const HandBack& done);

// The cells of a sheet as its own reader gives them: "1:1=a 1:2=b".
std::string cells_of(std::string_view bytes, std::string_view name, size_t sheet = 0);

}  // namespace portcheck::testing
