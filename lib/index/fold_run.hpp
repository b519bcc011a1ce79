#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/rows.hpp"
#include "pack/fold.hpp"

namespace bq::index {

/// One version of one round, as a fold's table stores it.
struct FoldRow {
  schema::Ordinal at = 0;  ///< The row that caused this version.
  schema::Ordinal record = 0;
  std::int64_t round = 1;
  schema::Value opened;
  schema::Value since;
  schema::Value until;  ///< Nothing: still in force.
  std::vector<schema::Value> columns;
};

/// A fold made ready for its kind: names resolved to positions once, then run over one record after another.
class FoldRunner {
 public:
  /// `kind` is the kind that the fold reads. Mistakes of the fold's file (names that are not there) land in `mistakes`.
  FoldRunner(const pack::Fold& fold, const schema::Kind& kind, std::vector<Text>& mistakes);

  /// Runs over the record whose rows are rows.rows()[first, last) and appends its versions to `versions`.
  /// Events that may not come where they stand are added to the record's faults.
  void run(FileRows& rows, std::size_t first, std::size_t last, std::vector<FoldRow>& versions) const;

 private:
  struct Condition {
    std::uint32_t column = 0;
    std::vector<std::string> values;
  };
  struct Pattern {
    std::string event;
    std::vector<Condition> where;
  };
  using Selector = std::vector<Pattern>;
  struct Column {
    pack::FoldVerb verb = pack::FoldVerb::last;
    Selector events;
    Selector unless;
    std::uint32_t take = 0;
    std::vector<std::pair<std::uint32_t, std::size_t>> differs;  // column of the event, column of the fold
  };
  struct Transition {
    Pattern event;
    Selector needs;
  };
  struct Round;

  const schema::Kind* kind_;
  std::uint32_t table_ = 0;
  std::uint32_t date_ = 0;
  std::uint32_t event_ = 0;
  std::uint32_t opens_ = 0;
  const schema::Field* event_field_ = nullptr;
  Selector next_;
  std::vector<Column> columns_;
  std::vector<Transition> allowed_, undoes_, after_;
  /// Per choice of the event's field the columns that it can touch; last, for events that are none of them, all columns.
  std::vector<std::vector<std::size_t>> touched_;

  Pattern resolve(const pack::EventPattern& pattern, std::vector<Text>& mistakes) const;
  Selector resolve(const pack::Selector& selector, std::vector<Text>& mistakes) const;
  std::vector<Transition> resolve(const std::vector<pack::Transition>& transitions, std::vector<Text>& mistakes) const;
  std::uint32_t column_named(std::string_view name, std::vector<Text>& mistakes) const;

  using Cells = RowCells;
  bool matches(const Pattern& pattern, Cells event) const;
  bool matches(const Selector& selector, Cells event) const;
  bool apply(Round& round, Cells event) const;
  const std::vector<std::size_t>& touched_by(Cells event) const;
  bool is_allowed(const Round& round, Cells event, Args& why) const;
  Text titles(const Selector& selector) const;
  Text title(std::string_view event) const;
};

}  // namespace bq::index
