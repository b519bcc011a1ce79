#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "change/plan.hpp"

namespace bq::change {

/// A batch as it is noted down before the first file is touched: enough to complete it or to take it back.
struct Batch {
  Plan plan;
  bool is_undo = false;  ///< It takes another batch back and is not taken back itself.

  friend bool operator==(const Batch&, const Batch&) = default;
};

/// The text of a journal, which ends with a hash of all before it.
[[nodiscard]] std::string write_journal(const Batch& batch);

/// Reads the text of a journal; absent when it is not whole.
[[nodiscard]] std::optional<Batch> read_journal(std::string_view text);

/// The batch noted down in `file`; absent when there is no such file. Throws UserError(environment) when it is not whole.
[[nodiscard]] std::optional<Batch> find_batch(const std::filesystem::path& file);

}  // namespace bq::change
