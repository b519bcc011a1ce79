#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "news.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "step_summary.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::vector<std::string> paths;
  bool strict = false;
  bool staged = false;
  std::string since;
  std::string pack_from;
};

/// Whether the tree has the file, or the folder with something in it.
bool has(const store::Tree& tree, const std::string& path, const std::string& relative) {
  std::error_code none;
  if (tree.identity().empty()) return fs::exists(path, none);
  return std::ranges::any_of(tree.list(tree.folders(), {relative}), [&](const store::FileEntry& entry) {
    return relative == "." || entry.path == relative || entry.path.starts_with(relative + "/");
  });
}

/// The path as the ledger names it; throws when it is not in the ledger.
std::string in_ledger(const std::string& path, const store::Tree& tree) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const std::string relative = fs::relative(real, fs::weakly_canonical(tree.root(), error), error).generic_string();
  if (error || relative.starts_with("..") || !has(tree, path, relative)) {
    throw UserError(Exit::usage, {fmt::format("台账里没有 {}", path), fmt::format("there is no {} in the ledger", path)});
  }
  return relative == "." ? "" : relative;
}

/// Keeps what lies in one of the paths.
void keep_paths(std::vector<Diagnostic>& diagnostics, const std::vector<std::string>& paths, const store::Tree& tree) {
  if (paths.empty()) return;
  std::vector<std::string> wanted;
  for (const std::string& path : paths) wanted.push_back(in_ledger(path, tree));
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    return std::ranges::none_of(
        wanted, [&](const std::string& path) { return path.empty() || diagnostic.place.path == path || diagnostic.place.path.starts_with(path + "/"); });
  });
}

/// A ledger that weakens a rule must not do so in silence.
void say_what_changed(const Options& options, const pack::Pack& pack) {
  if (!pack.replaced.empty()) {
    note(options, {fmt::format("本台账改动了内置规则包的 {} 个文件：{}", pack.replaced.size(), fmt::join(pack.replaced, "、")),
                   fmt::format("built-in pack files that this ledger changes: {} ({})", pack.replaced.size(), fmt::join(pack.replaced, ", "))});
  }
  if (!pack.added.empty()) {
    note(options, {fmt::format("本台账另加规则包文件 {} 个：{}", pack.added.size(), fmt::join(pack.added, "、")),
                   fmt::format("pack files that this ledger adds: {} ({})", pack.added.size(), fmt::join(pack.added, ", "))});
  }
}

void say_old(const Options& options, const std::string& since, std::size_t old) {
  if (old == 0) return;
  note(options,
       {fmt::format("另有 {} 处问题在版本 {} 时已有，没有列出", old, since), fmt::format("not shown, since they were there in {} already: {}", since, old)});
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (flags.staged && !options.at.empty()) {
    throw UserError(Exit::usage, {"--staged 和 --at 不能一起用", "--staged and --at do not go together"},
                    {"--staged 查将要提交的内容，--at 查已经提交的", "--staged checks what is about to be committed, --at what has been"});
  }
  Ledger ledger(context, Reading{.revision = options.at, .staged = flags.staged, .pack_from = flags.pack_from});
  const Date as_of = options.as_of.value_or(context.today);
  ledger.index().ask(question_on(as_of));
  render::Verdict verdict{index::validate(ledger.index(), options.language).diagnostics, ledger.prefix()};
  const std::size_t old = flags.since.empty() ? 0 : keep_news(verdict.diagnostics, flags.since, flags.pack_from, context);
  keep_paths(verdict.diagnostics, flags.paths, ledger.tree());

  const auto& formats = render::verdict_formats();
  const auto format = std::ranges::find(formats, options.format, &render::VerdictFormat::name);
  print(options, format->render(verdict, style_of(options)));
  if (options.format == "github") write_step_summary(verdict, options.language);

  const auto errors = std::ranges::count(verdict.diagnostics, true, &Diagnostic::is_error);
  const auto warnings = static_cast<std::ptrdiff_t>(verdict.diagnostics.size()) - errors;
  say_what_changed(options, ledger.pack());
  say_old(options, flags.since, old);
  if (!flags.pack_from.empty()) {
    note(options, {fmt::format("按版本 {} 的规则包和规则级别判断", flags.pack_from), fmt::format("judged by the pack and severities of {}", flags.pack_from)});
  }
  const std::string day = to_string(as_of);
  const std::size_t files = ledger.index().refreshed().files;
  note(options, {fmt::format("截至 {}：{} 个文件，{} 处错误，{} 处警告", day, files, errors, warnings),
                 fmt::format("as of {}: {} files, {} errors, {} warnings", day, files, errors, warnings)});
  return errors > 0 || (flags.strict && warnings > 0) ? Exit::findings : Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("path", flags->paths,
                 zh ? "只说这些文件或文件夹里的问题（检查的总是整个台账）" : "say only what is wrong in these files or folders (all is checked)")
      ->type_name("[PATH...]");
  app.add_flag("--strict", flags->strict, zh ? "有警告也算不通过" : "warnings fail the run too");
  app.add_flag("--staged", flags->staged, zh ? "检查 git 暂存区：将要提交的是什么，就查什么" : "check what is staged in git, which is what will be committed");
  app.add_option("--since", flags->since, zh ? "只说这个版本以后新出现的问题" : "say only what was not wrong yet in that revision")->type_name("REV");
  app.add_option("--pack-from", flags->pack_from, zh ? "用这个版本的规则包和规则级别来判断" : "judge by the pack and severities of that revision")
      ->type_name("REV");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command validate_command() {
  return {.name = "validate",
          .about = {.zh = "检查台账，列出全部问题", .en = "check the ledger and list everything wrong"},
          .examples = {{"bqtool validate", {.zh = "检查当前台账，截至今天", .en = "check this ledger as of today"}},
                       {"bqtool validate appeals/2024-03.yaml --as-of 2024-03-31",
                        {.zh = "只看一个文件的问题，截至 3 月底", .en = "what is wrong in one file, as of the end of March"}},
                       {"bqtool validate --staged --since HEAD", {.zh = "提交之前：这次提交带来的问题", .en = "before a commit: what it brings"}},
                       {"bqtool validate -O github --strict", {.zh = "在持续集成中使用，警告也不放过", .en = "for continuous integration, warnings count"}}},
          .formats = names_of(render::verdict_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
