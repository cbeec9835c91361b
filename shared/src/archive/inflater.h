// Raw DEFLATE (RFC 1951) as a stream: the output comes in pieces, so that a workbook's part need not be in
// memory as a whole; libdeflate inflates whole buffers only. The whole input must be there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace portcheck::archive {

class Inflater {
 public:
  enum class Status : uint8_t { more, done, damaged, no_memory };

  static constexpr size_t kSlack = 320;          // bytes that run() may write behind its limit
  static constexpr size_t kHistory = 32 * 1024;  // how far a match may reach back

  Inflater();
  ~Inflater();

  // `compressed` is borrowed; what follows the end of the stream is not looked at. Needs some 12 KiB.
  Status start(std::string_view compressed);

  // Appends output at `out` until it reaches `limit` and moves `out` to its end. [history, out) must be the
  // output so far, or at least its last kHistory bytes, unchanged. After done and damaged nothing more comes.
  Status run(const char* history, char*& out, const char* limit);

 private:
  struct Tables;
  enum class State : uint8_t { header, stored, codes, done, damaged };

  struct Bits {
    void refill();  // afterwards at least 56 bits count; behind the input's end there are zeros
    static Bits refilled_at_end(Bits in);
    uint32_t take(unsigned bits);                            // at most 16
    void drop(uint32_t entry);                               // what a table's entry says
    bool overdrawn() const { return borrowed > count / 8; }  // zeros from behind the end were used

    const char* at = nullptr;
    const char* end = nullptr;
    uint64_t bits = 0;      // the next ones, lowest first
    unsigned count = 0;     // so many of them count
    unsigned borrowed = 0;  // zero bytes among them
  };

  State read_header();
  bool read_codes();
  State copy_stored(char*& out, const char* limit);
  State decode(const char* history, char*& out, const char* limit);

  Bits in_;
  size_t stored_ = 0;  // bytes left of a stored block
  State state_ = State::done;
  bool last_ = false;
  bool paired_ = false;  // literals, with what follows them
  std::unique_ptr<Tables> tables_;
};

}  // namespace portcheck::archive
