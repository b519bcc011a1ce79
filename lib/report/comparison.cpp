#include "report/comparison.hpp"

#include <algorithm>

#include "report/figure_store.hpp"

namespace bq::report {
namespace {

/// The day on which the programme started; absent when the settings do not say.
std::optional<Date> started(index::Index& index) {
  const auto rows = index.rows("SELECT started FROM programme");
  const auto* day = rows.empty() ? nullptr : std::get_if<std::string>(&rows[0][0]);
  return day != nullptr ? parse_date(*day) : std::nullopt;
}

}  // namespace

std::vector<Period> other_periods(const pack::OtherPeriods& asked, const Order& order, std::chrono::weekday week_starts, std::optional<Date> started,
                                  Date as_of) {
  std::vector<Period> periods;
  if (asked.previous) {
    periods.push_back(previous(order.period, week_starts));
    if (!order.cut_offs.empty()) periods.front() = with_cut_off(periods.front(), order.cut_offs);
  } else {
    for (Date day = order.period.start; day <= order.period.finish; day = periods.back().finish + std::chrono::days{1}) {
      periods.push_back(period_of(asked.parts, day, week_starts));
    }
    for (Period& part : periods) {
      part.start = std::max(part.start, order.period.start);
      part.finish = std::min(part.finish, order.period.finish);
    }
  }
  std::erase_if(periods, [&](const Period& period) { return period.start > as_of || (started && period.finish < *started); });
  return periods;
}

std::vector<PeriodFigures> compare(index::Index& index, const Order& order, const pack::SectionPlan& section) {
  std::vector<PeriodFigures> result;
  const index::Question own = index.question();
  std::vector<pack::PackFault> faults;  // the report's own figures say them once
  for (const Period& period : other_periods(*section.periods, order, index.settings().week_starts, started(index), own.as_of)) {
    index::Question question = own;
    question.start = period.start;
    question.finish = period.finish;
    question.as_of = std::min(own.as_of, period.finish);
    index.ask(question);
    result.push_back({period, FigureStore(index, faults).total(section.metrics)});
  }
  index.ask(own);
  return result;
}

}  // namespace bq::report
