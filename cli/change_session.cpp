#include "change_session.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "change/apply.hpp"
#include "change/patch.hpp"
#include "change_state.hpp"
#include "index_file.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "store/git_process.hpp"
#include "store/work_tree.hpp"
#include "today.hpp"
#include "version.hpp"

namespace bq::cli {
namespace {

/// A word as a shell reads it back.
std::string shell_word(const std::string& text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@%+";
  const bool is_plain =
      !text.empty() && std::ranges::all_of(text, [&](char c) { return static_cast<unsigned char>(c) >= 0x80 || plain.find(c) != std::string_view::npos; });
  if (is_plain) return text;
  std::string quoted;
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + quoted + "'";
}

index::Request request_of(const Ledger& ledger) { return {.file = {}, .seed = ledger.index_file(), .version = version, .now = nanoseconds_now()}; }

}  // namespace

ChangeSession::ChangeSession(const Context& context, Intent intent) : context_(context), intent_(intent) {
  const Options& options = context.options;
  if (const auto root = store::find_ledger(options.directory)) {
    root_ = *root;
    if (intent == Intent::write) {
      state_ = state_of(index_file_of(root_, store::WorkTree(root_), ""));
      lock_ = std::make_unique<change::Lock>(*state_);
      const change::Recovery recovery = change::recover(root_, *state_, *lock_);
      if (recovery == change::Recovery::completed) note(options, {"上次被中断的改动已写完", "the change that was interrupted has been completed"});
      if (recovery == change::Recovery::rolled_back)
        note(options, {"上次被中断的改动已撤销，文件都是改动之前的样子", "the change that was interrupted has been taken back"});
    }
  }
  ledger_ = std::make_unique<Ledger>(context);
  ledger_->index().ask(question_on(options.as_of.value_or(context.today)));
}

std::string ChangeSession::patch(const change::Plan& plan) const {
  auto prefix = store::run_git(root_, {"rev-parse", "--show-prefix"}).value_or("");
  if (prefix.ends_with('\n')) prefix.pop_back();
  return change::patch_of(plan, prefix);
}

Exit ChangeSession::carry_out(const change::Plan& plan) {
  const Options& options = context_.options;
  const bool changes = std::ranges::any_of(plan.files, [](const change::FileChange& file) { return file.before != file.after; });
  if (!changes) {
    note(options, {"没有要改的，什么也没有写入", "there is nothing to change; nothing was written"});
    return Exit::clean;
  }
  const change::Verdict verdict = change::verify(plan, ledger_->index(), request_of(*ledger_), options.language);
  if (intent_ == Intent::show) print(options, patch(plan));
  say_findings(verdict);
  if (verdict.errors_before > 0) {
    note(options, {fmt::format("台账里原有 {} 处错误，与这次改动无关；bqtool validate 列出", verdict.errors_before),
                   fmt::format("the ledger had {} errors before, which are no matter of this change; bqtool validate lists them", verdict.errors_before)});
  }
  if (!verdict.is_good()) {
    note(options, {"这次改动会带来新的错误，没有写入任何文件", "the change would bring new errors; nothing was written"});
    return Exit::findings;
  }
  if (intent_ == Intent::show) {
    note(options, {"以上是计划，没有写入任何文件", "this is the plan; nothing was written"});
    return Exit::clean;
  }
  change::apply(plan, root_, *state_, *lock_);
  say_written(plan);
  return Exit::clean;
}

/// Errors that stop the change are its result; everything else is said beside it, the first few of it.
void ChangeSession::say_findings(const change::Verdict& verdict) const {
  constexpr std::size_t most_shown = 5;
  const Options& options = context_.options;
  std::vector<Diagnostic> shown = verdict.added;
  if (!verdict.is_good()) std::erase_if(shown, [](const Diagnostic& diagnostic) { return !diagnostic.is_error; });
  const std::size_t more = shown.size() - std::min(shown.size(), verdict.is_good() ? most_shown : shown.size());
  shown.resize(shown.size() - more);
  if (shown.empty()) return;
  const std::string text = render::verdict_formats().front().render({std::move(shown), ledger_->prefix()}, style_of(options));
  if (intent_ == Intent::write && !verdict.is_good()) {
    print(options, text);
  } else {
    note(options, {text, text});
  }
  if (more > 0)
    note(options, {fmt::format("还有 {} 处警告，写入后用 bqtool validate 看", more),
                   fmt::format("and {} more warnings; bqtool validate lists them once it is written", more)});
}

void ChangeSession::say_written(const change::Plan& plan) const {
  const Options& options = context_.options;
  std::string paths;
  for (const change::FileChange& file : plan.files) {
    if (file.before != file.after) paths += " " + shell_word(ledger_->prefix() + file.path);
  }
  note(options, {"已写入：" + paths.substr(1), "written: " + paths.substr(1)});
  if (!store::git_directory(root_)) return;
  const std::string commands = fmt::format("  git add --{}\n  git commit -m {}", paths, shell_word(plan.title));
  note(options, {fmt::format("提交：\n{}\n撤回：\n  bqtool undo", commands), fmt::format("to commit:\n{}\nto take it back:\n  bqtool undo", commands)});
}

bool ChangeSession::is_committed(const change::Plan& plan) const {
  std::vector<std::string> arguments{"status", "--porcelain", "-z", "--"};
  for (const change::FileChange& file : plan.files) arguments.push_back(":(literal)" + file.path);
  const auto changed = store::run_git(root_, arguments);
  return changed && changed->empty();
}

Exit ChangeSession::take_back() {
  const Options& options = context_.options;
  if (!state_) state_ = state_of(ledger_->index_file());
  const change::Plan plan = change::plan_undo(root_, *state_);
  if (intent_ == Intent::show) {
    print(options, patch(plan));
    note(options, {"以上是计划，没有写入任何文件", "this is the plan; nothing was written"});
    return Exit::clean;
  }
  const bool was_committed = is_committed(plan);
  change::undo(plan, root_, *state_, *lock_);
  for (const change::FileChange& file : plan.files) {
    note(options, {fmt::format("已恢复：{}{}", ledger_->prefix(), file.path), fmt::format("as before: {}{}", ledger_->prefix(), file.path)});
  }
  note(options, {fmt::format("撤回了“{}”", plan.title), fmt::format("took back: {}", plan.title)});
  if (was_committed) {
    note(options, {"这次改动已经提交过：撤回的也要提交，历史里两次都留着", "it had been committed: commit the taking back too; history keeps both"});
  }
  return Exit::clean;
}

}  // namespace bq::cli
