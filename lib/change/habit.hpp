#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "index/index.hpp"
#include "schema/kind.hpp"

namespace bq::change {

/// `id`, or when a record of the kind has it, `id` with the first number behind it that makes a free one: `id-2`, `id-3`.
[[nodiscard]] std::string free_id(index::Index& index, const schema::Kind& kind, const std::string& id);

/// The field whose day says when a record came about: the first date that its kind requires; null when there is none.
[[nodiscard]] const schema::Field* day_field(const schema::Kind& kind);

/// Where records of one kind stand in a ledger and how they are numbered, and so where the next one goes.
class Habit {
 public:
  Habit(index::Index& index, const schema::Kind& kind);

  /// The id after the last one in the ledger's own pattern (`A2023-0007` after `A2023-0006`; a year or month in it follows `day`). Each call
  /// gives another. Absent when no id there shows a pattern.
  [[nodiscard]] std::optional<std::string> next_id(Date day);

  /// The file for a record of that day and id: where files are named after periods, that of its own; else the one all of whose records agree in
  /// the most of `like`, columns with their values; else that of the newest record. Where every record has a file, one named after `id`.
  [[nodiscard]] std::string file_for(Date day, const std::string& id, const std::map<std::string, std::string>& like) const;

  /// The file of the newest record; absent when there is none.
  [[nodiscard]] std::optional<std::string> newest_file() const;

 private:
  struct Entry {
    std::string path;
    std::string id;
    std::optional<Date> day;
  };
  index::Index& index_;
  const schema::Kind& kind_;
  std::vector<Entry> entries_;                  // oldest first
  std::map<std::string, std::string> highest_;  // number last given out, by what stands before it
};

}  // namespace bq::change
