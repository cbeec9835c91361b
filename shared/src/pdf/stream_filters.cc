#include "pdf/stream_filters.h"

#include <memory>
#include <string>

#include "pdf/filters.h"
#include "pdf/object_guard.h"
#include "pdf/objects.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

thread_local Budget* paying = nullptr;
thread_local unsigned chained = 0;  // filters of the stream at hand

class StructureRoom final : public Room {
 public:
  void grow(uint64_t bytes) override { paying->spend(paying->structure_bytes(), bytes); }
};

class Decoder final : public Pipeline {
 public:
  Decoder(FilterKind kind, const FilterParameters& parameters, Pipeline* to)
      : Pipeline("decoder", to), kind_(kind), parameters_(parameters) {}

  void write(unsigned char const* data, size_t size) override {
    chained = 0;
    paying->spend(paying->structure_bytes(), size);
    input_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {
    StructureRoom room;
    const Filtered result = decode(kind_, parameters_, input_, room);
    input_.clear();
    guard_object_stream(result.bytes, *paying);
    if (!result.bytes.empty())
      getNext()->write(reinterpret_cast<const unsigned char*>(result.bytes.data()), result.bytes.size());
    getNext()->finish();
  }

 private:
  FilterKind kind_;
  FilterParameters parameters_;
  std::string input_;
};

class Filter final : public QPDFStreamFilter {
 public:
  explicit Filter(FilterKind kind) : kind_(kind) {}
  bool setDecodeParms(QPDFObjectHandle parameters) override {
    parameters_ = filter_parameters(parameters);
    return true;
  }
  Pipeline* getDecodePipeline(Pipeline* next) override {
    if (paying == nullptr || ++chained > limits::kPdfFilters) throw PastBound{Cost::stream_bytes};
    decoder_ = std::make_unique<Decoder>(kind_, parameters_, next);
    return decoder_.get();
  }

 private:
  FilterKind kind_;
  FilterParameters parameters_;
  std::unique_ptr<Decoder> decoder_;
};

bool register_filters() {
  const auto add = [](const char* name, FilterKind kind) {
    QPDF::registerStreamFilter(name, [kind] { return std::make_shared<Filter>(kind); });
  };
  add("/FlateDecode", FilterKind::flate);
  add("/LZWDecode", FilterKind::lzw);
  add("/ASCIIHexDecode", FilterKind::ascii_hex);
  add("/ASCII85Decode", FilterKind::ascii_85);
  add("/RunLengthDecode", FilterKind::run_length);
  return true;
}

}  // namespace

FilterScope::FilterScope(Budget& budget) {
  static const bool registered = register_filters();
  (void)registered;
  paying = &budget;
  chained = 0;
}

FilterScope::~FilterScope() {
  paying = nullptr;
}

}  // namespace portcheck::pdf
