#include "yaml/document.hpp"

namespace bq::yaml {

std::optional<NodeRef> Document::root() const {
  if (nodes_.empty()) return std::nullopt;
  return NodeRef(*this, 0);
}

bool NodeRef::is_missing() const {
  const Node& self = node();
  return self.kind == NodeKind::scalar && !self.quoted && (self.text.empty() || self.text == "null" || self.text == "~");
}

Items NodeRef::items() const {
  const std::uint32_t end = node().next;
  return {ItemIterator(*document_, is_sequence() ? index_ + 1 : end), ItemIterator(*document_, end)};
}

Entries NodeRef::entries() const {
  const ItemIterator end(*document_, node().next);
  return {EntryIterator(is_mapping() ? ItemIterator(*document_, index_ + 1) : end), EntryIterator(end)};
}

std::optional<NodeRef> NodeRef::find(std::string_view key) const {
  for (const auto& [name, value] : entries())
    if (name.text() == key) return value;
  return std::nullopt;
}

}  // namespace bq::yaml
