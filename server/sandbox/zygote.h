// The process that readers are forked from, seen from inside it. It has one thread, no environment, no
// secret, and never sees a customer's byte; its readers see one input each.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::server {

// Runs in the reader, confined (confine_reader). The answer reaches the server as it is.
using ReaderWork = std::string (*)(std::string_view input);

// Serves orders from the descriptor kZygoteControl until the server is gone. `work` is first done once, on
// `first` (what it sets up then, no reader has to), and the answer dropped. The process's exit code.
int run_zygote(ReaderWork work, std::string_view first);

}  // namespace portcheck::server
