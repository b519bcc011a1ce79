#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "base/file.hpp"
#include "commands.hpp"
#include "output.hpp"
#include "pack/embedded.hpp"
#include "pack/pack.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::string directory = ".";
  std::string programme;
};

/// The shipped programmes by name: the text of the settings file each starts a ledger with.
std::vector<std::pair<std::string, std::string_view>> programmes() {
  constexpr std::string_view folder = "programmes/";
  std::vector<std::pair<std::string, std::string_view>> result;
  for (const pack::EmbeddedFile& file : pack::embedded_files()) {
    if (file.path.starts_with(folder)) result.emplace_back(file.path.substr(folder.size(), file.path.rfind('.') - folder.size()), file.text);
  }
  return result;
}

/// What a ledger starts from when no programme is named: the plainest of them.
constexpr std::string_view usual_programme = "county-knock";

std::string_view settings_for(const std::string& name) {
  const auto all = programmes();
  std::vector<std::string> known;
  for (const auto& [programme, text] : all) {
    if (programme == name) return text;
    known.push_back(programme);
  }
  throw unknown_value("--programme", name, known);
}

std::string readme(Language language) {
  return language == Language::zh ? "# 包联企业台账\n\n这里每个文件夹放一种记录，`bqtool schema` 列出全部种类和各自的字段。\n\n"
                                    "- `bqtool validate` 检查台账\n- `bqtool report --quarter` 打印季度材料\n- `bqtool explain 指标或规则` 说明含义\n"
                                  : "# Ledger\n\nEach folder holds one kind of record; `bqtool schema` lists the kinds and their fields.\n\n"
                                    "- `bqtool validate` checks the ledger\n- `bqtool report --quarter` prints the paper of the quarter\n- `bqtool explain "
                                    "NAME` says what a rule or metric means\n";
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  const std::string_view settings = settings_for(flags.programme.empty() ? std::string(usual_programme) : flags.programme);
  const fs::path root = (options.directory / flags.directory).lexically_normal();
  std::error_code error;
  if (fs::exists(root / "bqtool.yaml", error)) {
    throw UserError(Exit::refused, {fmt::format("{} 里已有台账，没有改动任何文件", root.string()),
                                    fmt::format("{} holds a ledger already; nothing was changed", root.string())});
  }
  const auto pack = pack::load({});
  for (const auto& [name, kind] : pack.kinds) {
    if (kind->folder.empty()) continue;
    fs::create_directories(root / kind->folder, error);
    if (error)
      throw UserError(Exit::environment, {fmt::format("建不了文件夹：{}", error.message()), fmt::format("can't make a directory: {}", error.message())});
    if (fs::is_empty(root / kind->folder, error)) write_file(root / kind->folder / ".gitkeep", "");
  }
  if (!fs::exists(root / "README.md", error)) write_file(root / "README.md", readme(options.language));
  write_file(root / "bqtool.yaml", settings);
  note(options, {fmt::format("台账建好了：{}。先改 bqtool.yaml，再在 units/、posts/ 里登记单位和岗位", root.string()),
                 fmt::format("the ledger is in {}: edit bqtool.yaml first, then enter units and posts", root.string())});
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  std::string known;
  for (const auto& [name, text] : programmes()) known += (known.empty() ? "" : "|") + name;
  app.add_option("directory", flags->directory, zh ? "建在哪个文件夹" : "where to put it")->type_name("[DIR]");
  app.add_option("--programme", flags->programme, zh ? "按哪一种方案" : "after which of the shipped programmes")->type_name(known);
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command init_command() {
  return {.name = "init",
          .about = {.zh = "新建一个台账", .en = "start a ledger"},
          .examples = {{"bqtool init 台账 --programme county-knock", {.zh = "按县级“敲门行动”方案新建", .en = "start one for a county programme"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
