#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"
#include "pack/sql.hpp"

namespace bq::pack {

/// How much a finding weighs: an error fails the run, a warning is only said, `ignore` is not even looked for.
enum class Severity { error, warning, ignore };

/// A small ledger that shows a rule at work: files laid over the shared one of `schemas/rules/example`.
struct Example {
  std::vector<std::pair<std::string, std::string>> files;  ///< Path in the ledger and text.
  std::string as_of;                                       ///< Empty: the example's usual day.
};

/// One rule: its words, its weight, how offenders are found, and an example of each outcome.
struct Rule {
  std::string id;
  Severity severity = Severity::error;
  Text title;
  Text about;               ///< The sentence that defines the rule, with its source where a plan has one.
  Text message;             ///< With places `{name}` for the fault's arguments.
  std::vector<Text> hints;  ///< The first all of whose places have a value is printed.
  bool members = false;     ///< It speaks of ledgers read together, and of nothing in one that stands alone.
  Sql sql;                  ///< Returns the offenders; empty for the rules that reading and walking the text find.
  Example fails;
  Example passes;
  std::string path;  ///< Of the pack file.
};

/// Reads a rule file.
[[nodiscard]] Rule read_rule(std::string id, yaml::NodeRef root, const Source& source, std::vector<Fault>& faults);

}  // namespace bq::pack
