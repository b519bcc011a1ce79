#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/language.hpp"
#include "base/period.hpp"
#include "command.hpp"
#include "index/index.hpp"
#include "pack/report_plan.hpp"

namespace bq::cli {

/// The flags that name a period: `--quarter[=2024Q1]` and its kin, or `--since` with `--until`.
struct PeriodFlags {
  std::optional<PeriodLength> length;
  std::string value;  ///< Empty: the last period that has ended.
  std::string since, until;

  [[nodiscard]] bool any() const { return length || !since.empty() || !until.empty(); }
};

/// Adds the flags to a command.
void add_period_flags(CLI::App& app, PeriodFlags& flags, Language language);

/// A period with the days it is asked for.
struct Asked {
  Period period;
  std::optional<Date> cut_off;
  std::vector<MonthDay> cut_offs = {};  ///< The days of the year at which the report's periods are cut off; empty: they are not.
  index::Question question;
};

/// Resolves the flags: `otherwise` is the length when they name none; `report` is looked up among the cut-off days of the settings.
/// Throws UserError(usage) for what is no period, and for an as-of day before it begins.
[[nodiscard]] Asked resolve_period(const PeriodFlags& flags, PeriodLength otherwise, const std::string& report, const index::Settings& settings,
                                   const Context& context);

/// `quarter`, `half`, `month`, `week`, `year`, `day` or `free`.
[[nodiscard]] std::string name_of(PeriodLength length);

/// The length of that name; absent for another word.
[[nodiscard]] std::optional<PeriodLength> length_named(std::string_view name);

}  // namespace bq::cli
