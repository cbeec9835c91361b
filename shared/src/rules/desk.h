// The rules of what only a desk tells: other open requests, a carrier's refusal of an earlier try. A build
// has them (open_requests.cc, rejection.cc) or not (desk_none.cc): portcheck/formats.h.
#pragma once

#include "rules/context.h"

namespace portcheck::rules {

void find_open_requests(RequestState& state);  // TKT-015
void add_open_request(RequestState& state, const OpenRequest& open, uint64_t number, uint32_t file,
                      uint32_t row);        // one that was found
void judge_rejection(RequestState& state);  // TKT-016 … TKT-019

}  // namespace portcheck::rules
