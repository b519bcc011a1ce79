#include "change/deadline.hpp"

#include <chrono>

namespace bq::change {
namespace {

/// The first clock in the order of the settings that was in force when the round opened and whose lists all hold.
constexpr const char* clock_sql = R"(
  SELECT c.anchor, c.length, c.span FROM programme_clocks c LEFT JOIN enterprise e ON e.id = :object
  WHERE c.id = 'handle' AND (c.since IS NULL OR c.since <= :opened) AND (c.until IS NULL OR c.until > :opened)
    AND IFNULL((SELECT MAX(v.value IS e.type) FROM programme_clocks_applies_types v WHERE v.parent = c.rid), 1)
    AND IFNULL((SELECT MAX(v.value IS e.category) FROM programme_clocks_applies_categories v WHERE v.parent = c.rid), 1)
    AND IFNULL((SELECT MAX(v.value IS e.tier) FROM programme_clocks_applies_tiers v WHERE v.parent = c.rid), 1)
    AND IFNULL((SELECT MAX(v.value IS :topic) FROM programme_clocks_applies_topics v WHERE v.parent = c.rid), 1)
  ORDER BY c.rid LIMIT 1)";

constexpr const char* workday_sql = R"(
  SELECT w.date FROM workday w WHERE w.work = 1 AND w.seq = :length + (SELECT d.seq FROM workday d WHERE d.date = :anchor) ORDER BY w.date LIMIT 1)";

std::optional<Date> anchor_of(const Case& of, const std::string& anchor) {
  if (anchor == "received") return parse_date(of.opened);
  if (anchor == "accepted") return of.accepted;
  if (anchor == "assigned") return of.assigned;
  if (anchor == "escalated") return of.escalated;
  return std::nullopt;
}

}  // namespace

std::optional<Date> handling_deadline(index::Index& index, const Case& of) {
  const auto clocks = index.rows(clock_sql, {{":object", of.object}, {":topic", of.topic}, {":opened", of.opened}});
  if (clocks.empty()) return std::nullopt;
  const auto* anchor_name = std::get_if<std::string>(&clocks[0][0]);
  const auto* length = std::get_if<std::int64_t>(&clocks[0][1]);
  const auto* span = std::get_if<std::string>(&clocks[0][2]);
  if (anchor_name == nullptr || length == nullptr || span == nullptr) return std::nullopt;
  const auto anchor = anchor_of(of, *anchor_name);
  if (!anchor || *length == 0) return anchor;
  if (*span == "day") return *anchor + std::chrono::days(*length);
  if (*span == "month") {
    const std::chrono::year_month_day day(*anchor);
    return clamped_day(day.year() / day.month() + std::chrono::months(static_cast<int>(*length)), static_cast<unsigned>(day.day()));
  }
  const auto days = index.rows(workday_sql, {{":length", *length}, {":anchor", to_string(*anchor)}});
  if (days.empty()) return std::nullopt;
  const auto* day = std::get_if<std::string>(&days[0][0]);
  return day == nullptr ? std::nullopt : parse_date(*day);
}

}  // namespace bq::change
