// The steps of read_letter(), one file each. All of them only add to the facts.
#pragma once

#include "loa/fields.h"
#include "loa/flat_text.h"
#include "loa/lines.h"
#include "portcheck/letter.h"

namespace portcheck::loa {

struct Reading {
  const Document& document;
  const Lines& lines;
  const Fields& fields;
  const FlatText& flat;
  LetterFacts& facts;
  std::vector<uint32_t> signature_lines;  // where the first ones are asked for
};

// Lines from one of them on the same page; UINT32_MAX: there is none.
uint32_t lines_to_signature(const Reading& reading, uint32_t line);

void read_wording(Reading& reading);     // first: what the others look at
void read_signatures(Reading& reading);  // evidence, strongest first
void read_dates(Reading& reading);       // after the signatures, whose dates count
void read_numbers(Reading& reading);
void read_parties(Reading& reading);  // company, signer, carriers, accounts
void read_addresses(Reading& reading);
void read_gaps(Reading& reading);  // last: what is empty or left in from the template

}  // namespace portcheck::loa
