#pragma once

#include <string>

#include "pdf/filters.h"

namespace portcheck::pdf {

// Undoes PNG's and TIFF's predictors in place; the bytes stay as they are when the parameters make no sense.
void undo_predictor(const FilterParameters& parameters, std::string& bytes);

}  // namespace portcheck::pdf
