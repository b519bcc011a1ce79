#include "yaml/builder.hpp"

#include <algorithm>
#include <ranges>
#include <string>

#include "yaml/diagnose.hpp"
#include "yaml/lines.hpp"
#include "yaml/properties.hpp"
#include "yaml/quote.hpp"
#include "yaml/reason.hpp"
#include "yaml/slip.hpp"

namespace bq::yaml {
namespace {

constexpr std::string_view wide_space = "\u3000";

/// The first `length` bytes of `span`.
Span head_of(Span span, std::uint32_t length) { return {span.begin, std::min(span.begin + length, span.end)}; }

/// Of a full-width space at either end of a plain scalar, where a blank was meant.
std::optional<Fault> wide_space_beside(std::string_view text, Span span, bool is_key) {
  constexpr auto width = static_cast<std::uint32_t>(wide_space.size());
  const std::string_view written = text.substr(span.begin, span.end - span.begin);
  if (written.starts_with(wide_space)) return Fault{.rule = "full-width-space", .span = head_of(span, width)};
  if (is_key && written.starts_with("-\u3000")) return Fault{.rule = "full-width-space", .span = {span.begin + 1, span.begin + 1 + width}};
  if (is_key && written.ends_with(wide_space)) return Fault{.rule = "full-width-space", .span = {span.end - width, span.end}};
  return std::nullopt;
}

/// `span` up to the last byte that is no line ending or blank: libyaml ends a block scalar where the next thing begins.
Span trimmed(std::string_view text, Span span) {
  const std::string_view written = text.substr(span.begin, span.end - span.begin);
  const std::size_t last = written.find_last_not_of(" \t\r\n");
  return {span.begin, span.begin + static_cast<std::uint32_t>(last == std::string_view::npos ? 0 : last + 1)};
}

}  // namespace

Builder::Builder(const Source& source, std::uint32_t most_depth, Layout layout)
    : source_(source), text_(source.text()), most_depth_(most_depth), layout_(layout) {
  constexpr std::size_t bytes_per_node = 20;  // of a ledger: more is copied once, not twice
  document_.nodes_.reserve(text_.size() / bytes_per_node + 1);
}

std::optional<Fault> Builder::add(const Event& event) {
  last_was_scalar_ = false;
  if (begins_ && layout_ == Layout::list && event.kind != EventKind::document_end) return begin_list(event);
  switch (event.kind) {
    case EventKind::scalar:
      return add_scalar(event);
    case EventKind::alias:
      return Fault{.rule = "anchor-or-alias", .span = event.span};
    case EventKind::sequence_start:
    case EventKind::mapping_start:
      return add_collection(event);
    case EventKind::end:
      end_collection(event);
      return std::nullopt;
    case EventKind::document_end:
    case EventKind::nothing_more:
    case EventKind::refused:
      return std::nullopt;
  }
  return std::nullopt;
}

void Builder::drop_items(std::uint32_t begin) {
  auto& nodes = document_.nodes_;
  if (last_item_ > 0 && last_item_ < items_end_ && nodes[last_item_].span.begin >= begin) items_end_ = last_item_;
  // Once there is a list it stays, with or without items.
  items_end_ = std::max<std::uint32_t>(items_end_, open_.empty() ? 0 : 1);
  nodes.resize(std::min<std::size_t>(nodes.size(), items_end_));
  open_.resize(std::min<std::size_t>(open_.size(), 1));
  begins_ = true;
  last_was_scalar_ = false;
}

void Builder::finish() {
  auto& nodes = document_.nodes_;
  if (layout_ == Layout::list && !nodes.empty()) {
    nodes[0].next = static_cast<std::uint32_t>(nodes.size());
    nodes[0].span.end = nodes[0].span.begin;
    for (std::uint32_t item = 1; item < nodes.size(); item = nodes[item].next) nodes[0].span.end = nodes[item].span.end;
  }
  if (layout_ == Layout::single && (!open_.empty() || begins_)) nodes.clear();
}

std::optional<std::uint32_t> Builder::block_column() const {
  for (const Open& open : open_ | std::views::reverse)
    if (open.style == Style::block) return open.column;
  return std::nullopt;
}

std::optional<std::uint32_t> Builder::bracket() const {
  if (open_.empty() || open_.back().style != Style::flow) return std::nullopt;
  return document_.nodes_[open_.back().node].span.begin;
}

bool Builder::awaits_key() const { return !open_.empty() && open_.back().kind == NodeKind::mapping && !open_.back().at_value; }

std::optional<Fault> Builder::begin_list(const Event& event) {
  if (event.kind == EventKind::nothing_more || event.kind == EventKind::refused) return std::nullopt;
  begins_ = false;
  if (event.kind != EventKind::sequence_start || event.style != Style::block) return diagnose_line(text_, event.span.begin, reason::dash_without_space);
  // What follows a broken item is one more piece of the same list.
  if (open_.empty()) return add_collection(event);
  return std::nullopt;
}

std::optional<Fault> Builder::add_scalar(const Event& event) {
  begins_ = false;
  Span span = event.span;
  if (has_properties(text_, span.begin)) span = without_properties(text_, span, faults_);
  if (event.style == Style::block) span = trimmed(text_, span);
  const bool missing = event.style == Style::plain && span.begin == span.end;
  if (missing && awaits_key()) return not_yaml_at(text_, event.span.begin, reason::no_key);
  if (missing && open_.empty()) return std::nullopt;

  const std::string_view value = value_of(event, span);
  const bool as_written = value.data() >= text_.data() && value.data() < text_.data() + text_.size();
  if (event.style == Style::quoted && !as_written) {
    if (is_overrun(text_, span, block_column())) return unterminated_quote(span.begin);
  }
  if (missing && open_.back().kind == NodeKind::mapping) {
    const Span key = document_.nodes_[open_.back().key].span;
    if (!document_.nodes_[open_.back().key].quoted)
      if (auto fault = find_slip(text_, key, Suspicion::high)) return fault;
    span = {key.end, key.end};
  }
  if (event.style == Style::plain && !missing)
    if (auto fault = slip_in_scalar(event, span, as_written)) return fault;

  push({.text = value, .span = span, .kind = NodeKind::scalar, .quoted = event.style != Style::plain});
  const auto index = static_cast<std::uint32_t>(document_.nodes_.size() - 1);
  document_.nodes_[index].next = index + 1;
  complete(index);
  last_was_scalar_ = !document_.nodes_.empty() && document_.nodes_.size() == index + 1;
  return std::nullopt;
}

std::optional<Fault> Builder::add_collection(const Event& event) {
  begins_ = false;
  Span span = head_of(event.span, 1);
  if (has_properties(text_, event.span.begin)) {
    // A block collection's event ends with its properties; its first child stands behind them.
    span = without_properties(text_, event.span, faults_);
  }
  if (awaits_key()) return Fault{.rule = "complex-key", .span = {event.span.begin, std::max(event.span.begin + 1, event.span.end)}};
  if (open_.size() >= most_depth_) return Fault{.rule = "too-deep", .span = span, .args = {{"limit", std::to_string(most_depth_)}}};

  const NodeKind kind = event.kind == EventKind::mapping_start ? NodeKind::mapping : NodeKind::sequence;
  push({.text = {}, .span = {span.begin, span.begin}, .kind = kind});
  open_.push_back(
      {.node = static_cast<std::uint32_t>(document_.nodes_.size() - 1), .column = event.column, .end = span.begin, .style = event.style, .kind = kind});
  if (keys_.size() < open_.size()) keys_.emplace_back();
  keys_[open_.size() - 1].clear();
  return std::nullopt;
}

void Builder::end_collection(const Event& event) {
  // The outermost list stays open for the pieces after a broken item.
  if (open_.empty() || (layout_ == Layout::list && open_.size() == 1)) return;
  const Open closed = open_.back();
  open_.pop_back();
  Node& node = document_.nodes_[closed.node];
  node.span.end = closed.style == Style::flow ? event.span.end : closed.end;
  node.next = static_cast<std::uint32_t>(document_.nodes_.size());
  complete(closed.node);
}

std::optional<Fault> Builder::slip_in_scalar(const Event& event, Span span, bool single_line) const {
  if (auto fault = wide_space_beside(text_, span, awaits_key())) return fault;
  if (awaits_key()) return std::nullopt;
  const std::string_view written = text_.substr(span.begin, span.end - span.begin);
  if (written.find(':') == std::string_view::npos && written.find("：") == std::string_view::npos) return std::nullopt;

  const auto first_end = static_cast<std::uint32_t>(std::min<std::size_t>(line_end(text_, span.begin), span.end));
  if (auto fault = slip_in_place({span.begin, first_end}, single_line)) return fault;
  if (single_line || event.value.empty()) return std::nullopt;
  const auto second = static_cast<std::uint32_t>(std::min<std::size_t>(next_line(text_, first_end), span.end));
  return find_slip_in_lines(text_, {second, span.end}, Suspicion::high);
}

std::optional<Fault> Builder::slip_in_place(Span first_line, bool single_line) const {
  if (open_.empty()) return find_slip(text_, first_line, Suspicion::high);
  const Open& parent = open_.back();
  if (parent.kind == NodeKind::mapping) {
    const std::uint32_t key_end = document_.nodes_[parent.key].span.end;
    const bool below_key = line_end(text_, key_end) < first_line.begin;
    return below_key ? find_slip(text_, first_line, Suspicion::high) : std::nullopt;
  }
  if (parent.style == Style::flow) return find_slip(text_, first_line, Suspicion::low);
  // A list inside a record may hold texts; one that holds records may not.
  const bool holds_records = open_.size() == 1 || document_.nodes_[parent.key].kind == NodeKind::mapping;
  return find_slip(text_, first_line, holds_records || !single_line ? Suspicion::high : Suspicion::low);
}

std::string_view Builder::value_of(const Event& event, Span span) {
  const std::uint32_t quote = event.style == Style::quoted ? 1 : 0;
  if (span.end - span.begin >= 2 * quote) {
    const std::string_view written = text_.substr(span.begin + quote, span.end - span.begin - 2 * quote);
    if (written == event.value) return written;
  }
  return document_.texts_.emplace_back(event.value);
}

void Builder::push(Node node) { document_.nodes_.push_back(node); }

void Builder::complete(std::uint32_t index) {
  if (open_.empty()) return;
  Open& parent = open_.back();
  parent.end = std::max(parent.end, document_.nodes_[index].span.end);
  if (parent.kind == NodeKind::sequence) {
    parent.key = index;
    if (layout_ == Layout::list && open_.size() == 1) {
      last_item_ = index;
      items_end_ = static_cast<std::uint32_t>(document_.nodes_.size());
    }
    return;
  }
  if (!parent.at_value) return complete_key(parent, index);
  parent.at_value = false;
  if (!parent.repeated) return;
  document_.nodes_.resize(parent.key);
  parent.repeated = false;
  lost_entries_ = true;
}

void Builder::complete_key(Open& parent, std::uint32_t index) {
  const Node& key = document_.nodes_[index];
  parent.key = index;
  parent.at_value = true;
  const auto first = keys_[open_.size() - 1].add(key.text, index);
  if (!first) return;
  parent.repeated = true;
  const std::uint32_t line = source_.line_number(document_.nodes_[*first].span.begin);
  faults_.push_back({.rule = "duplicate-key", .span = key.span, .args = {{"key", std::string(key.text)}, {"line", std::to_string(line)}}});
}

}  // namespace bq::yaml
