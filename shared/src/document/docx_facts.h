// What a Word document says of itself beside its text: properties and digital signatures.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "document/docx_package.h"
#include "portcheck/document.h"

namespace portcheck::document {

// `links` are those of the whole package. The number of pages that the last program counted; 0: it did not.
uint32_t read_properties(DocxPackage& package, const std::vector<PartLink>& links, DocumentInfo& info);

// Adds to `letter.signatures`.
void read_signatures(DocxPackage& package, const std::vector<PartLink>& links, std::string_view main_part,
                     Document& letter);

}  // namespace portcheck::document
