#include "merge_setup.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/git_process.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view attribute = " merge=bqtool";

/// Where bqtool is missing, files are merged as git does it: a driver that fails would leave ours without a word of theirs.
constexpr std::string_view driver =
    "if command -v bqtool >/dev/null; then bqtool merge-driver %O %A %B -- %P; else git merge-file -L ours -L base -L theirs %A %O %B; fi";

std::string line_of(const fs::path& root, const std::vector<std::string>& arguments) {
  std::string text = store::run_git(root, arguments).value_or("");
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string configured(const fs::path& root) { return line_of(root, {"config", "--get", "merge.bqtool.driver"}); }

void configure(const fs::path& root, const std::string& name, const std::string& value) {
  if (store::run_git(root, {"config", "--local", name, value})) return;
  throw UserError(Exit::environment, {"写不了 git 的设置 " + name, "cannot write git's setting " + name});
}

fs::path attributes_file(const fs::path& root) { return line_of(root, {"rev-parse", "--path-format=absolute", "--git-path", "info/attributes"}); }

std::string text_of(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none) ? read_file(file) : std::string();
}

/// Where `line` stands as a whole line.
std::size_t find_line(std::string_view text, std::string_view line) {
  for (std::size_t at = text.find(line); at != std::string_view::npos; at = text.find(line, at + 1)) {
    const std::size_t end = at + line.size();
    if ((at == 0 || text[at - 1] == '\n') && (end == text.size() || text[end] == '\n' || text[end] == '\r')) return at;
  }
  return std::string_view::npos;
}

/// True when git would take another driver for records of the ledger.
bool has_foreign_driver(const fs::path& root, const std::vector<std::string>& folders) {
  std::vector<std::string> arguments{"check-attr", "-z", "merge", "--"};
  for (const std::string& folder : folders) arguments.push_back(folder + "/record.yaml");
  const std::string printed = store::run_git(root, arguments).value_or("");
  std::size_t field = 0;  // path, attribute, value, each with a NUL behind it
  for (std::size_t at = 0; at < printed.size(); ++field) {
    const std::size_t end = std::min(printed.find('\0', at), printed.size());
    const std::string_view value = std::string_view(printed).substr(at, end - at);
    if (field % 3 == 2 && value != "unspecified" && value != "bqtool") return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::string merge_attribute(std::string_view folder) {
  std::string pattern = "/";
  for (const char c : folder) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  pattern += folder.empty() ? "**/*.yaml" : "/**/*.yaml";
  std::string quoted = "\"";
  for (const char c : pattern) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"' + std::string(attribute);
}

MergeState merge_state(const fs::path& root, std::string_view folder, const std::vector<std::string>& folders) {
  const std::string command = configured(root);
  if ((!command.empty() && command != driver) || has_foreign_driver(root, folders)) return MergeState::foreign;
  const bool listed = find_line(text_of(attributes_file(root)), merge_attribute(folder)) != std::string_view::npos;
  return listed && !command.empty() ? MergeState::installed : MergeState::absent;
}

void install_merge(const fs::path& root, std::string_view folder) {
  const fs::path file = attributes_file(root);
  std::string text = text_of(file);
  const std::string line = merge_attribute(folder);
  if (find_line(text, line) == std::string_view::npos) {
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    write_file(file, text + line + '\n');
  }
  configure(root, "merge.bqtool.name", "records and fields of a bqtool ledger");
  configure(root, "merge.bqtool.driver", std::string(driver));
}

void remove_merge(const fs::path& root, std::string_view folder) {
  const fs::path file = attributes_file(root);
  std::string text = text_of(file);
  const std::string line = merge_attribute(folder);
  if (const std::size_t at = find_line(text, line); at != std::string_view::npos) {
    const std::size_t end = text.find('\n', at);
    text.erase(at, end == std::string::npos ? std::string::npos : end + 1 - at);
    std::error_code error;
    if (text.empty()) {
      fs::remove(file, error);
    } else {
      write_file(file, text);
    }
  }
  if (text.find(attribute) == std::string::npos && configured(root) == driver)
    (void)store::run_git(root, {"config", "--local", "--remove-section", "merge.bqtool"});
}

}  // namespace bq::cli
