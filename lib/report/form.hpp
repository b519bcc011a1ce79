#pragma once

#include <string>
#include <vector>

#include "pack/pack.hpp"
#include "report/report.hpp"
#include "report/tally.hpp"

namespace bq::report {

/// A column of a form beside that of the total.
struct FormColumn {
  std::string id;
  std::string title;
  std::string instead;  ///< What stands in place of its figures, e.g. that nothing was handed in; empty: its figures.
  Figures figures;
};

/// The metrics that the lines of a form need.
[[nodiscard]] std::vector<std::string> metrics_of(const pack::SectionPlan& plan);

/// Fills a form: one row a line, with the total and the columns, and which rows are the sum of others.
void fill_form(const pack::Pack& pack, const pack::SectionPlan& plan, const Figures& total, const std::vector<FormColumn>& columns, Language language,
               Section& section);

}  // namespace bq::report
