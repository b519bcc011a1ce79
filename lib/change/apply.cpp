#include "change/apply.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "change/disk.hpp"
#include "change/journal.hpp"

namespace bq::change {
namespace {

namespace fs = std::filesystem;

/// A file of a batch on the disk.
struct Step {
  const FileChange* change;
  fs::path target;
  fs::path draft;  ///< The text that it gets, beside it until it takes its name.
};

std::vector<Step> steps_of(const Plan& plan, const fs::path& root) {
  std::vector<Step> steps;
  for (const FileChange& file : plan.files) {
    if (file.before == file.after) continue;
    const fs::path target = target_of(root, file.path);
    steps.push_back({&file, target, target.parent_path() / fmt::format(".bqtool-change-{}.tmp", steps.size())});
  }
  return steps;
}

[[noreturn]] void refuse_foreign_edit(const std::string& path, Text hint) {
  throw UserError(Exit::refused,
                  {fmt::format("{} 已被别处改动，没有写入任何文件", path), fmt::format("{} was changed by somebody else meanwhile; nothing was written", path)},
                  std::move(hint));
}

void check_unchanged(const std::vector<Step>& steps, const Text& hint) {
  for (const Step& step : steps) {
    if (bytes_of(step.target) != step.change->before) refuse_foreign_edit(step.change->path, hint);
    require_writable(step.target, step.change->path);
  }
}

void make_folders(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    const fs::path folder = step.target.parent_path();
    std::error_code error;
    if (!step.change->after || fs::is_directory(folder, error)) continue;
    fs::create_directories(folder, error);
    if (error) {
      throw UserError(Exit::environment, {fmt::format("建不了文件夹 {}：{}", folder.string(), error.message()),
                                          fmt::format("cannot make the folder {}: {}", folder.string(), error.message())});
    }
    flush_folder(folder.parent_path());
  }
}

/// Takes back a batch that was not decided: its files are as before, only drafts may lie about.
void roll_back(const std::vector<Step>& steps, const State& state) {
  for (const Step& step : steps) {
    std::error_code none;
    if (fs::exists(step.target.parent_path(), none)) remove_file(step.draft);
  }
  remove_file(state.started());
}

/// Brings every file of a decided batch to what it gets, whatever was done before.
void complete(const Batch& batch, const std::vector<Step>& steps, const State& state) {
  std::set<fs::path> folders;
  for (const Step& step : steps) {
    folders.insert(step.target.parent_path());
    if (bytes_of(step.target) == step.change->after) {
      remove_file(step.draft);
    } else if (!step.change->after) {
      remove_file(step.target);
    } else {
      if (bytes_of(step.draft) != step.change->after) write_draft(step.draft, *step.change->after, step.target);
      rename_file(step.draft, step.target);
    }
  }
  for (const fs::path& folder : folders) flush_folder(folder);
  if (batch.is_undo) {
    remove_file(state.last());
    remove_file(state.decided());
  } else {
    rename_file(state.decided(), state.last());
  }
  flush_folder(state.directory);
}

void carry_out(const Batch& batch, const fs::path& root, const State& state, const Text& hint) {
  const std::vector<Step> steps = steps_of(batch.plan, root);
  if (steps.empty()) return;
  check_unchanged(steps, hint);
  make_folders(steps);
  write_draft(state.draft(), write_journal(batch), {});
  rename_file(state.draft(), state.started());
  flush_folder(state.directory);
  try {
    for (const Step& step : steps)
      if (step.change->after) write_draft(step.draft, *step.change->after, step.target);
    check_unchanged(steps, hint);
    rename_file(state.started(), state.decided());
  } catch (const UserError&) {
    roll_back(steps, state);
    throw;
  }
  flush_folder(state.directory);
  complete(batch, steps, state);
}

}  // namespace

Recovery recover(const fs::path& root, const State& state, const Lock&) {
  if (const auto batch = find_batch(state.decided())) {
    const std::vector<Step> steps = steps_of(batch->plan, root);
    for (const Step& step : steps) {
      const auto now = bytes_of(step.target);
      if (now == step.change->before || now == step.change->after) continue;
      throw UserError(Exit::refused,
                      {fmt::format("上次改动（{}）写到一半，{} 此后又被别处改动，不能替你决定", batch->plan.title, step.change->path),
                       fmt::format("the last change ({}) was interrupted, and {} was changed by somebody else since", batch->plan.title, step.change->path)},
                      {fmt::format("用 git diff 核对后，删掉 {} 再试", state.decided().string()),
                       fmt::format("look at git diff, then remove {} and try again", state.decided().string())});
    }
    make_folders(steps);
    complete(*batch, steps, state);
    return Recovery::completed;
  }
  if (const auto batch = find_batch(state.started())) {
    roll_back(steps_of(batch->plan, root), state);
    return Recovery::rolled_back;
  }
  return Recovery::none;
}

bool is_interrupted(const State& state) {
  std::error_code none;
  return fs::exists(state.decided(), none) && !is_locked(state);
}

void apply(const Plan& plan, const fs::path& root, const State& state, const Lock& lock) {
  (void)recover(root, state, lock);
  carry_out({plan, false}, root, state, {"请重新运行，按现在的内容再算一遍", "run it again: the plan is then made from what stands there now"});
}

Plan plan_undo(const fs::path& root, const State& state) {
  auto batch = find_batch(state.last());
  if (!batch)
    throw UserError(Exit::refused, {"没有可以撤回的改动：只留着最后一次的", "there is no change to take back: only the last one is kept"},
                    {"更早的改动没有提交的用 git diff 核对后手工改回，提交了的用 git revert",
                     "earlier ones: look at git diff and take them back by hand, or git revert what is committed"});
  Plan plan = inverse(std::move(batch->plan));
  for (const FileChange& file : plan.files) {
    if (bytes_of(target_of(root, file.path)) == file.before) continue;
    refuse_foreign_edit(file.path, {"上次改动之后它又变了，请用 git diff 核对，手工改回",
                                    "it is no longer as the last change left it: look at git diff and take it back by hand"});
  }
  return plan;
}

void undo(const Plan& plan, const fs::path& root, const State& state, const Lock& lock) {
  (void)recover(root, state, lock);
  carry_out({plan, true}, root, state, {"请重新运行", "run it again"});
}

}  // namespace bq::change
