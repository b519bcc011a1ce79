#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace bq::tests {

/// An empty folder that is gone at the end of the test.
class AFolder {
 public:
  AFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "bqtool-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  AFolder(const AFolder&) = delete;
  AFolder& operator=(const AFolder&) = delete;
  ~AFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file below the folder, with the folders above it.
  void write(const std::string& name, std::string_view text = "") const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name} << text;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace bq::tests
