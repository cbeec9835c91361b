// What a reader does with a job: all that the server wants of customers' files.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::server {

// A ReaderWork (sandbox/zygote.h): an encoded EngineJob to an encoded EngineAnswer.
std::string answer_job(std::string_view input);

// A request of our own, a sheet and a letter: what the zygote does once before it forks.
std::string first_job();

// The server's executable in the part of the zygote: `portcheckd` with this one argument.
inline constexpr char kZygoteArgument[] = "--reader-zygote";

}  // namespace portcheck::server
