#include "pack/fold.hpp"

#include <array>

#include <fmt/format.h>

namespace bq::pack {
namespace {

using yaml::Fields;
using yaml::NodeRef;

std::vector<schema::Condition> read_where(NodeRef node, std::vector<Fault>& faults) {
  std::vector<schema::Condition> where;
  for (auto [field, values] : node.entries()) where.push_back({std::string(field.text()), yaml::texts_of(values, faults)});
  return where;
}

/// `resolve`, `[resolve, close]`, or `{assign: {role: lead}, reopen: {}}`.
Selector read_selector(NodeRef node, std::vector<Fault>& faults) {
  Selector selector;
  if (node.is_scalar()) selector.push_back({std::string(node.text()), {}});
  for (NodeRef item : node.items()) selector.push_back({std::string(item.text()), {}});
  for (auto [event, where] : node.entries()) selector.push_back({std::string(event.text()), read_where(where, faults)});
  return selector;
}

Selector take_selector(Fields& keys, std::string_view name) {
  const auto node = keys.take(name);
  return node ? read_selector(*node, keys.faults()) : Selector{};
}

constexpr std::array<std::pair<std::string_view, FoldVerb>, 3> verbs{{{"first", FoldVerb::first}, {"last", FoldVerb::last}, {"count", FoldVerb::count}}};

FoldColumn read_column(std::string name, NodeRef node, std::vector<Fault>& faults) {
  Fields keys(node, faults);
  FoldColumn column;
  column.name = std::move(name);
  column.title = keys.bilingual("title");
  int found = 0;
  for (const auto& [word, verb] : verbs) {
    if (const auto events = keys.take(word)) {
      column.verb = verb;
      column.events = read_selector(*events, faults);
      ++found;
    }
  }
  if (found != 1) faults.push_back(yaml::mistake(node.span(), {"一列只能有 first、last、count 之一", "a column has exactly one of first, last and count"}));
  column.take = keys.text("take");
  column.unless = take_selector(keys, "unless");
  if (const auto where = keys.take("where")) {
    for (auto [field, condition] : where->entries()) {
      Fields inner(condition, faults);
      column.differs.emplace_back(field.text(), inner.text("not"));
      inner.finish();
    }
  }
  keys.finish();
  return column;
}

/// `{close: {resolve: {role: lead}}}`, or with conditions for the event too: a list of `{event: ..., of: ...}`.
std::vector<Transition> read_transitions(Fields& keys, std::string_view name) {
  std::vector<Transition> transitions;
  const auto node = keys.take(name);
  if (!node) return transitions;
  for (auto [event, needs] : node->entries()) transitions.push_back({{std::string(event.text()), {}}, read_selector(needs, keys.faults())});
  for (NodeRef item : node->items()) {
    Fields inner(item, keys.faults());
    const Selector event = take_selector(inner, "event");
    const Selector of = take_selector(inner, "of");
    inner.finish();
    for (const EventPattern& pattern : event) transitions.push_back({pattern, of});
  }
  return transitions;
}

}  // namespace

Fold read_fold(std::string name, NodeRef root, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  Fold fold;
  fold.name = std::move(name);
  fold.title = keys.bilingual("title");
  fold.about = keys.bilingual("about");
  if (const auto over = keys.need("over")) {
    const std::string_view path = over->text();
    const std::size_t dot = path.find('.');
    fold.kind = std::string(path.substr(0, dot));
    fold.list = dot == std::string_view::npos ? "" : std::string(path.substr(dot + 1));
    if (fold.list.empty()) faults.push_back(yaml::mistake(over->span(), {"over 要写成“记录种类.列表”", "over must be KIND.LIST"}));
  }
  if (std::string date = keys.text("date"); !date.empty()) fold.date = std::move(date);
  if (std::string event = keys.text("event"); !event.empty()) fold.event = std::move(event);
  (void)keys.need("opens");
  fold.opens = keys.text("opens");
  fold.next = take_selector(keys, "next");
  if (const auto columns = keys.need("columns")) {
    for (auto [key, value] : columns->entries()) {
      if (yaml::is_identifier(key.text())) {
        fold.columns.push_back(read_column(std::string(key.text()), value, faults));
      } else {
        faults.push_back(yaml::bad_name(key.span(), key.text()));
      }
    }
  }
  fold.allowed = read_transitions(keys, "allowed");
  fold.undoes = read_transitions(keys, "undoes");
  fold.after = read_transitions(keys, "after");
  keys.finish();
  return fold;
}

}  // namespace bq::pack
