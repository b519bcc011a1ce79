#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace bq::store {

/// A commit as git's log has it; names of people as `.mailmap` puts them right.
struct Commit {
  std::string id;                    ///< Whole.
  std::vector<std::string> parents;  ///< None for the first of a history.
  std::string author;
  std::string email;
  Date written;    ///< The author's day, by the author's clock. Whoever commits may set it.
  Date committed;  ///< The day on which this very commit came into being, by the clock of who made it.
  std::string subject;
};

/// A range of commits, `FROM..TO`: what `to` has and `from` does not.
struct Range {
  std::string from;
  std::string to;
};

/// Takes `FROM..TO` apart; a single revision is where it begins, and where it ends is HEAD then. Throws UserError(usage).
[[nodiscard]] Range parse_range(const std::string& text);

/// The commits of a range of whole ids, parents before children. Throws UserError(environment) outside git and for a clone that lacks some of them.
[[nodiscard]] std::vector<Commit> commits_in(const std::filesystem::path& directory, const Range& range);

/// Whether `ancestor` is `commit` or one of those it was made from.
[[nodiscard]] bool is_ancestor(const std::filesystem::path& directory, const std::string& ancestor, const std::string& commit);

/// Where two lines of commits parted; empty when they have nothing in common.
[[nodiscard]] std::string merge_base(const std::filesystem::path& directory, const std::string& one, const std::string& other);

}  // namespace bq::store
