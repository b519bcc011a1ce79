#pragma once

#include <vector>

#include "pack/pack.hpp"

namespace bq::report {

/// Adds to `faults` what is wrong with a report's plan, at the top of its file.
void complain(const pack::Pack& pack, const pack::ReportPlan& plan, const Text& what, std::vector<pack::PackFault>& faults);

}  // namespace bq::report
