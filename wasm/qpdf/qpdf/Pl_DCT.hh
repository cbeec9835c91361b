// In the place of qpdf's own header, which needs libjpeg: the pictures of a PDF are never decoded.
#pragma once

#include <qpdf/Pipeline.hh>
#include <stdexcept>

class Pl_DCT : public Pipeline {
 public:
  Pl_DCT(char const* identifier, Pipeline* next) : Pipeline(identifier, next) {
    throw std::logic_error("no JPEG is decoded");
  }
  void write(unsigned char const*, size_t) override {}
  void finish() override {}
};
