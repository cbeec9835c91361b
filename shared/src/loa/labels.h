// The labels that letters put before, over or under what is filled in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace portcheck::loa {

enum class Label : uint8_t {
  none,
  signature,
  signer,
  first_name,
  last_name,
  name,  // of whom depends on where it stands
  title,
  date,
  company,
  btn,
  account,
  pin,
  ssn,
  tax_id,
  service_address,
  billing_address,
  address,
  unit,
  city,
  state,
  zip,
  city_state_zip,
  carrier,
  resporg,
  new_resporg,
  gaining,
  numbers,
  range_start,
  range_end,
  phone,  // of whom depends on what else the letter says
  contact_phone,
  fax,
  email,
  contact_name,
  bill_date,
  valid_until,
  birth,
  due_date,
  print_date,
  other,
};

struct LabelHit {
  Label label = Label::none;
  uint32_t from = 0, to = 0;  // of the label's words in the text
  uint32_t value = 0;         // where its value would begin: behind colon, brackets and leader
  bool closed = false;        // a colon, or nothing else stands behind it
  bool leader = false;        // "____", "....": a place to be filled in
  bool alone() const { return from == 0; }
};

// In one span of text, in order.
std::vector<LabelHit> find_labels(std::string_view text);

// What a form's field of this name or label holds: "txtCompanyName", "Service Address (no PO box)".
Label label_of_name(std::string_view name);

}  // namespace portcheck::loa
