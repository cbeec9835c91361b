// What reading takes from qpdf. Its JSON.hh stays out: clang before 16 cannot compile that header as C++20 (a
// class in it keeps a vector of the class around it), and nothing here speaks JSON with qpdf.
#pragma once

#define JSON_HH
class JSON;

#include <qpdf/InputSource.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFStreamFilter.hh>
