// Times the engine and inflate alone in this process; one JSON line per measurement, in milliseconds.
//   portcheck_bench RUNS FILE...
// For a workbook, FILE.parts (by generate.py) says where its compressed parts lie.
#include <libdeflate.h>
#include <sys/resource.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "portcheck/check.h"

namespace {

std::optional<std::string> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "portcheck_bench: %s\n", why.c_str());
  std::exit(1);
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

void print(const char* tool, const std::string& file, size_t bytes, size_t rows, const Times& times) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"tool\":\"%s\",\"file\":\"%s\",\"bytes\":%zu,\"rows\":%zu,\"first_ms\":%.3f,\"median_ms\":%.3f,"
      "\"best_ms\":%.3f,\"rss_mib\":%ld}\n",
      tool, file.substr(file.rfind('/') + 1).c_str(), bytes, rows, times.first, times.median, times.best,
      usage.ru_maxrss / 1024);
  std::fflush(stdout);
}

struct Part {
  size_t offset = 0;
  size_t compressed = 0;
  size_t inflated = 0;
};

void inflate_zlib(const std::string& file, const Part& part, std::string& out) {
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

void measure_inflate(const std::string& path, const std::string& bytes, int runs) {
  std::ifstream list(path + ".parts");
  std::vector<Part> parts;
  for (Part part; list >> part.offset >> part.compressed >> part.inflated;) parts.push_back(part);
  if (parts.empty()) fail(path + ".parts is missing or empty");

  std::vector<std::string> outputs;
  size_t inflated = 0;
  for (const Part& part : parts) {
    outputs.emplace_back(part.inflated, '\0');
    inflated += part.inflated;
  }
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  print("inflate (libdeflate)", path, inflated, 0, measure(runs, [&] {
          for (size_t i = 0; i < parts.size(); ++i) {
            if (libdeflate_deflate_decompress(decompressor.get(), bytes.data() + parts[i].offset,
                                              parts[i].compressed, outputs[i].data(), outputs[i].size(),
                                              nullptr) != LIBDEFLATE_SUCCESS) {
              fail("libdeflate cannot inflate a part");
            }
          }
        }));
  print("inflate (zlib)", path, inflated, 0, measure(runs, [&] {
          for (size_t i = 0; i < parts.size(); ++i) inflate_zlib(bytes, parts[i], outputs[i]);
        }));
}

void measure_engine(const std::string& path, const std::string& bytes, int runs) {
  portcheck::Request request;
  request.today = *portcheck::parse_iso_date("2026-11-23");
  request.files.push_back({.name = path.substr(path.rfind('/') + 1), .bytes = bytes, .sha256 = {}});
  size_t rows = 0;
  size_t length = 0;
  const Times times = measure(runs, [&] {
    const portcheck::Report report = portcheck::check(request);
    rows = report.files.front().sheet.data_rows;
    length = portcheck::to_json(report).size();
  });
  if (rows == 0 || length == 0) fail(path + ": no rows were read");
  print("native", path, bytes.size(), rows, times);
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 2 ? std::atoi(argv[1]) : 0;
  if (runs < 1) fail("usage: portcheck_bench RUNS FILE...");
  for (int i = 2; i < argc; ++i) {
    const std::string path = argv[i];
    const std::optional<std::string> bytes = read(path);
    if (!bytes) fail("cannot read " + path);
    measure_engine(path, *bytes, runs);
    if (path.ends_with(".xlsx")) measure_inflate(path, *bytes, runs);
  }
}
