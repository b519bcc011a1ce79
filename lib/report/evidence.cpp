#include "report/evidence.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "index/locate.hpp"
#include "index/record_places.hpp"
#include "index/rid.hpp"
#include "index/tables.hpp"

namespace bq::report {

EvidenceFinder::EvidenceFinder(index::Index& index, const std::vector<std::string>& metrics, Language language, std::vector<pack::PackFault>& faults)
    : index_(index), language_(language), faults_(faults), store_(index, faults) {
  store_.want(metrics);
}

Cell EvidenceFinder::figure(const pack::Metric& metric, const std::string& dimension, const std::string& key) {
  MeasuredPopulation* population = store_.holding(metric.id);
  if (population == nullptr) return {};
  auto split = population->split(dimension);
  const Figures& figures = split[dimension.empty() ? "" : key];
  const auto figure = figures.find(metric.id);
  return figure != figures.end() ? figure->second : empty_cell(metric.format);
}

std::vector<Item> EvidenceFinder::items(const pack::Metric& metric, const std::string& dimension, const std::string& key) {
  MeasuredPopulation* population = store_.holding(metric.id);
  if (population == nullptr) return {};
  std::vector<Found> found;
  const auto add = [&](const std::vector<Rid>& rids, Part part, const std::string& reason) {
    for (const Rid rid : rids) found.push_back({rid, part, reason});
  };
  const Behind behind = population->behind(metric, dimension, key);
  add(behind.numerator, Part::counted, "");
  add(behind.denominator, Part::only_denominator, "");
  add(behind.outside, Part::outside, Text{"不在分母的范围内：" + metric.among.text, "outside the denominator: " + metric.among.text}.in(language_));
  if (dimension.empty()) {
    look_around(found);
    std::set<std::string> kinds;
    for (const Found& one : found) kinds.insert(around_.at(one.rid).item.kind);
    add_excluded(population->population().excluded, found);
    add_left_out(kinds, found);
  }
  std::set<Rid> seen;  // a row takes part in the first way that was found
  std::erase_if(found, [&](const Found& one) { return !seen.insert(one.rid).second; });
  look_around(found);
  std::vector<Item> items;
  for (const Found& one : found) {
    const Around& around = around_.at(one.rid);
    if (around.record == 0) continue;
    Item& item = items.emplace_back(around.item);
    item.part = one.part;
    item.reason = one.reason;
  }
  std::ranges::sort(items, [](const Item& a, const Item& b) { return std::tie(a.part, a.id, a.path) < std::tie(b.part, b.id, b.path); });
  return items;
}

/// What the population names as belonging here but not counted, e.g. what was entered twice.
void EvidenceFinder::add_excluded(const pack::Sql& sql, std::vector<Found>& found) {
  if (sql.empty()) return;
  index_.settle_for(sql.text);
  const index::Guard guard(index_.db());
  index::GuardedQuery query(index_.db(), sql.text);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(index_.bindings(), [&](const std::vector<index::SqlValue>& row) {
      const auto* rid = std::get_if<std::int64_t>(&row[0]);
      const auto* reason = row.size() > 2 ? std::get_if<std::string>(&row[language_ == Language::zh ? 1 : 2]) : nullptr;
      if (rid != nullptr) found.push_back({*rid, Part::excluded, reason != nullptr ? *reason : ""});
      return true;
    });
  }
  if (fault) faults_.push_back(index::sql_mistake(sql, fault->offset, fault->reason));
}

/// Records of these kinds that the report leaves out because of their own faults.
void EvidenceFinder::add_left_out(const std::set<std::string>& kinds, std::vector<Found>& found) {
  for (const auto& row : index_.rows("SELECT rid, kind, broken FROM record WHERE broken = 1 OR repeated = 1 ORDER BY rid")) {
    if (!kinds.contains(std::get<std::string>(row[1]))) continue;
    const bool broken = std::get<std::int64_t>(row[2]) != 0;
    const Text reason = broken ? Text{"记录本身有错误", "the record itself is faulty"} : Text{"编号重复", "its id is taken"};
    found.push_back({std::get<std::int64_t>(row[0]), Part::left_out, reason.in(language_)});
  }
}

/// Reads the records around rows that were not asked about before, and where they stand.
void EvidenceFinder::look_around(const std::vector<Found>& found) {
  std::map<std::int64_t, index::Places> places;
  std::map<std::int64_t, const Item*> of_file;  // a record in it
  std::vector<Around*> fresh;
  for (const Found& one : found) {
    const auto [around, is_new] = around_.try_emplace(one.rid);
    if (!is_new) continue;
    around->second = read_around(one.rid);
    if (around->second.record == 0) continue;
    places[index::file_of(around->second.record)].want(index::ordinal_of(around->second.record), "");
    of_file.emplace(index::file_of(around->second.record), &around->second.item);
    fresh.push_back(&around->second);
  }
  for (auto& [file, wanted] : places) {
    const Item& item = *of_file.at(file);
    auto source = sources_.find(file);
    if (source == sources_.end()) source = sources_.emplace(file, Source(item.path, index_.tree().read(item.path))).first;
    const auto kind = index_.pack().kinds.find(item.kind);
    if (kind != index_.pack().kinds.end())
      wanted.find(source->second, *kind->second, index_.settings().vocabulary, index::records_around(index_.db(), file, wanted.rows()));
  }
  for (Around* around : fresh) {
    const std::int64_t file = index::file_of(around->record);
    around->item.place = sources_.at(file).position(places[file].at(index::ordinal_of(around->record), "").begin);
  }
}

EvidenceFinder::Around EvidenceFinder::read_around(Rid row) {
  const auto around = index_.rows(
      "SELECT r.rid, r.kind, COALESCE(r.id, ''), f.path FROM record r JOIN file f ON f.file = r.rid >> 20 WHERE r.rid <= :rid ORDER BY r.rid DESC LIMIT 1",
      {{":rid", row}});
  if (around.empty()) return {};
  const auto text = [&](std::size_t i) { return std::get<std::string>(around[0][i]); };
  Around result{std::get<std::int64_t>(around[0][0]), {}};
  result.item.kind = text(1);
  result.item.id = text(2);
  result.item.path = text(3);
  const auto kind = index_.pack().kinds.find(result.item.kind);
  if (kind == index_.pack().kinds.end() || kind->second->label.empty()) return result;
  const auto label =
      index_.rows(fmt::format("SELECT COALESCE({}, '') FROM {} WHERE rid = :rid", index::sql_name(kind->second->label), index::sql_name(result.item.kind)),
                  {{":rid", result.record}});
  if (!label.empty()) result.item.label = std::get<std::string>(label[0][0]);
  return result;
}

Evidence evidence_of(index::Index& index, const pack::Metric& metric, const std::string& dimension, const std::string& key, Language language,
                     std::vector<pack::PackFault>& faults) {
  EvidenceFinder finder(index, {metric.id}, language, faults);
  return {finder.figure(metric, dimension, key), finder.items(metric, dimension, key)};
}

}  // namespace bq::report
