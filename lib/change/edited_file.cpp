#include "change/edited_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "change/record.hpp"

namespace bq::change {

using yaml::NodeRef;

EditedFile& EditedFiles::open(const std::string& path) {
  auto& file = files_[path];
  if (!file) file = std::make_unique<EditedFile>(path, tree_.read(path));
  return *file;
}

std::vector<FileChange> EditedFiles::changes() const {
  std::vector<FileChange> changes;
  for (const auto& [path, file] : files_) changes.push_back({path, std::string(file->source.text()), file->editor.result()});
  return changes;
}

std::string value_in(NodeRef mapping, const schema::Field* field) {
  const auto value = field == nullptr ? std::nullopt : find_value(mapping, *field);
  return value && value->is_scalar() ? std::string(value->text()) : std::string();
}

NodeRef record_in(const EditedFile& file, const schema::Kind& kind, const std::string& id) {
  const schema::Field* key = schema::find_field(kind.root, "id");
  const auto root = file.reading.document.root();
  if (root && root->is_mapping() && value_in(*root, key) == id) return *root;
  if (root)
    for (const NodeRef item : root->items())
      if (value_in(item, key) == id) return item;
  throw UserError(
      Exit::refused,
      {fmt::format("{} 读不通，找不到“{}”", file.source.path(), id), fmt::format("{} can't be read, so that '{}' is not found", file.source.path(), id)},
      {"先用 bqtool validate 查出并改好", "mend what bqtool validate finds first"});
}

std::optional<NodeRef> key_in(NodeRef mapping, const schema::Field& object, const schema::Field& field) {
  for (const auto& [key, value] : mapping.entries())
    if (find_by_key(object, key.text()) == &field) return key;
  return std::nullopt;
}

}  // namespace bq::change
