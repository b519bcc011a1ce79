#pragma once

#include <stdlib.h>

#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "a_folder.hpp"
#include "store/git.hpp"

namespace bq::tests {

/// Keeps a variable of the environment as it was.
class Kept {
 public:
  explicit Kept(const char* name) : name_(name) {
    if (const char* value = ::getenv(name)) value_ = value;
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { value_ ? ::setenv(name_, value_->c_str(), 1) : ::unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> value_;
};

/// A repository in its own world: neither the user's settings nor those of a surrounding hook hold.
class ARepository {
 public:
  /// `options` are further ones of `git init`.
  explicit ARepository(const std::vector<std::string>& options = {}) {
    for (const char* name : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"}) ::unsetenv(name);
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    std::vector<std::string> init{"init", "-q", "-b", "main"};
    init.insert(init.end(), options.begin(), options.end());
    git(init);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::string& name, std::string_view text = "") const { folder_.write(name, text); }

  void git(const std::vector<std::string>& arguments) const { REQUIRE(store::run_git(path(), arguments).has_value()); }

  void commit() const {
    git({"add", "-A"});
    git({"-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x"});
  }

 private:
  Kept directory_{"GIT_DIR"};
  Kept index_{"GIT_INDEX_FILE"};
  Kept work_tree_{"GIT_WORK_TREE"};
  Kept settings_{"GIT_CONFIG_GLOBAL"};
  AFolder folder_;
};

}  // namespace bq::tests
