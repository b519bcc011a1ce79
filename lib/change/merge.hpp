#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "schema/kind.hpp"

namespace bq::change {

/// The three states of one file: the one that both sides began with, and what each made of it. Empty base: both added the file.
struct ThreeTexts {
  std::string base;
  std::string ours;
  std::string theirs;
};

/// What a merge made.
struct Merged {
  std::string text;           ///< With git's markers around what the sides disagree on.
  std::size_t conflicts = 0;  ///< How many such places.
};

/// Merges files of `kind` record by record and field by field. What one side alone changed is taken over as it is written there; records and items
/// that both added are united, those of a list in the order of its days. Disagreements are named in `language`. Absent where the texts cannot be taken
/// apart for certain or the result would lose something: not YAML, already with markers, written in a way that only lines can merge.
[[nodiscard]] std::optional<Merged> merge(const ThreeTexts& texts, const schema::Kind& kind, Language language);

}  // namespace bq::change
