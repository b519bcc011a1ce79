#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "index/index.hpp"

namespace bq::change {

/// Who holds pairings: a post, a cadre or a unit.
struct Party {
  std::string kind;  ///< `post`, `cadre` or `unit`, which is also the field of a pairing that names it.
  std::string id;
  std::string name;  ///< As people say it.

  friend bool operator==(const Party& a, const Party& b) { return a.kind == b.kind && a.id == b.id; }
};

/// The post, cadre or unit that `text` names, by id or by a name that only one has. `flag` is where it was given, for messages.
/// Throws UserError(usage) that names the nearest, or all of that name.
[[nodiscard]] Party find_party(index::Index& index, const std::string& flag, const std::string& text);

/// The cadre behind a party on a day: itself, or who holds the post then, acting or not; absent for a unit and a vacant post.
[[nodiscard]] std::optional<Party> person_of(index::Index& index, const Party& party, Date day);

/// `title name` for a post that somebody holds that day, the name alone otherwise.
[[nodiscard]] std::string party_label(index::Index& index, const Party& party, Date day);

/// Throws UserError(refused) for a cadre who is not in office that day, and for a post that nobody holds.
void check_in_office(index::Index& index, const Party& party, Date day);

/// For how many objects on the register each cadre answers on a day, by name or through a post; who answers for none is not there.
[[nodiscard]] std::map<std::string, std::int64_t> loads_on(index::Index& index, Date day);

/// How many objects one person may answer for; absent when the settings do not say.
[[nodiscard]] std::optional<std::int64_t> capacity_of(index::Index& index);

}  // namespace bq::change
