#include "store/git_tree.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view link_mode = "120000";
constexpr std::string_view submodule_mode = "160000";
constexpr int most_links = 16;

bool is_hidden(std::string_view path) { return path.starts_with('.') || path.find("/.") != std::string_view::npos; }

bool is_below(std::string_view path, std::string_view folder) { return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/'; }

[[noreturn]] void fail_unreadable(const std::string& path, const Text& why) {
  throw UserError(Exit::environment, {.zh = fmt::format("无法读取 {}：{}", path, why.zh), .en = fmt::format("cannot read {}: {}", path, why.en)});
}

}  // namespace

GitTree::GitTree(const fs::path& directory, fs::path root, std::vector<GitEntry> entries) : objects_(directory), root_(std::move(root)) {
  std::set<std::string> folders;
  std::uint64_t hash = 0;
  for (GitEntry& entry : entries) {
    if (is_hidden(entry.path)) continue;
    const std::size_t slash = entry.path.find('/');
    if (slash != std::string::npos) folders.insert(entry.path.substr(0, slash));
    if (is_record_file(entry.path) || entry.mode == link_mode) hash = hash_of(fmt::format("{} {} {}\n", entry.mode, entry.id, entry.path), hash);
    std::string path = entry.path;
    entries_.emplace(std::move(path), std::move(entry));
  }
  folders_.assign(folders.begin(), folders.end());
  identity_ = hex(hash);
}

std::vector<FileEntry> GitTree::list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const {
  std::vector<FileEntry> listed;
  for (const auto& [path, entry] : entries_) {
    check_entry(entry, folders);
    if (!is_listed(path, folders, files)) continue;
    if (resolve(path) == nullptr) fail_unreadable(path, {.zh = "链接所指的文件不存在", .en = "it links to nothing"});
    listed.push_back({.path = path});
  }
  return listed;
}

std::string GitTree::read(const std::string& path) const {
  const GitEntry* entry = resolve(path);
  if (entry == nullptr) fail_unreadable(path, {.zh = "没有这个文件", .en = "there is no such file"});
  return objects_.text(entry->id, path);
}

/// Throws for what would silently leave records out: a link that leads away or to a folder, a submodule, whose texts are in another repository.
void GitTree::check_entry(const GitEntry& entry, const std::vector<std::string>& folders) const {
  if (entry.mode != link_mode && entry.mode != submodule_mode) return;
  const bool matters = std::ranges::any_of(folders, [&](const std::string& folder) { return entry.path == folder || is_below(entry.path, folder); });
  if (!matters) return;
  if (entry.mode == link_mode) {
    (void)resolve(entry.path);
    return;
  }
  throw UserError(Exit::refused,
                  {.zh = fmt::format("拒绝读取 {}：它是子模块，内容在另一个仓库里", entry.path),
                   .en = fmt::format("refused to read {}: it is a submodule, its files are in another repository", entry.path)},
                  {.zh = "请把文件本身放进台账", .en = "put the files themselves into the ledger"});
}

const GitEntry* GitTree::resolve(const std::string& path) const {
  std::string place = path;
  for (int links = 0; links <= most_links; ++links) {
    const auto found = entries_.find(place);
    if (found == entries_.end()) {
      if (links > 0 && has_folder(place)) refuse_link(path, {.zh = "它是指向文件夹的链接", .en = "it is a link to a folder"});
      return nullptr;
    }
    if (found->second.mode == submodule_mode) return nullptr;
    if (found->second.mode != link_mode) return &found->second;
    const fs::path target = (fs::path(place).parent_path() / objects_.text(found->second.id, place)).lexically_normal();
    if (target.is_absolute() || *target.begin() == "..") refuse_link(path, {.zh = "它指向台账之外", .en = "it leads out of the ledger"});
    place = target.generic_string();
    if (place.ends_with('/')) place.pop_back();
  }
  return nullptr;
}

bool GitTree::has_folder(const std::string& path) const {
  if (path == ".") return true;
  const auto after = entries_.lower_bound(path + '/');
  return after != entries_.end() && is_below(after->first, path);
}

}  // namespace bq::store
