#include "yaml/content.hpp"

namespace bq::yaml {

Content content_of(NodeRef node) {
  if (node.is_missing()) return scalar("~", Form::typed);
  if (node.is_scalar()) return scalar(std::string(node.text()), node.quoted() ? Form::text : Form::typed);
  Content content{.kind = node.is_sequence() ? NodeKind::sequence : NodeKind::mapping};
  for (const NodeRef item : node.items()) content.items.push_back(content_of(item));
  for (const auto& [key, value] : node.entries()) content.entries.push_back({std::string(key.text()), content_of(value)});
  return content;
}

}  // namespace bq::yaml
