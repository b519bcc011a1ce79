#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/language.hpp"
#include "change/reassign.hpp"
#include "index/index.hpp"

namespace bq::change {

/// What is wrong with a cell of a table of moves.
struct CellFault {
  std::size_t line = 0;
  std::string column;  ///< As its heading says; empty: the line as a whole.
  Text what;
};

/// A table of moves as read.
struct MoveTable {
  std::vector<Move> moves;
  std::vector<CellFault> faults;  ///< All of them, in the order of lines.
};

/// Reads moves, one a line: columns object and to, and where needed from, role, effective and basis, by these names or as 对象, 接手, 交出, 角色, 生效日 and
/// 依据. `text` is CSV, or YAML (a list of mappings) where `is_yaml`. An empty day or basis is `day` or `basis`; an absent day is a fault.
[[nodiscard]] MoveTable read_moves(index::Index& index, std::string_view text, bool is_yaml, std::optional<Date> day, const std::string& basis);

}  // namespace bq::change
