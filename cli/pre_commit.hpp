#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bq::cli {

/// The line of a pre-commit hook that checks the ledger in `folder` (from the top of the work tree; empty: there), without a line end.
[[nodiscard]] std::string hook_line(std::string_view folder);

/// Whether bqtool wrote the hook.
[[nodiscard]] bool is_own_hook(std::string_view text);

/// The hook with that line in it; `text` is empty or a hook that bqtool wrote.
[[nodiscard]] std::string hook_with(std::string_view text, std::string_view line);

/// The hook that bqtool wrote without that line; absent when no ledger is left in it.
[[nodiscard]] std::optional<std::string> hook_without(std::string_view text, std::string_view line);

}  // namespace bq::cli
