#include "public_folder.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view list_name = ".bqtool-publish";
constexpr std::string_view list_head = "bqtool publish 1";

/// By name the hashes that a file may have: what was written last, and what a run that was cut short may have written since.
using Known = std::map<std::string, std::set<std::string>>;

UserError refusal(const fs::path& path, const std::string& zh, const std::string& en, Text hint) {
  return {
      Exit::refused, {fmt::format("{} {}，什么都没有写", path.string(), zh), fmt::format("{} {}; nothing was written", path.string(), en)}, std::move(hint)};
}

const Text& take_another() {
  static const Text hint{"换一个新的或空的文件夹", "name a new or an empty folder"};
  return hint;
}

std::string list_of(const Known& known) {
  std::string text = std::string(list_head) + '\n';
  for (const auto& [name, hashes] : known) {
    for (const std::string& hash : hashes) text += hash + ' ' + name + '\n';
  }
  return text;
}

/// Reads the list of an earlier run. A name that leads out of the folder is none of ours.
Known read_list(const fs::path& folder) {
  std::istringstream lines(read_file(folder / list_name));
  std::string line;
  std::getline(lines, line);
  Known known;
  bool is_sound = line == list_head && !fs::is_symlink(folder / list_name);
  while (is_sound && std::getline(lines, line)) {
    const std::size_t space = line.find(' ');
    const std::string name = space == std::string::npos ? "" : line.substr(space + 1);
    is_sound = !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
    if (is_sound) known[name].insert(line.substr(0, space));
  }
  if (!is_sound) throw refusal(folder / list_name, "不是 bqtool publish 写的", "was not written by bqtool publish", take_another());
  return known;
}

/// What an earlier run left in the folder; nothing in a new one.
Known known_in(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status)) return {};
  if (!fs::is_directory(status)) throw refusal(folder, "不是文件夹", "is no folder", take_another());
  if (fs::is_regular_file(fs::status(folder / list_name, error))) return read_list(folder);
  const bool is_empty = fs::is_empty(folder, error);
  if (error) throw UserError(Exit::environment, {fmt::format("读不了 {}", folder.string()), fmt::format("can't read {}", folder.string())});
  if (!is_empty) throw refusal(folder, "里有不是 bqtool publish 写的文件", "holds files that bqtool publish did not write", take_another());
  return {};
}

void check_file(const fs::path& folder, const std::string& name, const Known& known) {
  const fs::path path = folder / name;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return;
  const auto mine = known.find(name);
  if (mine == known.end()) {
    throw refusal(path, "不是 bqtool publish 写的", "was not written by bqtool publish", {"把它移走，或换一个文件夹", "move it away, or name another folder"});
  }
  if (!fs::is_regular_file(status) || !mine->second.contains(hex(hash_of(read_file(path))))) {
    throw refusal(path, "公布之后被改过", "was changed after it was published",
                  {"要留下改动就移走，不要就删掉，再公布一次", "move it away to keep the change or remove it, then publish again"});
  }
}

}  // namespace

PublicFolder publish_into(const fs::path& folder, const std::vector<PublicFile>& files) {
  Known known = known_in(folder);
  Known now;
  for (const PublicFile& file : files) now[file.name].insert(hex(hash_of(file.bytes)));
  for (const auto& [name, hashes] : known) check_file(folder, name, known);
  for (const PublicFile& file : files) check_file(folder, file.name, known);

  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw UserError(Exit::environment, {fmt::format("建不了文件夹 {}：{}", folder.string(), error.message()),
                                        fmt::format("can't make the folder {}: {}", folder.string(), error.message())});
  }
  // Cut short at any moment, the next run finds old and new files on the list.
  Known either = known;
  for (const auto& [name, hashes] : now) either[name].insert(hashes.begin(), hashes.end());
  write_file(folder / list_name, list_of(either));
  for (const PublicFile& file : files) write_file(folder / file.name, file.bytes);
  PublicFolder result{.written = files.size()};
  for (const auto& [name, hashes] : known) {
    if (!now.contains(name) && fs::remove(folder / name, error)) ++result.removed;
  }
  write_file(folder / list_name, list_of(now));
  return result;
}

}  // namespace bq::cli
