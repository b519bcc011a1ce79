#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "index/index.hpp"
#include "pack/report_plan.hpp"
#include "report/report.hpp"
#include "report/scoring.hpp"

namespace bq::report {

/// Somebody who is assessed. Points are millionths.
struct Assessed {
  std::string key, label;
  std::string group = {};                  ///< Peers among whom one is placed; empty where there is one group only.
  std::vector<Cell> figures = {};          ///< Per item.
  std::vector<ItemScore> scores = {};      ///< Per item.
  std::int64_t bonus = 0;                  ///< Given or taken by hand.
  std::string grounds = {};                ///< Of the bonus.
  std::optional<std::int64_t> total = {};  ///< Absent when nothing could be scored.
  std::size_t place = 0;                   ///< From 1 inside the group; 0: not placed.

  /// Only who has a score on every item that has cases is placed.
  [[nodiscard]] bool is_placed() const;
};

/// An assessment as of an index's question.
struct Assessment {
  std::vector<ScoreItem> items;
  std::string dimension;      ///< By which figures are split among those assessed; empty when there are none.
  std::vector<Assessed> all;  ///< By group and place; who has none stands behind them.
};

/// Scores and places those whom `plan` assesses. What is wrong with its SQL lands in `faults`.
[[nodiscard]] Assessment assess(index::Index& index, const pack::ScorePlan& plan, std::vector<pack::PackFault>& faults);

/// What the items are called; a metric that there is not by its id.
[[nodiscard]] std::vector<std::string> titles_of(const pack::Pack& pack, const std::vector<ScoreItem>& items, Language language);

/// Why somebody has no place, or what was left out of the total, naming the items by `titles`; empty when nothing is to be said.
[[nodiscard]] std::string why_unplaced(const Assessed& one, const std::vector<std::string>& titles, Language language);

/// By key of those assessed, the rids of what their figures count and of what that speaks of, such as cases and their objects.
[[nodiscard]] std::map<std::string, std::set<std::int64_t>> spoken_of(index::Index& index, const Assessment& assessment, std::vector<pack::PackFault>& faults);

/// Points as tables print them, with two decimals at most.
[[nodiscard]] Cell points_cell(std::optional<std::int64_t> millionths);

}  // namespace bq::report
