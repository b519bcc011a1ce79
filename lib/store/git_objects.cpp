#include "store/git_objects.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace bq::store {

std::string GitObjects::text(const std::string& id, const std::string& path) const {
  const std::lock_guard lock(mutex_);
  if (!process_) process_ = std::make_unique<GitProcess>(directory_, std::vector<std::string>{"cat-file", "--batch"});
  const auto answer = process_->send(id + '\n') ? process_->line() : std::nullopt;
  std::optional<std::string> text;
  if (answer && answer->starts_with(id + " blob ")) {
    const std::string_view digits = std::string_view(*answer).substr(id.size() + 6);
    std::size_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size);
    text = process_->bytes(size + 1);  // a newline follows the object
  }
  if (!text) {
    process_.reset();
    throw UserError(
        Exit::environment,
        {.zh = fmt::format("无法读取 {}：仓库里没有对象 {}", path, id), .en = fmt::format("cannot read {}: the repository lacks the object {}", path, id)},
        {.zh = "仓库可能是部分克隆或已损坏：git fetch，或 git fsck 查看", .en = "the clone may be partial or damaged: git fetch, or look with git fsck"});
  }
  text->pop_back();
  return std::move(*text);
}

}  // namespace bq::store
