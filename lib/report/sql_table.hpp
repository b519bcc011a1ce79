#pragma once

#include <string>
#include <vector>

#include "index/index.hpp"
#include "pack/report_plan.hpp"
#include "report/report.hpp"

namespace bq::report {

/// Whether papers print this column of a section.
[[nodiscard]] bool is_on_paper(const pack::SectionPlan& plan, const std::string& column);

/// Fills columns and rows of a section from its SQL; a mistake in it lands in `faults` and leaves the table empty.
void fill_from_sql(index::Index& index, const pack::SectionPlan& plan, Language language, Section& section, std::vector<pack::PackFault>& faults);

}  // namespace bq::report
