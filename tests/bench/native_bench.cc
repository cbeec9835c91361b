// Times the engine in this process, and what no reader can do without: finding the line ends of a CSV file,
// inflating the parts of a workbook. One JSON line per measurement, in milliseconds.
//   portcheck_bench [--runs N] [--request JSON] [--report OUT] FILE...
// A run is all that a caller waits for: the file read from disk, the check, the report as JSON text. The
// request is portcheck.request/1 without files. For a workbook, FILE.parts (by parts.py) says where its
// compressed parts lie.
#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/check.h"

namespace {

struct Arguments {
  int runs = 5;
  std::string request = R"({"today":"2026-11-23"})";
  std::string report;
  std::vector<std::string> files;
};

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "portcheck_bench: %s\n", why.c_str());
  std::exit(1);
}

struct Bytes {
  std::unique_ptr<char[]> data;  // not cleared before it is read into, which would cost as much again
  size_t size = 0;
  std::string_view view() const { return {data.get(), size}; }
};

Bytes read(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file || std::fseek(file.get(), 0, SEEK_END) != 0) fail("cannot read " + path);
  const auto size = static_cast<size_t>(std::ftell(file.get()));
  Bytes bytes{std::make_unique_for_overwrite<char[]>(size), size};
  std::rewind(file.get());
  if (std::fread(bytes.data.get(), 1, size, file.get()) != size) fail("cannot read " + path);
  return bytes;
}

// The peak of this program alone: getrusage would count the process that started it, too.
long peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::strtol(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

struct Times {
  double first = 0;
  double median = 0;
  double best = 0;
};

template <typename Work>
Times measure(int runs, Work work) {
  std::vector<double> all;
  for (int i = 0; i < runs; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    all.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  Times times{.first = all.front(), .median = 0, .best = 0};
  std::sort(all.begin(), all.end());
  times.median = all[all.size() / 2];
  times.best = all.front();
  return times;
}

void print(const char* tool, const std::string& file, size_t bytes, size_t rows, size_t report_bytes,
           const Times& times) {
  std::printf(
      "{\"tool\":\"%s\",\"file\":\"%s\",\"bytes\":%zu,\"rows\":%zu,\"report_bytes\":%zu,\"first_ms\":%.3f,"
      "\"median_ms\":%.3f,\"best_ms\":%.3f,\"rss_mib\":%ld}\n",
      tool, file.substr(file.rfind('/') + 1).c_str(), bytes, rows, report_bytes, times.first, times.median,
      times.best, peak_kib() / 1024);
  std::fflush(stdout);
}

struct Part {
  size_t offset = 0;
  size_t compressed = 0;
  size_t inflated = 0;
};

void inflate_zlib(std::string_view file, const Part& part, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) fail("zlib has no memory");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data() + part.offset));
  stream.avail_in = static_cast<uInt>(part.compressed);
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (status != Z_STREAM_END || stream.total_out != part.inflated) fail("zlib cannot inflate a part");
}

void measure_inflate(const std::string& path, int runs) {
  std::ifstream list(path + ".parts");
  std::vector<Part> parts;
  for (Part part; list >> part.offset >> part.compressed >> part.inflated;) parts.push_back(part);
  if (parts.empty()) return;

  const Bytes file = read(path);
  const std::string_view bytes = file.view();
  std::vector<std::string> outputs;
  size_t inflated = 0;
  for (const Part& part : parts) {
    if (part.offset + part.compressed > bytes.size()) fail(path + ".parts is of another file");
    outputs.emplace_back(part.inflated, '\0');
    inflated += part.inflated;
  }
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  print("inflate (libdeflate)", path, inflated, 0, 0, measure(runs, [&] {
          for (size_t i = 0; i < parts.size(); ++i) {
            if (libdeflate_deflate_decompress(decompressor.get(), bytes.data() + parts[i].offset,
                                              parts[i].compressed, outputs[i].data(), outputs[i].size(),
                                              nullptr) != LIBDEFLATE_SUCCESS) {
              fail("libdeflate cannot inflate a part");
            }
          }
        }));
  print("inflate (zlib)", path, inflated, 0, 0, measure(runs, [&] {
          for (size_t i = 0; i < parts.size(); ++i) inflate_zlib(bytes, parts[i], outputs[i]);
        }));
}

void measure_newlines(const std::string& path, int runs) {
  const Bytes file = read(path);
  const std::string_view bytes = file.view();
  size_t lines = 0;
  print("newlines (memchr)", path, bytes.size(), 0, 0, measure(runs, [&] {
          lines = 0;
          const char* at = bytes.data();
          const char* end = at + bytes.size();
          while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)))) !=
                 nullptr) {
            ++lines;
            ++at;
          }
        }));
  if (lines > bytes.size()) fail("miscounted");  // keeps the loop
}

void measure_engine(const std::string& path, const Arguments& arguments) {
  portcheck::Request request;
  if (const auto error = portcheck::parse_request(arguments.request, request)) {
    fail("the request is wrong at " + error->where + ": " + error->reason);
  }
  const std::string name = path.substr(path.rfind('/') + 1);
  size_t size = 0, rows = 0;
  std::string answer;
  const Times times = measure(arguments.runs, [&] {
    answer = {};  // a second report beside the first would count as memory
    const Bytes bytes = read(path);
    size = bytes.size;
    request.files.assign(1, {.name = name, .bytes = bytes.view(), .sha256 = {}});
    const portcheck::Report report = portcheck::check(request);
    rows = report.files.front().sheet.data_rows;
    answer = portcheck::to_json(report);
  });
  print("native", path, size, rows, answer.size(), times);
  if (arguments.report.empty()) return;
  std::ofstream out(arguments.report, std::ios::binary);
  if (!out.write(answer.data(), static_cast<std::streamsize>(answer.size()))) {
    fail("cannot write " + arguments.report);
  }
}

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.rfind("--", 0) != 0) {
      arguments.files.push_back(word);
      continue;
    }
    if (++i == argc) fail(word + " needs a value");
    if (word == "--runs") {
      arguments.runs = std::atoi(argv[i]);
    } else if (word == "--request") {
      arguments.request = argv[i];
    } else if (word == "--report") {
      arguments.report = argv[i];
    } else {
      fail("unknown option " + word);
    }
  }
  if (arguments.runs < 1 || arguments.files.empty()) {
    fail("usage: portcheck_bench [--runs N] [--request JSON] [--report OUT] FILE...");
  }
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse(argc, argv);
  for (const std::string& path : arguments.files) {
    measure_engine(path, arguments);
    if (path.ends_with(".csv")) measure_newlines(path, arguments.runs);
    if (path.ends_with(".xlsx")) measure_inflate(path, arguments.runs);
  }
}
