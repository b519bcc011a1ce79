#include "store/tree.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace bq::store {

bool is_record_file(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

bool is_listed(std::string_view path, const std::vector<std::string>& folders, const std::vector<std::string>& files) {
  if (std::ranges::find(files, path) != files.end()) return true;
  if (!is_record_file(path)) return false;
  return std::ranges::any_of(folders, [&](const std::string& folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/' &&
           path.substr(folder.size()).find("/.") == std::string_view::npos;
  });
}

void refuse_link(const std::string& path, const Text& why) {
  throw UserError(Exit::refused, {.zh = fmt::format("拒绝读取 {}：{}", path, why.zh), .en = fmt::format("refused to read {}: {}", path, why.en)},
                  {.zh = "请用文件本身代替链接", .en = "put the files themselves where the link is"});
}

}  // namespace bq::store
