#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bq::yaml {

/// The keys of one open mapping. Few keys are compared one by one, many are hashed, so that a wide mapping stays cheap.
class KeySet {
 public:
  /// Adds `key`, which must outlive the set; or gives back the node under which it was added before.
  std::optional<std::uint32_t> add(std::string_view key, std::uint32_t node);

  /// Forgets all keys.
  void clear();

 private:
  std::vector<std::pair<std::string_view, std::uint32_t>> few_;
  std::unordered_map<std::string_view, std::uint32_t> many_;
};

}  // namespace bq::yaml
