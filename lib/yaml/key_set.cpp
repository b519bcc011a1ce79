#include "yaml/key_set.hpp"

namespace bq::yaml {

std::optional<std::uint32_t> KeySet::add(std::string_view key, std::uint32_t node) {
  constexpr std::size_t most_compared = 32;
  if (many_.empty()) {
    for (const auto& [known, first] : few_)
      if (known == key) return first;
    few_.emplace_back(key, node);
    if (few_.size() > most_compared) many_.insert(few_.begin(), few_.end());
    return std::nullopt;
  }
  const auto [entry, added] = many_.try_emplace(key, node);
  if (added) return std::nullopt;
  return entry->second;
}

void KeySet::clear() {
  few_.clear();
  // Emptying a table costs its buckets each time; a new one costs nothing.
  if (!many_.empty()) many_ = {};
}

}  // namespace bq::yaml
