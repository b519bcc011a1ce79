#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "step_summary.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::vector<std::string> paths;
  bool strict = false;
};

/// The path as the ledger names it; throws when it is not in the ledger.
std::string in_ledger(const std::string& path, const store::Tree& tree) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const std::string relative = fs::relative(real, fs::canonical(tree.root(), error), error).generic_string();
  if (error || relative.starts_with("..") || !fs::exists(path, error)) {
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

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  Ledger ledger(context);
  const Date as_of = options.as_of.value_or(context.today);
  ledger.index().ask(question_on(as_of));
  render::Verdict verdict{index::validate(ledger.index(), options.language).diagnostics, ledger.prefix()};
  keep_paths(verdict.diagnostics, flags.paths, ledger.tree());

  const auto& formats = render::verdict_formats();
  const auto format = std::ranges::find(formats, options.format, &render::VerdictFormat::name);
  print(options, format->render(verdict, style_of(options)));
  if (options.format == "github") write_step_summary(verdict, options.language);

  const auto errors = std::ranges::count(verdict.diagnostics, true, &Diagnostic::is_error);
  const auto warnings = static_cast<std::ptrdiff_t>(verdict.diagnostics.size()) - errors;
  say_what_changed(options, ledger.pack());
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
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command validate_command() {
  return {.name = "validate",
          .about = {.zh = "检查台账，列出全部问题", .en = "check the ledger and list everything wrong"},
          .examples = {{"bqtool validate", {.zh = "检查当前台账，截至今天", .en = "check this ledger as of today"}},
                       {"bqtool validate appeals/2024-03.yaml --as-of 2024-03-31",
                        {.zh = "只看一个文件的问题，截至 3 月底", .en = "what is wrong in one file, as of the end of March"}},
                       {"bqtool validate -O github --strict", {.zh = "在持续集成中使用，警告也不放过", .en = "for continuous integration, warnings count"}}},
          .formats = names_of(render::verdict_formats()),
          .set_up = set_up};
}

}  // namespace bq::cli
