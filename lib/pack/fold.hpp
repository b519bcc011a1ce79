#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"
#include "schema/kind.hpp"
#include "yaml/fields.hpp"

namespace bq::pack {

/// Which events a column or a transition speaks of: the event's name and what else must hold for its fields.
struct EventPattern {
  std::string event;
  std::vector<schema::Condition> where;
};

/// An event matches a selector when it matches one of its patterns.
using Selector = std::vector<EventPattern>;

/// How a column follows the timeline.
enum class FoldVerb { first, last, count };

/// One column of a fold's rows.
struct FoldColumn {
  std::string name;
  Text title;  ///< What pages call it; empty: its name.
  FoldVerb verb = FoldVerb::last;
  Selector events;   ///< The events that set (or, for `count`, raise) the column.
  std::string take;  ///< The field whose value is kept; an event without it does not match. Empty: the date.
  Selector unless;   ///< The events that clear the column.
  /// `where: {FIELD: {not: COLUMN}}`: the event's field must differ from the value of another, earlier column.
  std::vector<std::pair<std::string, std::string>> differs;
};

/// What must stand in the round before an event may come, e.g. a `close` needs a `resolve`.
struct Transition {
  EventPattern event;
  Selector needs;
};

/// A timeline as rows with a validity: how a dated, append-only list of events becomes versions of one row per round.
struct Fold {
  std::string name;
  Text title;
  Text about;
  std::string kind;  ///< `over: KIND.LIST`
  std::string list;
  std::string date = "date";    ///< The field of an event that holds its day.
  std::string event = "event";  ///< The field of an event that names it.
  std::string opens;            ///< The field of the record with the day on which the first round opens.
  Selector next;                ///< The events that open the next round and clear all columns.
  std::vector<FoldColumn> columns;
  std::vector<Transition> allowed;  ///< An event named here needs one of its `needs` to stand; what is not named is allowed.
  std::vector<Transition> undoes;   ///< The event takes away the standing of the events named.
  std::vector<Transition> after;    ///< Once `event` stands, only the events of `needs` may come.
};

/// Reads a fold file.
[[nodiscard]] Fold read_fold(std::string name, yaml::NodeRef root, std::vector<Fault>& faults);

}  // namespace bq::pack
