#include "yaml/manner.hpp"

#include <optional>

#include "base/date.hpp"
#include "yaml/lines.hpp"

namespace bq::yaml {
namespace {

/// Reads the manner off the nodes; what stands later in the file overrules what stands before.
class Observer {
 public:
  Observer(const Source& source, Manner& manner) : text_(source.text()), bom_(source.has_bom() ? 3U : 0U), manner_(manner) {}

  void look_at(NodeRef node) {
    if (node.is_scalar()) return look_at_scalar(node);
    if (node.is_sequence()) {
      if (!is_flow(node)) look_at_dashes(node);
      for (const NodeRef item : node.items()) look_at(item);
      return;
    }
    if (is_flow(node)) manner_.padded = text_.substr(node.span().begin + 1).starts_with(' ') && node.entries().begin() != node.entries().end();
    for (const auto& [key, value] : node.entries()) {
      if (!value.is_scalar()) look_at_collection(node, key, value);
      look_at(value);
    }
  }

  /// The quotes and dates that most scalars have.
  void conclude() {
    if (double_ > single_) manner_.quote = '"';
    manner_.quoted_dates = quoted_dates_ > bare_dates_;
  }

 private:
  std::string_view text_;
  std::uint32_t bom_;
  Manner& manner_;
  std::size_t single_ = 0, double_ = 0, quoted_dates_ = 0, bare_dates_ = 0;

  [[nodiscard]] bool is_flow(NodeRef node) const { return text_[node.span().begin] == (node.is_sequence() ? '[' : '{'); }

  [[nodiscard]] std::uint32_t column(NodeRef node) const {
    const auto start = static_cast<std::uint32_t>(line_start(text_, node.span().begin));
    return node.span().begin - start - (start == 0 ? bom_ : 0);
  }

  void look_at_scalar(NodeRef node) {
    if (node.is_missing()) return;
    const char first = text_[node.span().begin];
    if (first == '\'') ++single_;
    if (first == '"') ++double_;
    if (parse_date(node.text())) ++(first == '\'' || first == '"' ? quoted_dates_ : bare_dates_);
  }

  void look_at_dashes(NodeRef list) {
    for (const NodeRef item : list.items()) {
      const auto dash = text_.rfind('-', item.span().begin == 0 ? 0 : item.span().begin - 1);
      if (item.is_missing() || dash == std::string_view::npos || line_start(text_, dash) != line_start(text_, item.span().begin)) continue;
      manner_.gap = item.span().begin - static_cast<std::uint32_t>(dash);
      return;
    }
  }

  void look_at_collection(NodeRef parent, NodeRef key, NodeRef value) {
    CollectionManner seen{.flow = is_flow(value)};
    if (value.is_sequence()) {
      const auto items = value.items();
      if (items.begin() == items.end()) return;  // `[]` says nothing of how a full list would look
      const NodeRef first = *items.begin();
      seen.flow_items = !first.is_scalar() && is_flow(first);
      if (!first.is_scalar() && !seen.flow) manner_.flow_items = seen.flow_items;
    }
    manner_.keys[std::string(key.text())] = seen;
    if (seen.flow || is_flow(parent)) return;
    const std::uint32_t below = column(value);
    const std::uint32_t above = column(key);
    if (below < above) return;
    if (value.is_sequence()) {
      manner_.dash = below - above;
    } else if (below > above) {
      manner_.step = below - above;
    }
  }
};

/// Whether a blank line stands before the last item of the outermost list; absent where there are no two items.
std::optional<bool> is_spaced(std::string_view text, NodeRef root) {
  std::optional<NodeRef> before;
  std::optional<NodeRef> last;
  for (const NodeRef item : root.items()) {
    before = last;
    last = item;
  }
  if (!before) return std::nullopt;
  for (std::size_t at = next_line(text, before->span().end); at < last->span().begin; at = next_line(text, at)) {
    if (text.substr(at, line_end(text, at) - at).find_first_not_of(" \t") == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

Manner manner_of(const Source& source, const Document& document) {
  Manner manner;
  const std::string_view text = source.text();
  if (const std::size_t end = line_end(text, 0); end < text.size()) manner.newline = text.substr(end, next_line(text, 0) - end);
  const auto root = document.root();
  if (!root) return manner;
  Observer observer(source, manner);
  observer.look_at(*root);
  observer.conclude();
  manner.spaced = is_spaced(text, *root).value_or(manner.spaced);
  return manner;
}

}  // namespace bq::yaml
