#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../store/a_folder.hpp"
#include "base/diagnostic.hpp"
#include "base/file.hpp"
#include "index/index.hpp"
#include "index/validate.hpp"
#include "store/work_tree.hpp"

namespace bq::tests {

/// Where the repository is.
[[nodiscard]] inline std::filesystem::path source_directory() { return BQTOOL_SOURCE_DIR; }

/// A ledger in a folder of its own, gone at the end of the test: a copy of the one that the rules' examples are laid over, or of another.
class ALedger {
 public:
  explicit ALedger(const std::filesystem::path& original = source_directory() / "schemas/example") {
    std::filesystem::copy(original, folder_.path(), std::filesystem::copy_options::recursive);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] std::string read(const std::string& name) const { return read_file(path() / name); }
  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }
  void append(const std::string& name, std::string_view text) const { write(name, read(name) + std::string(text)); }
  void remove(const std::string& name) const { std::filesystem::remove(path() / name); }
  /// Puts `with` where `what` stands, which must be there.
  void replace(const std::string& name, std::string_view what, std::string_view with) const {
    std::string text = read(name);
    text.replace(text.find(what), what.size(), with);
    write(name, text);
  }

 private:
  AFolder folder_;
};

[[nodiscard]] inline Date day(std::string_view text) { return *parse_date(text); }

/// A ledger with its pack and index, opened as a command would; asks about the year up to the last day of the examples.
class AnIndex {
 public:
  /// `file` empty: in memory.
  explicit AnIndex(const ALedger& ledger, const std::filesystem::path& file = {})
      : tree_(ledger.path()), pack_(load_pack(tree_)), index_(tree_, pack_, {.file = file, .seed = {}, .version = "test", .now = now()}) {
    ask("2024-01-01", "2024-03-31", "2024-03-31");
  }

  [[nodiscard]] index::Index& operator*() { return index_; }
  [[nodiscard]] index::Index* operator->() { return &index_; }
  [[nodiscard]] const pack::Pack& pack() const { return pack_; }

  void ask(std::string_view start, std::string_view finish, std::string_view as_of) { index_.ask({day(start), day(finish), day(as_of)}); }

  /// Everything wrong, in English.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() { return index::validate(index_, Language::en).diagnostics; }

  /// The rows of a query that needs no guard, each as text with `|` between its values.
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> result;
    SQLite::Statement query(index_.db(), sql);
    while (query.executeStep()) {
      std::string row;
      for (int i = 0; i < query.getColumnCount(); ++i) row += (i == 0 ? "" : "|") + query.getColumn(i).getString();
      result.push_back(std::move(row));
    }
    return result;
  }

 private:
  store::WorkTree tree_;
  pack::Pack pack_;
  index::Index index_;

  static std::int64_t now() { return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

  static pack::Pack load_pack(const store::Tree& tree) {
    std::vector<pack::PackFile> files;
    for (const store::FileEntry& entry : tree.list(pack::pack_folders(), {})) files.push_back({entry.path, tree.read(entry.path)});
    return pack::load(files);
  }
};

/// `path:line:column rule`, as tests compare findings.
[[nodiscard]] inline std::string brief(const Diagnostic& diagnostic) {
  return diagnostic.place.path + ":" + std::to_string(diagnostic.place.begin.line) + ":" + std::to_string(diagnostic.place.begin.column) + " " +
         diagnostic.rule;
}

[[nodiscard]] inline std::vector<std::string> briefs(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : diagnostics) result.push_back(brief(diagnostic));
  return result;
}

}  // namespace bq::tests

/// A list of texts is shown line by line.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string text = "[";
    for (const std::string& line : lines) text += "\n    " + line;
    return (text + "]").c_str();
  }
};
