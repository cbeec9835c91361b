// A build without the rules of what only a desk knows: other open requests, a carrier's refusal. formats.h
// says which build has them.
#include "rules/desk.h"

namespace portcheck::rules {

void find_open_requests(RequestState&) {}
void add_open_request(RequestState&, const OpenRequest&, uint64_t, uint32_t, uint32_t) {}
void judge_rejection(RequestState&) {}

}  // namespace portcheck::rules
