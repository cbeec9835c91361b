#include "edit/row_index.h"

namespace portcheck::edit {
namespace {

constexpr size_t kChunk = 256;  // 4 KB are moved faster than a tree's nodes are found

bool before(const RowIndex::Entry& entry, uint64_t key, uint32_t place) {
  return entry.key != key ? entry.key < key : entry.place < place;
}

// The first of `count` things that is not before: `is_before(i)`.
template <class Before>
size_t partition(size_t count, Before is_before) {
  size_t low = 0;
  while (count > 0) {
    const size_t half = count / 2;
    if (is_before(low + half)) {
      low += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return low;
}

}  // namespace

RowIndex::Cursor RowIndex::find(uint64_t key, uint32_t place) const {
  const size_t chunk =
      partition(chunks_.size(), [&](size_t i) { return before(chunks_[i].back(), key, place); });
  if (chunk == chunks_.size()) return {chunk, 0};
  const std::vector<Entry>& entries = chunks_[chunk];
  return {chunk, partition(entries.size(), [&](size_t i) { return before(entries[i], key, place); })};
}

const RowIndex::Entry* RowIndex::get(const Cursor& cursor) const {
  return cursor.chunk < chunks_.size() ? &chunks_[cursor.chunk][cursor.at] : nullptr;
}

void RowIndex::advance(Cursor& cursor) const {
  if (++cursor.at == chunks_[cursor.chunk].size()) cursor = {cursor.chunk + 1, 0};
}

const RowIndex::Entry* RowIndex::first(uint64_t key) const {
  const Entry* entry = get(find(key));
  return entry && entry->key == key ? entry : nullptr;
}

uint64_t RowIndex::count(uint64_t key) const {
  const Cursor from = find(key), to = find(key + 1);
  if (from.chunk == to.chunk) return to.at - from.at;
  uint64_t count = chunks_[from.chunk].size() - from.at + to.at;
  for (size_t chunk = from.chunk + 1; chunk < to.chunk; ++chunk) count += chunks_[chunk].size();
  return count;
}

void RowIndex::insert(const Entry& entry) {
  if (!first(entry.key)) ++keys_;
  if (chunks_.empty()) {
    chunks_.push_back({entry});
    return;
  }
  Cursor at = find(entry.key, entry.place);
  if (at.chunk == chunks_.size()) at = {chunks_.size() - 1, chunks_.back().size()};
  if (chunks_[at.chunk].size() == kChunk) {
    // Rows that come in order fill their chunks.
    const bool last = at.chunk + 1 == chunks_.size() && at.at == kChunk;
    const size_t kept = last ? kChunk : kChunk / 2;
    std::vector<Entry>& full = chunks_[at.chunk];
    std::vector<Entry> rest(full.begin() + static_cast<std::ptrdiff_t>(kept), full.end());
    full.resize(kept);
    if (last) {
      rest.push_back(entry);
      chunks_.push_back(std::move(rest));
      return;
    }
    chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(at.chunk) + 1, std::move(rest));
    if (at.at > kept) at = {at.chunk + 1, at.at - kept};
  }
  std::vector<Entry>& entries = chunks_[at.chunk];
  entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at.at), entry);
}

void RowIndex::erase(uint64_t key, uint32_t place) {
  const Cursor at = find(key, place);
  const Entry* entry = get(at);
  if (!entry || entry->key != key || entry->place != place) return;
  std::vector<Entry>& entries = chunks_[at.chunk];
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at.at));
  if (entries.empty()) chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(at.chunk));
  if (!first(key)) --keys_;
}

}  // namespace portcheck::edit
