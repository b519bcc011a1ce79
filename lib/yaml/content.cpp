#include "yaml/content.hpp"

#include <utility>

namespace bq::yaml {

Content scalar(std::string text, Form form) {
  Content content;
  content.text = std::move(text);
  content.form = form;
  return content;
}

Content sequence(std::vector<Content> items) {
  Content content;
  content.kind = NodeKind::sequence;
  content.items = std::move(items);
  return content;
}

Content mapping(std::vector<ContentEntry> entries) {
  Content content;
  content.kind = NodeKind::mapping;
  content.entries = std::move(entries);
  return content;
}

Content content_of(NodeRef node) {
  if (node.is_missing()) return scalar("~", Form::typed);
  if (node.is_scalar()) return scalar(std::string(node.text()), node.quoted() ? Form::text : Form::typed);
  Content content;
  content.kind = node.is_sequence() ? NodeKind::sequence : NodeKind::mapping;
  for (const NodeRef item : node.items()) content.items.push_back(content_of(item));
  for (const auto& [key, value] : node.entries()) content.entries.push_back({std::string(key.text()), content_of(value)});
  return content;
}

}  // namespace bq::yaml
