#include "index/fold_run.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace bq::index {

using schema::Value;

namespace {

bool is_present(const Value& value) { return !std::holds_alternative<std::monostate>(value); }

bool is_one_of(const Value& value, const std::vector<std::string>& values) {
  if (!is_present(value)) return false;
  if (values.empty()) return true;
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::ranges::find(values, *text) != values.end();
  return std::ranges::find(values, std::get<std::int64_t>(value) != 0 ? "true" : "false") != values.end();
}

void add(Args& args, const std::string& name, const Text& text) {
  args.emplace_back(name + "_zh", text.zh);
  args.emplace_back(name + "_en", text.en);
}

}  // namespace

/// The round that is being built while the events go by.
struct FoldRunner::Round {
  std::int64_t number = 1;
  Value opened;
  std::vector<Value> columns;
  std::vector<Cells> standing;  // events that happened in this round and were not undone
};

FoldRunner::FoldRunner(const pack::Fold& fold, const schema::Kind& kind, std::vector<Text>& mistakes) : kind_(&kind) {
  const schema::Field* list = schema::find_field(kind.root, fold.list);
  if (list == nullptr || list->type != schema::Type::list) {
    mistakes.push_back({fmt::format("“{}.{}”不是列表", fold.kind, fold.list), fmt::format("\"{}.{}\" is no list", fold.kind, fold.list)});
    return;
  }
  table_ = list->table;
  event_field_ = schema::find_field(list->item.front(), fold.event);
  date_ = column_named(fold.date, mistakes);
  event_ = column_named(fold.event, mistakes);
  const auto opens = schema::find_column(kind.tables.front(), fold.opens);
  if (!opens) mistakes.push_back({fmt::format("opens 的“{}”不存在", fold.opens), fmt::format("there is no \"{}\" to open a round", fold.opens)});
  opens_ = opens.value_or(0);
  next_ = resolve(fold.next, mistakes);
  for (const pack::FoldColumn& column : fold.columns) {
    Column made{
        column.verb, resolve(column.events, mistakes), resolve(column.unless, mistakes), column.take.empty() ? date_ : column_named(column.take, mistakes), {}};
    for (const auto& [field, other] : column.differs) {
      const auto known = std::ranges::find(fold.columns, other, &pack::FoldColumn::name);
      if (known == fold.columns.end()) mistakes.push_back({fmt::format("没有“{}”这一列", other), fmt::format("there is no column \"{}\"", other)});
      made.differs.emplace_back(column_named(field, mistakes), static_cast<std::size_t>(known - fold.columns.begin()));
    }
    columns_.push_back(std::move(made));
  }
  for (const schema::Choice& choice : event_field_ == nullptr ? std::vector<schema::Choice>() : event_field_->choices) {
    auto& columns = touched_.emplace_back();
    const auto names_it = [&](const Selector& selector) { return std::ranges::find(selector, choice.value, &Pattern::event) != selector.end(); };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (names_it(columns_[i].events) || names_it(columns_[i].unless)) columns.push_back(i);
    }
  }
  touched_.emplace_back(columns_.size());
  std::iota(touched_.back().begin(), touched_.back().end(), std::size_t{0});
  allowed_ = resolve(fold.allowed, mistakes);
  undoes_ = resolve(fold.undoes, mistakes);
  after_ = resolve(fold.after, mistakes);
}

std::uint32_t FoldRunner::column_named(std::string_view name, std::vector<Text>& mistakes) const {
  const auto column = schema::find_column(kind_->tables[table_], name);
  if (!column) mistakes.push_back({fmt::format("事件没有“{}”这一项", name), fmt::format("events have no \"{}\"", name)});
  return column.value_or(0);
}

FoldRunner::Pattern FoldRunner::resolve(const pack::EventPattern& pattern, std::vector<Text>& mistakes) const {
  if (event_field_ != nullptr && std::ranges::find(event_field_->choices, pattern.event, &schema::Choice::value) == event_field_->choices.end()) {
    mistakes.push_back({fmt::format("没有“{}”这种事件", pattern.event), fmt::format("there is no event \"{}\"", pattern.event)});
  }
  Pattern result{pattern.event, {}};
  for (const schema::Condition& condition : pattern.where) result.where.push_back({column_named(condition.field, mistakes), condition.values});
  return result;
}

FoldRunner::Selector FoldRunner::resolve(const pack::Selector& selector, std::vector<Text>& mistakes) const {
  Selector result;
  for (const pack::EventPattern& pattern : selector) result.push_back(resolve(pattern, mistakes));
  return result;
}

std::vector<FoldRunner::Transition> FoldRunner::resolve(const std::vector<pack::Transition>& transitions, std::vector<Text>& mistakes) const {
  std::vector<Transition> result;
  for (const pack::Transition& transition : transitions) result.push_back({resolve(transition.event, mistakes), resolve(transition.needs, mistakes)});
  return result;
}

bool FoldRunner::matches(const Pattern& pattern, Cells event) const {
  const auto* name = std::get_if<std::string_view>(&event[event_]);
  if (name == nullptr || *name != pattern.event) return false;
  return std::ranges::all_of(pattern.where, [&](const Condition& condition) { return is_one_of(event[condition.column], condition.values); });
}

bool FoldRunner::matches(const Selector& selector, Cells event) const {
  return std::ranges::any_of(selector, [&](const Pattern& pattern) { return matches(pattern, event); });
}

const std::vector<std::size_t>& FoldRunner::touched_by(Cells event) const {
  // The walk hands out the text of the choice itself, so its address tells which it is.
  const char* name = std::get<std::string_view>(event[event_]).data();
  const auto choice = std::ranges::find(event_field_->choices, name, [](const schema::Choice& known) { return known.value.data(); });
  return touched_[static_cast<std::size_t>(choice - event_field_->choices.begin())];
}

/// Lets the event set and clear columns; true when one has changed.
bool FoldRunner::apply(Round& round, Cells event) const {
  bool changed = false;
  for (const std::size_t i : touched_by(event)) {
    const Column& column = columns_[i];
    const Value before = round.columns[i];
    Value& value = round.columns[i];
    if (matches(column.unless, event)) value = {};
    if (matches(column.events, event) && is_present(event[column.take]) &&
        std::ranges::none_of(column.differs, [&](const auto& pair) { return event[pair.first] == round.columns[pair.second]; })) {
      if (column.verb == pack::FoldVerb::count) {
        value = (is_present(value) ? std::get<std::int64_t>(value) : 0) + 1;
      } else if (column.verb == pack::FoldVerb::last || !is_present(value)) {
        value = event[column.take];
      }
    }
    changed = changed || value != before;
  }
  return changed;
}

Text FoldRunner::title(std::string_view event) const {
  const auto choice = std::ranges::find(event_field_->choices, event, &schema::Choice::value);
  return {choice == event_field_->choices.end() ? std::string(event) : choice->title, std::string(event)};
}

Text FoldRunner::titles(const Selector& selector) const {
  Text names;
  std::vector<std::string> seen;
  for (const Pattern& pattern : selector) {
    if (std::ranges::find(seen, pattern.event) != seen.end()) continue;
    const Text name = title(pattern.event);
    names = {names.zh + (seen.empty() ? "" : "、") + name.zh, names.en + (seen.empty() ? "" : ", ") + name.en};
    seen.push_back(pattern.event);
  }
  return names;
}

/// Whether `event` may come now; if not, `why` says what it needs or what may come instead.
bool FoldRunner::is_allowed(const Round& round, Cells event, Args& why) const {
  const auto stands = [&](const Pattern& pattern) { return std::ranges::any_of(round.standing, [&](Cells past) { return matches(pattern, past); }); };
  for (const Transition& rule : after_) {
    if (stands(rule.event) && !matches(rule.needs, event)) {
      add(why, "after", title(rule.event.event));
      add(why, "allowed", titles(rule.needs));
      return false;
    }
  }
  for (const Transition& rule : allowed_) {
    if (matches(rule.event, event) && std::ranges::none_of(rule.needs, stands)) {
      add(why, "needs", titles(rule.needs));
      return false;
    }
  }
  return true;
}

void FoldRunner::run(FileRows& rows, std::size_t first, std::size_t last, std::vector<FoldRow>& versions) const {
  const Row record = rows.rows()[first];
  Round round{1, rows.cells(record)[opens_], std::vector<Value>(columns_.size()), {}};
  if (!is_present(round.opened)) return;
  const std::string_view opened = std::get<std::string_view>(round.opened);
  const auto add_version = [&](schema::Ordinal at, const Value& since) {
    versions.push_back({at, record.ordinal, round.number, round.opened, since, {}, round.columns});
  };
  add_version(record.ordinal, round.opened);

  std::string_view before_date = opened;
  for (std::size_t position = first + 1; position < last; ++position) {
    const Row row = rows.rows()[position];
    if (row.table != table_) continue;
    const Cells event = rows.cells(row);
    if (!is_present(event[date_]) || !is_present(event[event_])) continue;
    const std::string_view date = std::get<std::string_view>(event[date_]);
    const bool in_order = date >= before_date || before_date == opened;  // otherwise the list itself has said so
    before_date = date;
    if (date < opened) {
      if (in_order)
        rows.add_fault(record.ordinal, {"not-ascending",
                                        event.place(date_),
                                        {{"field_zh", kind_->tables[table_].title},
                                         {"field_en", kind_->tables[table_].name},
                                         {"value", std::string(date)},
                                         {"previous", std::string(opened)}}});
      continue;
    }
    if (Args why; !is_allowed(round, event, why)) {
      add(why, "event", title(std::get<std::string_view>(event[event_])));
      rows.add_fault(record.ordinal, {"illegal-transition", event.place(event_), std::move(why)});
      continue;
    }
    const bool opens_next = matches(next_, event);
    if (opens_next) round = {round.number + 1, event[date_], std::vector<Value>(columns_.size()), {}};
    for (const Transition& rule : undoes_) {
      if (matches(rule.event, event)) std::erase_if(round.standing, [&](Cells past) { return matches(rule.needs, past); });
    }
    round.standing.push_back(event);
    if (!apply(round, event) && !opens_next) continue;  // nothing that shows has changed
    FoldRow& before = versions.back();
    if (!opens_next && before.since == event[date_]) {  // several events on one day make one version
      before.at = row.ordinal;
      before.columns = round.columns;
    } else {
      if (!opens_next) before.until = event[date_];
      add_version(row.ordinal, event[date_]);
    }
  }
}

}  // namespace bq::index
