#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "change/party.hpp"
#include "index/index.hpp"

namespace bq::change {

/// One stretch of a pairing, as it stands in its record.
struct Stretch {
  std::int64_t rid = 0;
  std::string object;  ///< Its id.
  std::string object_name;
  std::string town;  ///< A unit's id.
  std::string industry;
  std::string path;  ///< Of the file that holds the object.
  std::string role;
  std::string role_title;
  std::string role_holder;  ///< `post`, `cadre` or `unit`; empty when the role may be held by any.
  Party holder;
  std::string since;
  std::string until;  ///< Empty: still.
  std::string batch;
  bool answers = false;     ///< The holder answers for the object.
  bool on_register = true;  ///< The object has not left the register by the day asked about.
};

/// Of which objects to take the pairings: all values of one condition are alternatives, conditions must all hold.
struct Filter {
  std::string field;                ///< Empty: the object itself, by id or name.
  std::vector<std::string> values;  ///< As stored.
};

/// Reads `town=lanjiang,东岗镇`, `industry=食品加工`, `type=project` or `E001,E002`; fields and values by name or title.
/// Throws UserError(usage) for a field or a value that no object has.
[[nodiscard]] Filter read_filter(index::Index& index, const std::string& text);

/// The object that `text` names by id or name. Throws UserError(usage) that names the nearest; `flag` is where it was given.
[[nodiscard]] std::string find_object(index::Index& index, const std::string& flag, const std::string& text);

/// Texts with commas between, of either width.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// The role that `text` names by id or title. Throws UserError(usage) that names the nearest.
[[nodiscard]] std::string find_role(index::Index& index, const std::string& text);

/// All stretches that `holder` ever had, in the order of objects; `role` empty: in any role.
[[nodiscard]] std::vector<Stretch> stretches_of(index::Index& index, const Party& holder, const std::string& role, const std::vector<Filter>& filters,
                                                Date day);

/// All stretches of one object; `role` empty: in any role.
[[nodiscard]] std::vector<Stretch> stretches_for(index::Index& index, const std::string& object, const std::string& role, Date day);

/// True when the stretch begins before `day` and has not ended by then, so that it can be ended that day.
[[nodiscard]] bool can_end_on(const Stretch& stretch, Date day);

}  // namespace bq::change
