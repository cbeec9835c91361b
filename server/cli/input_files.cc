#include "server/cli/input_files.h"

#include <openssl/sha.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "portcheck/limits.h"

namespace portcheck::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

std::string hex_of(const std::string& bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string out;
  for (unsigned char byte : digest) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

std::string base_name(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

bool InputFiles::read(const std::string& path, std::string& error) {
  bool standard_input = path == "-";
  struct stat status {};
  if (!standard_input && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    error = path + ": is a folder; name the files in it";
    return false;
  }
  std::unique_ptr<std::FILE, Close> file(standard_input ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) {
    error = path + ": cannot be opened: " + std::strerror(errno);
    return false;
  }
  Loaded loaded;
  loaded.name = standard_input ? "stdin.csv" : base_name(path);
  std::array<char, 65536> block{};
  size_t count = 0;
  while ((count = std::fread(block.data(), 1, block.size(), file.get())) != 0) {
    if (loaded.bytes.size() + count > limits::kFileBytes) {
      error = path + ": is larger than 256 MB, the most that is read";
      return false;
    }
    loaded.bytes.append(block.data(), count);
  }
  if (std::ferror(file.get())) {
    error = path + ": cannot be read: " + std::strerror(errno);
    return false;
  }
  loaded.sha256 = hex_of(loaded.bytes);
  files_.push_back(std::move(loaded));
  return true;
}

std::vector<InputFile> InputFiles::views() const {
  std::vector<InputFile> out;
  for (const Loaded& file : files_) out.push_back({file.name, file.bytes, file.sha256});
  return out;
}

}  // namespace portcheck::cli
