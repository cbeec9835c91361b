// What a reader that was taken over may answer (engine/job.h), and the JSON of POST /api/v1/check: taken
// whole or not at all.
#include "portcheck/document.h"
#include "portcheck/report.h"
#include "portcheck/request.h"
#include "require.h"
#include "server/engine/job.h"

namespace portcheck::server {
namespace {

void run(std::string_view input) {
  EngineAnswer answer;
  if (decode(input, answer)) {
    PORTCHECK_FUZZ_REQUIRE(encode(answer) == input);
    PORTCHECK_FUZZ_REQUIRE(!to_string(answer.verdict).empty());
    for (const ScanToRead& scan : answer.scans) (void)parse_document(scan.document);
  }
  EngineJob job;
  if (decode(input, job)) {
    std::string head, again;
    for (const std::string_view piece : encode(job, head)) again += piece;
    PORTCHECK_FUZZ_REQUIRE(again == input);
  }
  Request request;
  if (const auto error = parse_request(input, request))
    PORTCHECK_FUZZ_REQUIRE(!error->where.empty() && !error->reason.empty());
  else
    PORTCHECK_FUZZ_REQUIRE(request.files.size() <= limits::kFiles);
}

}  // namespace
}  // namespace portcheck::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::server::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
