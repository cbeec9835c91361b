// The usable numbers of the request's sheets, for rules that compare them with a letter's, where somebody
// else than RequestState keeps them: edit/.
#pragma once

#include <cstdint>

namespace portcheck::rules {

class SheetNumbers {
 public:
  virtual bool has(uint64_t number) = 0;
  virtual void for_each(void (*call)(void* context, uint64_t number), void* context) = 0;  // each once

 protected:
  ~SheetNumbers() = default;
};

}  // namespace portcheck::rules
