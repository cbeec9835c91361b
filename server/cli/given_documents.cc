#include "server/cli/given_documents.h"

#include <charconv>
#include <fstream>
#include <iterator>

namespace portcheck::cli {

std::string GivenDocuments::read(const std::vector<std::string>& flags, std::vector<InputFile>& files) {
  for (const std::string& flag : flags) {
    size_t number = 0;
    const char* end = flag.data() + flag.size();
    const auto [at, problem] = std::from_chars(flag.data(), end, number);
    if (problem != std::errc{} || at == end || *at != '=' || number == 0 || number > files.size())
      return "--document must be a file's number and a JSON file, such as 2=facts.json, not \"" + flag + "\"";
    const std::string path(at + 1, end);
    std::ifstream file(path, std::ios::binary);
    if (!file) return path + ": cannot be opened";
    const std::string json(std::istreambuf_iterator<char>(file), {});
    std::optional<Document> document = parse_document(json);
    if (!document) return path + ": no portcheck.document/1";
    documents_.push_back(std::move(*document));
    files[number - 1].document = &documents_.back();
  }
  return {};
}

}  // namespace portcheck::cli
