#include "history/edits.hpp"

#include <algorithm>
#include <string_view>

namespace bq::history {

std::set<Name> edited(const std::vector<Edit>& edits) {
  std::set<Name> names;
  for (const Edit& edit : edits) names.emplace(edit.change.kind, edit.change.record);
  return names;
}

std::map<Name, std::set<std::string>> values_of(const store::Tree& tree, const std::set<Name>& names, Understanding by) {
  std::map<Name, std::set<std::string>> values;
  for (const store::FileEntry& file : pack::record_files(by.pack, tree)) {
    const schema::Kind* kind = pack::kind_of_path(by.pack, file.path);
    if (kind == nullptr) continue;
    const Source source(file.path, tree.read(file.path));
    const bool may_have = std::ranges::any_of(names, [&](const Name& name) {
      return name.first == kind->name && (kind->key.size() != 1 || source.text().find(name.second) != std::string_view::npos);
    });
    if (!may_have) continue;
    for (const Record& record : read_records(source, *kind, by.vocabulary).records) {
      const Name name{kind->name, record.id};
      if (!names.contains(name)) continue;
      for (std::string& value : scalars_of(record)) values[name].insert(std::move(value));
    }
  }
  return values;
}

}  // namespace bq::history
