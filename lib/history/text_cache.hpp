#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "history/record.hpp"
#include "store/git_objects.hpp"

namespace bq::history {

/// The records of texts that git keeps; the last ones are remembered, since what one commit wrote is what the next one changes.
class TextCache {
 public:
  /// `objects` and `vocabulary` must outlive it.
  TextCache(const store::GitObjects& objects, const schema::Vocabulary& vocabulary) : objects_(objects), vocabulary_(vocabulary) {}

  /// The records of the text with this id, which `path` names; none for an empty id. Throws UserError(environment).
  [[nodiscard]] std::shared_ptr<const Records> records(const std::string& id, const std::string& path, const schema::Kind& kind);

 private:
  using Key = std::pair<std::string, const schema::Kind*>;
  struct Kept {
    std::shared_ptr<const Records> records;
    std::size_t bytes = 0;
  };
  const store::GitObjects& objects_;
  const schema::Vocabulary& vocabulary_;
  std::map<Key, Kept> kept_;
  std::deque<Key> order_;  // the oldest first
  std::size_t bytes_ = 0;
};

}  // namespace bq::history
