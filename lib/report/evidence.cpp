#include "report/evidence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "index/locate.hpp"
#include "index/record_places.hpp"
#include "index/rid.hpp"
#include "index/tables.hpp"
#include "report/figure_store.hpp"

namespace bq::report {
namespace {

using index::Rid;

class Collector {
 public:
  Collector(index::Index& index, Language language) : index_(index), language_(language) {}

  void add(const std::vector<Rid>& rids, Part part, const std::string& reason) {
    for (const Rid rid : rids) {
      if (seen_.insert(rid).second) found_.push_back({rid, part, reason});
    }
  }

  /// What the population names as belonging here but not counted, e.g. what was entered twice.
  void add_excluded(const pack::Sql& sql, std::vector<pack::PackFault>& faults) {
    if (sql.empty()) return;
    index_.settle_for(sql.text);
    const index::Guard guard(index_.db());
    index::GuardedQuery query(index_.db(), sql.text);
    std::optional<index::SqlFault> fault = query.fault();
    if (!fault) {
      fault = query.run(index_.bindings(), [&](const std::vector<index::SqlValue>& row) {
        const auto* rid = std::get_if<std::int64_t>(&row[0]);
        const auto* reason = row.size() > 2 ? std::get_if<std::string>(&row[language_ == Language::zh ? 1 : 2]) : nullptr;
        if (rid != nullptr) add({*rid}, Part::excluded, reason != nullptr ? *reason : "");
        return true;
      });
    }
    if (fault) faults.push_back(index::sql_mistake(sql, fault->offset, fault->reason));
  }

  /// Records that the report leaves out because of their own faults.
  void add_left_out(const std::set<std::string>& kinds) {
    for (const auto& row : index_.rows("SELECT rid, kind, broken FROM record WHERE broken = 1 OR repeated = 1 ORDER BY rid")) {
      if (!kinds.contains(std::get<std::string>(row[1]))) continue;
      const bool broken = std::get<std::int64_t>(row[2]) != 0;
      const Text reason = broken ? Text{"记录本身有错误", "the record itself is faulty"} : Text{"编号重复", "its id is taken"};
      add({std::get<std::int64_t>(row[0])}, Part::left_out, reason.in(language_));
    }
  }

  std::vector<Item> items() {
    std::map<std::int64_t, index::Places> places;
    std::vector<std::pair<Rid, Item>> result;
    for (const Found& found : found_) {
      auto [record, item] = describe(found);
      if (record != 0) {
        places[index::file_of(record)].want(index::ordinal_of(record), "");
        result.emplace_back(record, std::move(item));
      }
    }
    place(places, result);
    std::vector<Item> items;
    for (auto& [record, item] : result) items.push_back(std::move(item));
    std::ranges::sort(items, [](const Item& a, const Item& b) { return std::tie(a.part, a.id, a.path) < std::tie(b.part, b.id, b.path); });
    return items;
  }

  /// The kinds of the records found so far.
  [[nodiscard]] std::set<std::string> kinds() {
    std::set<std::string> result;
    for (const Found& found : found_) {
      if (result.size() < 4) result.insert(describe(found).second.kind);
    }
    return result;
  }

 private:
  struct Found {
    Rid rid;
    Part part;
    std::string reason;
  };
  index::Index& index_;
  Language language_;
  std::vector<Found> found_;
  std::set<Rid> seen_;

  /// The record around a row, with its id and label.
  std::pair<Rid, Item> describe(const Found& found) {
    const auto around = index_.rows(
        "SELECT r.rid, r.kind, COALESCE(r.id, ''), f.path FROM record r JOIN file f ON f.file = r.rid >> 20 WHERE r.rid <= :rid ORDER BY r.rid DESC LIMIT 1",
        {{":rid", found.rid}});
    if (around.empty()) return {};
    const auto text = [&](std::size_t i) { return std::get<std::string>(around[0][i]); };
    Item item{found.part, text(1), text(2), "", text(3), {}, found.reason};
    const Rid record = std::get<std::int64_t>(around[0][0]);
    const auto kind = index_.pack().kinds.find(item.kind);
    if (kind != index_.pack().kinds.end() && !kind->second->label.empty()) {
      const auto label =
          index_.rows(fmt::format("SELECT COALESCE({}, '') FROM {} WHERE rid = :rid", index::sql_name(kind->second->label), index::sql_name(item.kind)),
                      {{":rid", record}});
      if (!label.empty()) item.label = std::get<std::string>(label[0][0]);
    }
    return {record, std::move(item)};
  }

  void place(std::map<std::int64_t, index::Places>& places, std::vector<std::pair<Rid, Item>>& items) {
    std::map<std::int64_t, Source> sources;
    for (auto& [record, item] : items) {
      const std::int64_t file = index::file_of(record);
      const auto kind = index_.pack().kinds.find(item.kind);
      auto source = sources.find(file);
      if (source == sources.end()) {
        source = sources.emplace(file, Source(item.path, index_.tree().read(item.path))).first;
        if (kind != index_.pack().kinds.end())
          places[file].find(source->second, *kind->second, index_.settings().vocabulary, index::records_around(index_.db(), file, places[file].rows()));
      }
      item.place = source->second.position(places[file].at(index::ordinal_of(record), "").begin);
    }
  }
};

}  // namespace

Evidence evidence_of(index::Index& index, const pack::Metric& metric, const std::string& dimension, const std::string& key, Language language,
                     std::vector<pack::PackFault>& faults) {
  Evidence evidence;
  FigureStore store(index, faults);
  MeasuredPopulation* population = store.holding(metric.id);
  if (population == nullptr) return evidence;
  auto split = population->split(dimension);
  const Figures& figures = split[dimension.empty() ? "" : key];
  const auto figure = figures.find(metric.id);
  evidence.figure = figure != figures.end() ? figure->second : empty_cell(metric.format);

  const Behind behind = population->behind(metric, dimension, key);
  Collector collector(index, language);
  collector.add(behind.numerator, Part::counted, "");
  collector.add(behind.denominator, Part::only_denominator, "");
  collector.add(behind.outside, Part::outside, Text{"不在分母的范围内：" + metric.among.text, "outside the denominator: " + metric.among.text}.in(language));
  const std::set<std::string> kinds = collector.kinds();
  if (dimension.empty()) {
    collector.add_excluded(population->population().excluded, faults);
    collector.add_left_out(kinds);
  }
  evidence.items = collector.items();
  return evidence;
}

}  // namespace bq::report
