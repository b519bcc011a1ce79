#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bq::change {

/// An object that somebody gives up.
struct Given {
  std::string id;
  std::string town;
  std::string industry;
};

/// Somebody who takes objects over.
struct Taker {
  std::int64_t load = 0;                  ///< For how many objects it answers already.
  std::optional<std::int64_t> room = {};  ///< How many more it may take; absent: any number.
};

/// Who gets an object: its taker, and how many of the objects of its town went there.
struct Share {
  std::size_t taker = 0;
  std::size_t of_town = 0;  ///< Objects of that town given to this taker.
  std::size_t in_town = 0;  ///< Objects of that town given up at all.
};

/// Shares `objects` out among `takers`: one `Share` per object, in their order; absent when there is not room for all.
///
/// Numbers first: objects are promised one by one to whoever has been promised least and has room (of these who has the smaller load, then who is
/// named first), so that shares differ by one at most unless somebody is full. Then places: the largest town goes whole to the taker with the least
/// room left that takes it; a town that fits nobody is cut, into whole industries where they fit, at whoever has most room left.
[[nodiscard]] std::optional<std::vector<Share>> spread(const std::vector<Given>& objects, const std::vector<Taker>& takers);

}  // namespace bq::change
