#include "store/joined_tree.hpp"

#include <algorithm>

namespace bq::store {

std::vector<FileEntry> JoinedTree::list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const {
  std::vector<FileEntry> entries = own_.list(folders, files);
  for (const Member& member : members_) {
    for (FileEntry& entry : member.tree->list(folders, {})) {
      entry.path.insert(0, member.part.folder + "/");
      entry.part = member.part.name;
      entry.inside = member.part.folder.size() + 1;
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

std::string JoinedTree::read(const std::string& path) const {
  const auto has = [&](const Member& member) { return path.size() > member.part.folder.size() && path.starts_with(member.part.folder + "/"); };
  const auto member = std::ranges::find_if(members_, has);
  return member == members_.end() ? own_.read(path) : member->tree->read(path.substr(member->part.folder.size() + 1));
}

std::vector<Part> JoinedTree::parts() const {
  std::vector<Part> parts;
  for (const Member& member : members_) parts.push_back(member.part);
  return parts;
}

}  // namespace bq::store
