#include "yaml/edit.hpp"

#include <algorithm>
#include <stdexcept>

#include "yaml/emit.hpp"
#include "yaml/lines.hpp"

namespace bq::yaml {
namespace {

bool is_blank_line(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

std::optional<NodeRef> last_item(NodeRef sequence) {
  std::optional<NodeRef> last;
  for (const NodeRef item : sequence.items()) last = item;
  return last;
}

std::optional<std::pair<NodeRef, NodeRef>> last_entry(NodeRef mapping) {
  std::optional<std::pair<NodeRef, NodeRef>> last;
  for (const auto& entry : mapping.entries()) last.emplace(entry);
  return last;
}

std::optional<NodeRef> key_node(NodeRef mapping, std::string_view key) {
  for (const auto& [name, value] : mapping.entries())
    if (name.text() == key) return name;
  return std::nullopt;
}

bool is_empty_collection(NodeRef node) { return !node.is_scalar() && node.items().empty() && node.entries().empty(); }

}  // namespace

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at) throw std::logic_error("edits overlap");
    result.append(text.substr(at, edit.span.begin - at)).append(edit.text);
    at = edit.span.end;
  }
  return result.append(text.substr(at));
}

Editor::Editor(const Source& source, const Document& document) : Editor(source, document, manner_of(source, document)) {}

Editor::Editor(const Source& source, const Document& document, Manner manner)
    : source_(source), document_(document), text_(source.text()), manner_(std::move(manner)) {}

void Editor::put(std::size_t at, std::string text) {
  const auto place = static_cast<std::uint32_t>(at);
  edits_.push_back({{place, place}, std::move(text)});
}

bool Editor::is_flow(NodeRef collection) const { return text_.substr(collection.span().begin).starts_with(collection.is_sequence() ? '[' : '{'); }

/// True for a mapping of one entry that stands in a flow list without braces: `[a: b]`.
bool Editor::is_bare_pair(NodeRef mapping) const {
  if (!mapping.is_mapping() || is_flow(mapping)) return false;
  NodeRef around = *document_.root();
  while (around.index() != mapping.index()) {
    if (!around.is_scalar() && is_flow(around)) return true;
    // The child that the mapping is in is the last one that begins no later.
    NodeRef inner = around;
    for (const NodeRef item : around.items())
      if (item.index() <= mapping.index()) inner = item;
    for (const auto& [key, value] : around.entries())
      if (value.index() <= mapping.index()) inner = value;
    around = inner;
  }
  return false;
}

std::uint32_t Editor::column_of(std::size_t at) const {
  const std::size_t start = line_start(text_, at);
  return static_cast<std::uint32_t>(at - start - (start == 0 && source_.has_bom() ? 3 : 0));
}

/// Where an entry begins, which for a key written after a question mark is there.
std::size_t Editor::entry_begin(NodeRef mapping, NodeRef key) const {
  if (is_flow(mapping) || is_bare_pair(mapping)) return key.span().begin;
  const std::size_t start = line_start(text_, key.span().begin);
  return start + column_of(mapping.span().begin) + (start == 0 && source_.has_bom() ? 3 : 0);
}

/// Where the value ends; of a missing one behind its colon.
std::size_t Editor::value_end(NodeRef node) const {
  if (!node.is_scalar() && !is_flow(node)) {  // a block collection ends with its last child, which may be a missing value
    if (node.is_sequence()) return value_end(*last_item(node));
    return value_end(last_entry(node)->second);
  }
  if (node.span().begin != node.span().end) return node.span().end;
  const std::size_t colon = text_.find_first_not_of(" \t\r\n", node.span().end);
  return colon != std::string_view::npos && text_[colon] == ':' ? colon + 1 : node.span().end;
}

/// Where a comma may follow a value in brackets: a colon needs its blank even where nothing else comes.
std::size_t Editor::flow_end(NodeRef node) const {
  const std::size_t end = value_end(node);
  return text_[end - 1] == ':' && node.is_missing() ? end + 1 : end;
}

/// What stands last in a node: a scalar or a collection in brackets.
NodeRef Editor::last_leaf(NodeRef node) const {
  while (!node.is_scalar() && !is_flow(node)) node = node.is_sequence() ? *last_item(node) : last_entry(node)->second;
  return node;
}

/// True for a block scalar to which the blank lines below it belong.
bool Editor::keeps_blank_lines(NodeRef leaf) const {
  const std::string_view written = source_.slice(leaf.span());
  if (!leaf.is_scalar() || !(written.starts_with('|') || written.starts_with('>'))) return false;
  const std::string_view header = written.substr(0, line_end(written, 0));
  return header.substr(0, header.find('#')).find('+') != std::string_view::npos;
}

/// The end of the last line that belongs to a node in a collection at `column`, its ending not counted: a comment beside or below the value,
/// further in than the collection, belongs to it, and so do the blank lines that a block scalar keeps.
std::size_t Editor::last_line_end(NodeRef node, std::uint32_t column) const {
  const NodeRef leaf = last_leaf(node);
  std::size_t end = line_end(text_, value_end(leaf));
  const std::string_view written = source_.slice(leaf.span());
  const bool is_block = leaf.is_scalar() && (written.starts_with('|') || written.starts_with('>'));
  const bool keeps = keeps_blank_lines(leaf);
  for (std::size_t at = next_line(text_, end); at < text_.size(); at = next_line(text_, at)) {
    const std::string_view line = text_.substr(at, line_end(text_, at) - at);
    if (!is_bare(line)) break;
    const bool is_comment = !is_blank_line(line);
    if (is_comment && indent_of(line) <= column) break;
    if (is_comment || (is_block && (keeps || !line.empty()))) end = at + line.size();
  }
  return end;
}

/// Whether the items of a list are written in braces.
bool Editor::takes_flow_items(NodeRef sequence) const {
  const auto last = last_item(sequence);
  return last && !last->is_scalar() ? is_flow(*last) : manner_.flow_items;
}

/// Puts `inside` between the brackets of a flow collection, behind the item or value `after` or first of all.
void Editor::insert_flow(NodeRef collection, std::optional<NodeRef> after, const std::string& inside) {
  const std::size_t open = collection.span().begin + 1;
  if (is_empty_collection(collection)) return put(open, inside);
  if (!after) return put(open, inside + ", ");
  put(flow_end(*after), ", " + inside);
}

void Editor::insert_items(NodeRef sequence, std::optional<NodeRef> after, const std::vector<Content>& items) {
  if (is_flow(sequence)) {
    std::string inside;
    for (const Content& item : items) inside += (inside.empty() ? "" : ", ") + emit_flow(item, manner_);
    return insert_flow(sequence, after, inside);
  }
  const std::uint32_t column = column_of(sequence.span().begin);
  const bool flow = takes_flow_items(sequence);
  const bool spaced = sequence.index() == 0 && manner_.spaced;
  std::string lines;
  for (const Content& item : items) {
    const std::string written = std::string(column, ' ') + emit_item(item, column, flow, manner_);
    const bool gapless = !spaced || (lines.empty() && after && keeps_blank_lines(last_leaf(*after)));
    const std::string gap = gapless ? "" : manner_.newline;
    lines += after ? manner_.newline + gap + written : written + manner_.newline + gap;
  }
  if (after) return put(last_line_end(*after, column), std::move(lines));
  // The first dash may stand behind another one, on whose line the new item then begins.
  put(sequence.span().begin, lines.substr(column) + std::string(column, ' '));
}

void Editor::append_items(NodeRef mapping, std::string_view key, const std::vector<Content>& items, std::optional<NodeRef> after) {
  const auto name = key_node(mapping, key);
  const auto list = mapping.find(key);
  if (list && list->is_sequence() && !is_empty_collection(*list)) return insert_items(*list, last_item(*list), items);
  if (name) return fill(mapping, *name, *list, sequence(items));
  insert_entry(mapping, {std::string(key), sequence(items)}, after);
}

void Editor::insert_entry(NodeRef mapping, const ContentEntry& entry, std::optional<NodeRef> after) {
  std::optional<NodeRef> value;
  for (const auto& [name, present] : mapping.entries())
    if (!after || name.index() <= after->index()) value = present;
  const bool bare_pair = is_bare_pair(mapping);
  if (bare_pair) put(mapping.span().begin, "{");
  if (is_flow(mapping) || bare_pair) {
    std::string inside = emit_flow(yaml::mapping({entry}), manner_);
    const std::size_t brace = manner_.padded ? 2 : 1;
    inside = inside.substr(brace, inside.size() - 2 * brace);
    if (bare_pair) return put(flow_end(*value), ", " + inside + "}");
    return insert_flow(mapping, value, inside);
  }
  const std::uint32_t column = column_of(mapping.span().begin);
  put(last_line_end(*value, column), manner_.newline + std::string(column, ' ') + emit_entry(entry, column, manner_));
}

/// Gives a value to a key whose own is missing, an empty collection, or no longer wanted and on the line of its key.
void Editor::fill(NodeRef mapping, NodeRef key, NodeRef value, const Content& content) {
  const bool in_brackets = is_flow(mapping) || is_bare_pair(mapping);
  if (in_brackets || content.kind == NodeKind::scalar) {
    std::string written = in_brackets ? emit_flow(content, manner_) : emit_scalar(content, Setting::entry, manner_);
    if (value.span().begin != value.span().end) {
      edits_.push_back({value.span(), std::move(written)});
    } else {
      put(value_end(value), " " + written);
    }
    return;
  }
  const std::string written = emit_value({std::string(key.text()), content}, column_of(mapping.span().begin), manner_);
  const bool lines_below = written.starts_with(manner_.newline);
  if (value.span().begin != value.span().end) {
    if (!lines_below) {
      edits_.push_back({value.span(), written.substr(1)});
      return;
    }
    const std::size_t colon_end = text_.find_last_not_of(" \t", value.span().begin - 1) + 1;
    edits_.push_back({{static_cast<std::uint32_t>(colon_end), value.span().end}, ""});
  }
  put(lines_below ? line_end(text_, value_end(value)) : value_end(value), written);
}

void Editor::set(NodeRef mapping, std::string_view key, const Content& value, std::optional<NodeRef> after) {
  const auto name = key_node(mapping, key);
  if (!name) return insert_entry(mapping, {std::string(key), value}, after);
  const NodeRef old = *mapping.find(key);
  const std::string_view written = source_.slice(old.span());
  const bool in_brackets = is_flow(mapping) || is_bare_pair(mapping);
  const bool on_one_line = line_end(text_, name->span().begin) >= old.span().end;
  if (value.kind == NodeKind::scalar && on_one_line && old.is_scalar() && value.text.find('\n') == std::string::npos) {
    const bool quotes = value.form == Form::text && (written.starts_with('"') || written.starts_with('\''));
    std::string text = quotes ? quoted(value.text, written.front()) : emit_scalar(value, in_brackets ? Setting::flow : Setting::entry, manner_);
    if (written.empty()) return put(value_end(old), " " + text);
    edits_.push_back({old.span(), std::move(text)});
    return;
  }
  if (in_brackets || old.is_missing() || is_empty_collection(old)) return fill(mapping, *name, old, value);
  const std::uint32_t column = column_of(mapping.span().begin);
  const auto begin = static_cast<std::uint32_t>(entry_begin(mapping, *name));
  const auto end = static_cast<std::uint32_t>(last_line_end(old, column));
  edits_.push_back({{begin, end}, emit_entry({std::string(key), value}, column, manner_)});
}

void Editor::remove(NodeRef mapping, std::string_view key) {
  std::optional<std::pair<NodeRef, NodeRef>> before, entry, next;
  for (const auto& present : mapping.entries()) {
    if (entry) {
      next.emplace(present);
      break;
    }
    if (present.first.text() == key) {
      entry.emplace(present);
    } else {
      before.emplace(present);
    }
  }
  if (!entry) return;
  const auto cut = [&](std::size_t begin, std::size_t end, std::string text = "") {
    edits_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(text)});
  };
  const std::size_t begin = entry_begin(mapping, entry->first);
  if (next && (is_flow(mapping) || !before)) return cut(begin, entry_begin(mapping, next->first));
  if (is_flow(mapping)) return cut(before ? flow_end(before->second) : begin, value_end(entry->second));
  if (!before) return cut(begin, value_end(entry->second), "{}");
  const std::uint32_t column = column_of(begin);
  const std::size_t start = line_start(text_, begin);
  const std::size_t end = next_line(text_, last_line_end(entry->second, column));
  // The last line of a file without a final line ending takes the ending before it along.
  const bool unended = end == text_.size() && line_end(text_, end) == last_line_end(entry->second, column) && !text_.ends_with('\n') && !text_.ends_with('\r');
  cut(unended ? line_end(text_, start - (text_.substr(0, start).ends_with("\r\n") ? 2 : 1)) : start, end);
}

bool Editor::append_records(const std::vector<Content>& records) {
  const auto root = document_.root();
  if (root && root->is_mapping()) return false;
  if (root && root->is_sequence() && !is_empty_collection(*root)) {
    insert_items(*root, last_item(*root), records);
    return true;
  }
  std::string lines;
  for (const Content& record : records) {
    lines += (lines.empty() || !manner_.spaced ? "" : manner_.newline) + emit_item(record, 0, false, manner_) + manner_.newline;
  }
  if (root && root->span().begin != root->span().end) {  // `[]`, `null`
    lines.resize(lines.size() - manner_.newline.size());
    edits_.push_back({root->span(), lines});
    return true;
  }
  const bool unended = !text_.empty() && text_ != "\xEF\xBB\xBF" && !text_.ends_with('\n') && !text_.ends_with('\r');
  put(text_.size(), (unended ? manner_.newline : "") + lines);
  return true;
}

}  // namespace bq::yaml
