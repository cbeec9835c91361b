// Which rows say what: sorted by key, then by place. An insertion or removal costs the logarithm of the size,
// and moves at most a chunk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace portcheck::edit {

class RowIndex {
 public:
  struct Entry {
    uint64_t key;
    uint32_t place;  // the caller's: a row, or file and row
    uint32_t note;   // the caller's
  };
  struct Cursor {
    size_t chunk, at;
  };

  // Not twice the same key and place.
  void insert(const Entry& entry);
  void erase(uint64_t key, uint32_t place);

  // The first entry that is not before key and place. `get` is null behind the last one. Valid until a
  // change.
  Cursor find(uint64_t key, uint32_t place = 0) const;
  const Entry* get(const Cursor& cursor) const;
  void advance(Cursor& cursor) const;

  // The first entry of this key; null when there is none.
  const Entry* first(uint64_t key) const;
  uint64_t count(uint64_t key) const;      // steps over whole chunks
  uint64_t keys() const { return keys_; }  // different ones
  const Entry* lowest() const { return chunks_.empty() ? nullptr : &chunks_.front().front(); }
  const Entry* highest() const { return chunks_.empty() ? nullptr : &chunks_.back().back(); }

  template <class Call>  // call(entry) → bool: whether to go on; for all entries of a key, in order
  void for_each(uint64_t key, Call call) const {
    Cursor cursor = find(key);
    for (const Entry* entry = get(cursor); entry && entry->key == key && call(*entry); entry = get(cursor))
      advance(cursor);
  }

 private:
  std::vector<std::vector<Entry>> chunks_;  // none of them empty
  uint64_t keys_ = 0;
};

}  // namespace portcheck::edit
