#include "server/cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

namespace portcheck::cli {
namespace {

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// As open() would have made it, and not for the owner alone as mkstemp() does.
void give_usual_mode(int file) {
  mode_t mask = umask(0);
  umask(mask);
  fchmod(file, 0666 & ~mask);
}

bool move_into_place(const std::string& from, const std::string& to, bool force) {
  if (force) return std::rename(from.c_str(), to.c_str()) == 0;
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  struct stat there {};  // a file system that cannot promise it
  if (lstat(to.c_str(), &there) == 0) {
    errno = EEXIST;
    return false;
  }
  return std::rename(from.c_str(), to.c_str()) == 0;
}

}  // namespace

std::string objection(const std::string& path, const std::string& input, bool force) {
  struct stat there {};
  if (path == "-" || stat(path.c_str(), &there) != 0) return {};
  if (S_ISDIR(there.st_mode)) return path + " is a folder; name a file in it";
  struct stat given {};
  if (stat(input.c_str(), &given) == 0 && given.st_dev == there.st_dev && given.st_ino == there.st_ino)
    return path + " is the file that is read; give the output another name";
  if (!force) return path + " exists; give another name, or --force to replace it";
  return {};
}

bool write_file(const std::string& path, std::string_view bytes, bool force, std::string& error) {
  if (path == "-") {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!std::cout) error = "standard output cannot be written";
    return std::cout.good();
  }
  size_t slash = path.rfind('/');
  std::string temporary = (slash == std::string::npos ? "" : path.substr(0, slash + 1)) + ".portcheck-XXXXXX";
  int file = mkstemp(temporary.data());
  bool done = file >= 0 && write_all(file, bytes);
  if (file >= 0) {
    give_usual_mode(file);
    done = fsync(file) == 0 && done;
    done = close(file) == 0 && done;
  }
  done = done && move_into_place(temporary, path, force);
  if (done) return true;
  error = path + ": cannot be written: " + std::strerror(errno);
  if (file >= 0) unlink(temporary.c_str());
  return false;
}

}  // namespace portcheck::cli
