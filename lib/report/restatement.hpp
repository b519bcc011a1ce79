#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "report/evidence.hpp"
#include "report/exact.hpp"

namespace bq::report {

/// Where a figure stands in a report: section, row and column.
struct FigurePlace {
  std::string section;
  std::string row;
  std::string column;

  friend auto operator<=>(const FigurePlace&, const FigurePlace&) = default;
};

/// The figures of one state of a report.
using ExactFigures = std::map<FigurePlace, ExactNumbers>;

/// The figures of a report by their places; those that it prints as a dash are left out.
[[nodiscard]] ExactFigures by_place(const std::vector<ExactFigure>& figures);

/// A record by its kind and id.
using RecordName = std::pair<std::string, std::string>;

/// A record that makes a figure another one.
struct Mover {
  RecordName record;
  std::string label;           ///< What names it to people.
  std::optional<Part> before;  ///< Absent: it had no part in the figure.
  std::optional<Part> after;
};

/// The records that have another part in a figure than they had. Where a figure is more than a count of records (sums, days, different values), also those
/// of `changed` that count on both sides. Both indexes have been asked the same question.
[[nodiscard]] std::vector<Mover> movers(EvidenceFinder& before, EvidenceFinder& after, const ExactFigure& figure, const std::set<RecordName>& changed);

}  // namespace bq::report
