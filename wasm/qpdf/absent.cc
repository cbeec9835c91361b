// What qpdf would use zlib for. shared/src/pdf has registered bounded filters in its place
// (pdf/stream_filters.h), so none of this is ever called; without it the library need not be there.
#include <qpdf/Pl_Flate.hh>
#include <qpdf/SF_FlateLzwDecode.hh>
#include <stdexcept>

namespace {

[[noreturn]] void refuse() {
  throw std::logic_error("a filter that this build has not");
}

}  // namespace

Pl_Flate::Members::Members(size_t, action_e) {}
Pl_Flate::Members::~Members() {}
Pl_Flate::Pl_Flate(char const* identifier, Pipeline* next, action_e, unsigned int)
    : Pipeline(identifier, next) {
  refuse();
}
Pl_Flate::~Pl_Flate() {}
void Pl_Flate::write(unsigned char const*, size_t) {
  refuse();
}
void Pl_Flate::finish() {
  refuse();
}
void Pl_Flate::setWarnCallback(std::function<void(char const*, int)>) {}

SF_FlateLzwDecode::SF_FlateLzwDecode(bool) {}
bool SF_FlateLzwDecode::setDecodeParms(QPDFObjectHandle) {
  return false;
}
Pipeline* SF_FlateLzwDecode::getDecodePipeline(Pipeline*) {
  refuse();
}
std::shared_ptr<QPDFStreamFilter> SF_FlateLzwDecode::flate_factory() {
  return std::make_shared<SF_FlateLzwDecode>(false);
}
std::shared_ptr<QPDFStreamFilter> SF_FlateLzwDecode::lzw_factory() {
  return std::make_shared<SF_FlateLzwDecode>(true);
}
