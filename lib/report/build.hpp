#pragma once

#include <optional>
#include <vector>

#include "base/language.hpp"
#include "index/index.hpp"
#include "pack/report_plan.hpp"
#include "report/report.hpp"

namespace bq::report {

/// Which report is wanted, over which days, in which language. The index's question has the same days.
struct Order {
  const pack::ReportPlan* plan = nullptr;
  Period period;
  std::optional<Date> cut_off;
  Language language = Language::zh;
  std::vector<MonthDay> cut_offs = {};  ///< The days of the year at which the report's periods are cut off; empty: they are not.
};

/// A report, and the mistakes in the pack that kept parts of it out.
struct Built {
  Report report;
  std::vector<pack::PackFault> faults;
};

/// Computes a report over the valid part of the ledger. Throws UserError(environment) when figures break their population's identity.
/// The ledger's revision, the hashes and the count of errors are the caller's to add.
[[nodiscard]] Built build(index::Index& index, const Order& order);

}  // namespace bq::report
