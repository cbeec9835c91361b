// What qpdf names and reading never calls: its own filters (ours are registered in their place,
// shared/src/pdf/stream_filters.cc), its log, JSON, random numbers. Without these the module has no zlib, no
// streams to a terminal, no environment and no source of random numbers.
#include <algorithm>
#include <qpdf/ContentNormalizer.hh>
#include <qpdf/CryptoRandomDataProvider.hh>
#include <qpdf/InsecureRandomDataProvider.hh>
#include <qpdf/JSON.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_QPDFTokenizer.hh>
#include <qpdf/QPDFCryptoProvider.hh>
#include <qpdf/QPDFCrypto_native.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/SF_FlateLzwDecode.hh>
#include <qpdf/SecureRandomDataProvider.hh>
#include <stdexcept>

namespace {

[[noreturn]] void unused() {
  throw std::logic_error("not part of this module");
}

// A reader asks for random bytes in one place: for those of /Perms that mean nothing.
class NoRandomness final : public RandomDataProvider {
 public:
  void provideRandomData(unsigned char* data, size_t size) override { std::fill_n(data, size, 0); }
};

}  // namespace

Pl_Flate::Members::Members(size_t, action_e) {
  unused();
}
Pl_Flate::Members::~Members() {}
Pl_Flate::Pl_Flate(char const* identifier, Pipeline* next, action_e, unsigned int)
    : Pipeline(identifier, next) {
  unused();
}
Pl_Flate::~Pl_Flate() {}
void Pl_Flate::write(unsigned char const*, size_t) {
  unused();
}
void Pl_Flate::finish() {}
void Pl_Flate::setWarnCallback(std::function<void(char const*, int)>) {}

SF_FlateLzwDecode::SF_FlateLzwDecode(bool) {
  unused();
}
bool SF_FlateLzwDecode::setDecodeParms(QPDFObjectHandle) {
  return false;
}
Pipeline* SF_FlateLzwDecode::getDecodePipeline(Pipeline*) {
  return nullptr;
}
std::shared_ptr<QPDFStreamFilter> SF_FlateLzwDecode::flate_factory() {
  unused();
}
std::shared_ptr<QPDFStreamFilter> SF_FlateLzwDecode::lzw_factory() {
  unused();
}

std::shared_ptr<QPDFLogger> QPDFLogger::defaultLogger() {
  return nullptr;
}
std::shared_ptr<QPDFLogger> QPDFLogger::create() {
  return nullptr;
}
void QPDFLogger::setWarn(std::shared_ptr<Pipeline>) {}
void QPDFLogger::setError(std::shared_ptr<Pipeline>) {}
void QPDFLogger::setOutputStreams(std::ostream*, std::ostream*) {}
std::shared_ptr<Pipeline> QPDFLogger::getInfo(bool) {
  return nullptr;
}
std::shared_ptr<Pipeline> QPDFLogger::getWarn(bool) {
  return nullptr;
}
std::shared_ptr<Pipeline> QPDFLogger::getError(bool) {
  return nullptr;
}

// The one provider of cryptography: no environment is asked which.
std::shared_ptr<QPDFCryptoImpl> QPDFCryptoProvider::getImpl() {
  return std::make_shared<QPDFCrypto_native>();
}
RandomDataProvider* SecureRandomDataProvider::getInstance() {
  unused();
}
RandomDataProvider* CryptoRandomDataProvider::getInstance() {
  static NoRandomness provider;
  return &provider;
}
RandomDataProvider* InsecureRandomDataProvider::getInstance() {
  unused();
}

Pl_QPDFTokenizer::Pl_QPDFTokenizer(char const* identifier, QPDFObjectHandle::TokenFilter*, Pipeline* next)
    : Pipeline(identifier, next) {
  unused();
}
Pl_QPDFTokenizer::~Pl_QPDFTokenizer() {}
void Pl_QPDFTokenizer::write(unsigned char const*, size_t) {}
void Pl_QPDFTokenizer::finish() {}

ContentNormalizer::ContentNormalizer() {}
void ContentNormalizer::handleToken(QPDFTokenizer::Token const&) {}
bool ContentNormalizer::anyBadTokens() const {
  return false;
}
bool ContentNormalizer::lastTokenWasBad() const {
  return false;
}

JSON JSON::makeDictionary() {
  unused();
}
JSON JSON::addDictionaryMember(std::string const&, JSON const&) {
  unused();
}
JSON JSON::makeArray() {
  unused();
}
JSON JSON::addArrayElement(JSON const&) {
  unused();
}
JSON JSON::makeString(std::string const&) {
  unused();
}
JSON JSON::makeInt(long long int) {
  unused();
}
JSON JSON::makeNumber(std::string const&) {
  unused();
}
JSON JSON::makeBool(bool) {
  unused();
}
JSON JSON::makeNull() {
  unused();
}
