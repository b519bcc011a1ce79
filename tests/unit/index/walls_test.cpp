#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <re2/re2.h>

#include "base/file.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path root = BQTOOL_SOURCE_DIR;

/// The folders of lib from the ground up: each may include itself and the ones before it.
constexpr std::array<std::string_view, 10> storeys{"base", "yaml", "store", "schema", "pack", "history", "index", "report", "render", "change"};

/// A file of the source with its text; `path` is relative to the repository.
struct SourceFile {
  std::string path;
  std::string text;
};

std::vector<SourceFile> files_below(const std::string& folder) {
  std::vector<SourceFile> result;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() && (extension == ".cpp" || extension == ".hpp")) {
      result.push_back({fs::relative(entry.path(), root).generic_string(), bq::read_file(entry.path())});
    }
  }
  std::ranges::sort(result, {}, &SourceFile::path);
  return result;
}

std::vector<SourceFile> all_files() {
  std::vector<SourceFile> result = files_below("lib");
  for (const char* folder : {"cli", "tests"}) std::ranges::move(files_below(folder), std::back_inserter(result));
  return result;
}

/// What a file includes, in the order of the text, with `<` or `"` before each name.
std::vector<std::string> includes(const SourceFile& file) {
  static const re2::RE2 line(R"(#include ([<"][^>"]+)[>"])");
  std::vector<std::string> result;
  re2::StringPiece rest(file.text);
  for (std::string name; re2::RE2::FindAndConsume(&rest, line, &name);) result.push_back(name);
  return result;
}

/// The storey of a path such as `pack/sql.hpp`; one past the last when it is none of them.
std::size_t storey_of(std::string_view path) { return static_cast<std::size_t>(std::ranges::find(storeys, path.substr(0, path.find('/'))) - storeys.begin()); }

bool is_in(std::string_view path, const std::vector<std::string_view>& folders) {
  return std::ranges::any_of(folders, [&](std::string_view folder) { return path.starts_with(folder); });
}

struct Wall {
  std::string_view header;  ///< The beginning of an include.
  std::vector<std::string_view> inside;
};

const std::vector<Wall> walls{
    {"<yaml.h", {"lib/yaml/"}},
    {"<yaml-cpp", {"lib/yaml/", "tests/"}},
    {"<SQLiteCpp", {"lib/index/", "tests/"}},
    {"<sqlite3", {"lib/index/", "tests/"}},
    {"<CLI/", {"cli/"}},
    {"<re2/", {"lib/schema/", "tests/"}},
    {"<xlsxwriter", {"lib/render/"}},
    {"<zip.h", {"lib/render/", "tests/"}},
    {"<pugixml", {"lib/render/", "tests/"}},
};

/// Words of the field, which belong to the pack; `visit(` is a call.
const re2::RE2 field_word(R"((?i)enterprise|cadre|appeal|\bvisit(s|ed|ors?|ing)?([^(\w]|$)|诉求|企业|干部|走访|包联)");

}  // namespace

TEST_CASE("every folder of lib is a storey of the house") {
  for (const auto& entry : fs::directory_iterator(root / "lib")) {
    const std::string name = entry.path().filename().string();
    CHECK_MESSAGE(storey_of(name) < storeys.size(), name);
  }
}

TEST_CASE("a folder of lib includes only itself and the ones before it") {
  for (const SourceFile& file : files_below("lib")) {
    const std::string_view inside = std::string_view(file.path).substr(4);
    for (const std::string& name : includes(file)) {
      if (name.front() != '"') continue;
      const std::size_t other = storey_of(name.substr(1));
      CHECK_MESSAGE(other < storeys.size(), file.path << " includes " << name);
      CHECK_MESSAGE(other <= storey_of(inside), file.path << " includes " << name);
    }
  }
}

TEST_CASE("a foreign library is met in one place only") {
  for (const SourceFile& file : all_files()) {
    for (const std::string& name : includes(file)) {
      for (const Wall& wall : walls) CHECK_MESSAGE((!name.starts_with(wall.header) || is_in(file.path, wall.inside)), file.path << " includes " << name);
    }
  }
}

TEST_CASE("the engine has no word of the field") {
  for (const SourceFile& file : files_below("lib")) {
    if (file.path.starts_with("lib/change/")) continue;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < file.text.size();) {
      const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
      const std::string line = file.text.substr(begin, end - begin);
      ++number;
      CHECK_MESSAGE(!re2::RE2::PartialMatch(line, field_word), fmt::format("{}:{}: {}", file.path, number, line));
      begin = end + 1;
    }
  }
}

TEST_CASE("the engine asks no clock, prints nothing, and only what runs git looks at the environment") {
  static const re2::RE2 forbidden(R"((system_clock|\btime\(nullptr|\bgetenv\b|std::cout|std::cerr|\bfprintf\())");
  for (const SourceFile& file : files_below("lib")) {
    std::string word;
    CHECK_MESSAGE((file.path == "lib/store/git_process.cpp" || !re2::RE2::PartialMatch(file.text, forbidden, &word)), file.path << " has " << word);
  }
}
