#include "sheet/xlsx_package.h"

#include <utility>

#include "archive/part.h"
#include "text/decimal.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

Status status_of(archive::ZipStatus status) {
  switch (status) {
    case archive::ZipStatus::ok:
      return Status::ok;
    case archive::ZipStatus::damaged:
      return Status::damaged;
    case archive::ZipStatus::encrypted:
      return Status::encrypted;
    case archive::ZipStatus::unsupported:
      return Status::unsupported;
    case archive::ZipStatus::too_large:
      return Status::too_large;
    case archive::ZipStatus::bomb:
      break;
  }
  return Status::bomb;
}

Problem problem_of(archive::ZipProblem problem) {
  return {status_of(problem.status), problem.what, 0, std::move(problem.part)};
}

}  // namespace

Problem Package::open(std::string_view bytes) {
  return problem_of(zip_.open(bytes));
}

Problem Package::read_part(std::string_view name, archive::Buffer& out) {
  const archive::ZipEntry* const entry = zip_.find(name);
  if (entry == nullptr) return {Status::damaged, Defect::missing, 0, std::string(name)};
  archive::ZipProblem problem = zip_.read(*entry, out);
  if (problem.status != archive::ZipStatus::ok) return problem_of(std::move(problem));
  if (!archive::to_utf8(out)) return {Status::too_large, Defect::size, 0, std::string(name)};
  return {};
}

Problem PartStream::open() {
  entry_ = package_->zip_.find(part_);
  if (entry_ == nullptr) return {Status::damaged, Defect::missing, 0, std::string(part_)};
  return problem_of(package_->zip_.open_stream(*entry_, stream_));
}

bool PartStream::start_whole() {
  if (whole_ != nullptr) return false;
  whole_ = &own_;
  data_ = nullptr;
  return true;
}

Problem PartStream::next(std::string_view element) {
  if (whole_ == nullptr) {
    if (entry_ == nullptr) {
      if (Problem problem = open(); problem.status != Status::ok) return problem;
    }
    const archive::EntryStream::Status status = stream_.next(element);
    if (status != archive::EntryStream::Status::ok)
      return problem_of(archive::Zip::stream_problem(*entry_, status));
    data_ = stream_.data();
    size_ = stream_.size();
    offset_ = stream_.offset();
    if (offset_ == 0) {
      const text::EncodingGuess guess = text::detect_encoding({data_, size_});
      if (guess.encoding != text::Encoding::utf8) {
        start_whole();
      } else {
        data_ += guess.bom_bytes;
        size_ -= guess.bom_bytes;
      }
    }
    if (whole_ == nullptr) well_formed_ = text::is_valid_utf8({data_, size_});
    if (whole_ == nullptr && well_formed_) return {};
    if (offset_ != 0) return {Status::damaged, Defect::encoding, 0, std::string(part_)};
    start_whole();
  }
  if (whole_ == &own_) {
    if (Problem problem = package_->read_part(part_, own_); problem.status != Status::ok) return problem;
  }
  data_ = whole_->data();
  size_ = whole_->size();
  offset_ = 0;
  return {};
}

Problem PartStream::finish() {
  if (last()) return {};
  return problem_of(archive::Zip::stream_problem(*entry_, stream_.finish()));
}

Problem Package::read_relationships(std::string_view part, std::vector<Relationship>& out) {
  out.clear();
  const std::string name = archive::relationships_part(part);
  if (!has_part(name)) return {};
  archive::Buffer buffer;
  if (Problem problem = read_part(name, buffer); problem.status != Status::ok) return problem;
  XmlReader xml(buffer.data(), buffer.size());
  for (;;) {
    const XmlToken token = xml.next();
    if (token == XmlToken::eof) return {};
    if (token == XmlToken::end || token == XmlToken::text) continue;
    if (token != XmlToken::start) return xml_problem(token, name, xml.position());
    if (xml.name() != "Relationship") continue;
    std::string_view id, type, target, mode;
    if (!xml.attribute("Id", id) || !xml.attribute("Type", type) || !xml.attribute("Target", target))
      continue;
    if (xml.attribute("TargetMode", mode) && mode == "External") continue;
    out.push_back({decode_xml(id), std::string(type.substr(type.rfind('/') + 1)),
                   archive::resolve_part(part, decode_xml(target))});
  }
}

Problem xml_problem(XmlToken token, std::string_view part, size_t position) {
  switch (token) {
    case XmlToken::entities:
      return {Status::bomb, Defect::xml_entities, 0, std::string(part)};
    case XmlToken::too_deep:
      return {Status::bomb, Defect::xml_depth, 0, std::string(part)};
    default:
      break;
  }
  return {Status::damaged, Defect::xml, 0, std::string(part) + ':' + text::decimal(position + 1)};
}

}  // namespace portcheck::sheet
