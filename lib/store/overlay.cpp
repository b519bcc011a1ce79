#include "store/overlay.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace bq::store {

std::vector<FileEntry> Overlay::list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const {
  std::vector<FileEntry> entries = base_.list(folders, files);
  std::erase_if(entries, [&](const FileEntry& entry) { return changes_.contains(entry.path); });
  for (const auto& [path, text] : changes_) {
    if (text && is_listed(path, folders, files)) entries.push_back({.path = path, .size = text->size(), .mtime = -1});
  }
  std::ranges::sort(entries, {}, &FileEntry::path);
  return entries;
}

std::vector<std::string> Overlay::folders() const {
  std::vector<std::string> names = base_.folders();
  for (const auto& [path, text] : changes_) {
    const std::size_t slash = path.find('/');
    if (text && slash != std::string::npos && !path.starts_with('.')) names.push_back(path.substr(0, slash));
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

std::string Overlay::read(const std::string& path) const {
  const auto change = changes_.find(path);
  if (change == changes_.end()) return base_.read(path);
  if (change->second) return *change->second;
  throw UserError(Exit::environment, {.zh = fmt::format("无法读取 {}：文件已删去", path), .en = fmt::format("cannot read {}: it is removed", path)});
}

}  // namespace bq::store
