#include "yaml/outline.hpp"

#include <utility>

#include "yaml/lines.hpp"

namespace bq::yaml {
namespace {

/// Divides the values of one text.
class Divider {
 public:
  explicit Divider(const Source& source) : text_(source.text()), bom_(source.has_bom() ? 3 : 0) {}

  [[nodiscard]] Part part(NodeRef node) const {
    const std::size_t begin = node.span().begin;
    Part part{.node = node, .text = {}, .before = {}, .after = {}, .branches = {}, .column = column_of(begin), .in_brackets = is_flow(node)};
    part.text = between(begin, node.is_scalar() || part.in_brackets ? node.span().end : begin);
    if (node.is_scalar()) return part;
    const bool stands = part.in_brackets ? divide_flow(part) : divide_block(part);
    if (!stands) {
      part.branches.clear();
      part.before = part.after = {};
      part.text = between(begin, end_of(node));
    }
    return part;
  }

 private:
  std::string_view text_;
  std::size_t bom_;

  [[nodiscard]] std::string_view between(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
  [[nodiscard]] std::size_t offset(std::string_view slice) const { return static_cast<std::size_t>(slice.data() - text_.data()); }
  [[nodiscard]] std::size_t end(std::string_view slice) const { return offset(slice) + slice.size(); }

  [[nodiscard]] bool is_flow(NodeRef node) const { return !node.is_scalar() && text_.substr(node.span().begin).starts_with(node.is_sequence() ? '[' : '{'); }

  [[nodiscard]] std::uint32_t column_of(std::size_t at) const {
    const std::size_t start = line_start(text_, at);
    return static_cast<std::uint32_t>(at - start - (start == 0 ? bom_ : 0));
  }

  /// Where a value ends; a missing one behind the colon.
  [[nodiscard]] std::size_t end_of(NodeRef node) const {
    if (!node.is_scalar() && !is_flow(node)) {
      std::optional<NodeRef> last;
      for (const NodeRef item : node.items()) last = item;
      for (const auto& [key, value] : node.entries()) last = value;
      return last ? end_of(*last) : node.span().end;
    }
    if (node.span().begin != node.span().end) return node.span().end;
    const std::size_t colon = text_.find_first_not_of(" \t\r\n", node.span().end);
    return colon != std::string_view::npos && text_[colon] == ':' ? colon + 1 : node.span().end;
  }

  /// The end of the last line that belongs to a value in a collection at `column`: comments further in belong to it, and the blank lines of a block scalar.
  [[nodiscard]] std::size_t last_line_end(const Part& value, std::size_t value_end, std::uint32_t column) const {
    const Part* leaf = &value;
    while (!leaf->in_brackets && !leaf->branches.empty()) leaf = &leaf->branches.back().value;
    const bool is_block = leaf->text.starts_with('|') || leaf->text.starts_with('>');
    const std::string_view header = leaf->text.substr(0, line_end(leaf->text, 0));
    const bool keeps = is_block && header.substr(0, header.find('#')).find('+') != std::string_view::npos;
    std::size_t last = line_end(text_, value_end);
    for (std::size_t at = next_line(text_, last); at < text_.size(); at = next_line(text_, at)) {
      const std::string_view line = between(at, line_end(text_, at));
      if (!is_bare(line)) break;
      const bool is_comment = line.find_first_not_of(" \t") != std::string_view::npos;
      if (is_comment && indent_of(line) <= column) break;
      if (is_comment || (is_block && (keeps || !line.empty()))) last = at + line.size();
    }
    return last;
  }

  /// The bytes of a branch that begins at `begin`; `value_begin` is where a value that is missing would stand.
  [[nodiscard]] Branch branch(std::optional<NodeRef> key, NodeRef value, std::size_t begin, std::size_t value_begin) const {
    Part inner = part(value);
    const bool missing = value.is_scalar() && inner.text.empty();
    const std::size_t at = missing ? value_begin : offset(inner.text);
    if (missing) inner.text = between(at, at);
    return {.lead = {},
            .head = between(begin, at),
            .tail = between(end(inner.text), end(inner.text)),
            .text = between(begin, end(inner.text)),
            .key = key,
            .value = std::move(inner)};
  }

  /// Adds a branch with its lead; false when it does not follow the one before.
  [[nodiscard]] bool add(Part& part, Branch branch) const {
    const std::size_t begin = offset(branch.text);
    if (!part.branches.empty()) {
      const std::size_t previous = end(part.branches.back().text);
      if (previous > begin) return false;
      branch.lead = between(previous, begin);
    }
    part.branches.push_back(std::move(branch));
    return true;
  }

  [[nodiscard]] bool divide_flow(Part& part) const {
    const auto put = [&](std::optional<NodeRef> key, NodeRef value, std::size_t begin) { return add(part, branch(key, value, begin, end_of(value))); };
    for (const NodeRef item : part.node.items())
      if (item.is_missing() || !put(std::nullopt, item, item.span().begin)) return false;
    for (const auto& [key, value] : part.node.entries())
      if (!put(key, value, key.span().begin)) return false;
    if (part.branches.empty()) return false;
    const std::size_t begin = offset(part.text);
    part.before = between(begin, offset(part.branches.front().text));
    part.after = between(end(part.branches.back().text), end(part.text));
    return true;
  }

  [[nodiscard]] bool divide_block(Part& part) const {
    std::size_t at = part.node.span().begin;
    const auto put = [&](std::optional<NodeRef> key, NodeRef value, std::size_t begin, std::size_t value_begin) {
      Branch one = branch(key, value, begin, value_begin);
      const std::size_t value_end = end(one.value.text);
      const std::size_t last = last_line_end(one.value, value_end, part.column);
      if (last < value_end) return false;
      one.tail = between(value_end, last);
      one.text = between(begin, last);
      at = last;
      return add(part, std::move(one));
    };
    for (const NodeRef item : part.node.items()) {
      if (!part.branches.empty()) at = find_content(text_, next_line(text_, at)) + part.column;
      if (at >= text_.size() || text_[at] != '-' || !put(std::nullopt, item, at, at + 1)) return false;
    }
    for (const auto& [key, value] : part.node.entries()) {
      const std::size_t begin = key.span().begin;
      if (column_of(begin) != part.column || !put(key, value, begin, end_of(value))) return false;
    }
    if (part.branches.empty()) return false;
    part.text = between(part.node.span().begin, end(part.branches.back().text));
    return true;
  }
};

}  // namespace

std::optional<Outline> outline(const Source& source, const Document& document) {
  const auto root = document.root();
  if (!root) return std::nullopt;
  Part part = Divider(source).part(*root);
  const std::string_view text = source.text();
  const auto begin = static_cast<std::size_t>(part.text.data() - text.data());
  return Outline{.before = text.substr(0, begin), .root = std::move(part), .after = text.substr(begin + part.text.size())};
}

}  // namespace bq::yaml
