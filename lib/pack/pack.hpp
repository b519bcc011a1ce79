#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.hpp"
#include "base/source.hpp"
#include "pack/calendar.hpp"
#include "pack/derived.hpp"
#include "pack/fold.hpp"
#include "pack/metric.hpp"
#include "pack/report_plan.hpp"
#include "pack/rule.hpp"
#include "schema/kind.hpp"
#include "store/tree.hpp"

namespace bq::pack {

/// A file that a ledger brings for the pack; `path` is relative to the ledger, e.g. `rules/no-lead.yaml`.
struct PackFile {
  std::string path;
  std::string text;
};

/// A fault of a pack file, with the text it is in.
struct PackFault {
  const Source* source = nullptr;
  Fault fault;
};

/// Everything that knows the field: kinds, folds, derived tables, rules, metrics, dimensions, reports, calendars, lists and words, by name.
/// Owns the texts that its parts point into.
struct Pack {
  std::vector<std::unique_ptr<Source>> sources;
  std::map<std::string, std::unique_ptr<schema::Kind>, std::less<>> kinds;
  std::map<std::string, Fold, std::less<>> folds;
  std::map<std::string, Derived, std::less<>> derived;
  std::map<std::string, Rule, std::less<>> rules;
  std::map<std::string, Population, std::less<>> populations;
  std::map<std::string, Dimension, std::less<>> dimensions;
  std::map<std::string, ReportPlan, std::less<>> reports;
  std::map<std::string, Calendar, std::less<>> calendars;
  schema::Vocabulary lists;                               ///< As shipped; a programme's own lists replace them.
  std::map<std::string, std::string, std::less<>> words;  ///< The English of words that SQL makes, and of the titles of values.
  std::vector<PackFault> faults;                          ///< Mistakes in the pack's files.
  std::vector<std::string> replaced;                      ///< Built-in files that the ledger's own replace or extend, as `rules/no-lead`.
  std::vector<std::string> added;                         ///< Files that the ledger adds.
  std::uint64_t hash = 0;                                 ///< Of all texts; equal packs have equal hashes.
};

/// Loads the built-in pack, laid over with the ledger's own files: one of the same name replaces the built-in one whole,
/// or extends it when it says `extends`.
[[nodiscard]] Pack load(const std::vector<PackFile>& of_ledger);

/// The folders of a pack, which a ledger may have too.
[[nodiscard]] const std::vector<std::string>& pack_folders();

/// The names of the tables that every index has besides those of the pack; no file of a pack may take one.
[[nodiscard]] const std::vector<std::string>& index_tables();

/// The metric with this id and the population it belongs to; nulls when there is none.
[[nodiscard]] std::pair<const Population*, const Metric*> find_metric(const Pack& pack, std::string_view id);

/// The files of a ledger that may hold records, sorted by path.
[[nodiscard]] std::vector<store::FileEntry> record_files(const Pack& pack, const store::Tree& tree);

/// The kind whose records live in the top folder of `path` (relative to the ledger), or in that very file; null when none does.
[[nodiscard]] const schema::Kind* kind_of_path(const Pack& pack, std::string_view path);

}  // namespace bq::pack
