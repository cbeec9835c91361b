// In the place of qpdf's own header: no picture is decoded here, and so the JPEG library stays away.
#ifndef SF_DCTDECODE_HH
#define SF_DCTDECODE_HH

#include <memory>
#include <qpdf/QPDFStreamFilter.hh>

class SF_DCTDecode : public QPDFStreamFilter {
 public:
  Pipeline* getDecodePipeline(Pipeline*) override { return nullptr; }
  static std::shared_ptr<QPDFStreamFilter> factory() { return std::make_shared<SF_DCTDecode>(); }
  bool isSpecializedCompression() override { return true; }
  bool isLossyCompression() override { return true; }
};

#endif
