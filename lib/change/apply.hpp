#pragma once

#include <filesystem>
#include <optional>

#include "base/language.hpp"
#include "change/lock.hpp"
#include "change/plan.hpp"
#include "change/state.hpp"

namespace bq::change {

/// How a batch that was interrupted ended.
enum class Recovery { none, completed, rolled_back };

/// Completes or takes back a batch that a killed run left behind. Every file is then as before it or as after it.
/// Throws UserError: refused, naming the file, when somebody changed one of its files since.
Recovery recover(const std::filesystem::path& root, const State& state, const Lock& lock);

/// Whether a batch was interrupted, so that files may belong to different states.
[[nodiscard]] bool is_interrupted(const State& state);

/// Makes a change, all of it or nothing; what interrupts it is recovered first, and afterwards `undo` can take it back. A plan that changes
/// nothing writes nothing. Throws UserError: refused when a file is not as the plan found it or leads out of the ledger, environment when
/// something can't be written; nothing is changed then.
void apply(const Plan& plan, const std::filesystem::path& root, const State& state, const Lock& lock);

/// The plan that takes the last batch back. Throws UserError(refused) when there is none, or naming the file that is not as it left it.
[[nodiscard]] Plan plan_undo(const std::filesystem::path& root, const State& state);

/// Makes the change of `plan_undo`; there is then nothing more to undo.
void undo(const Plan& plan, const std::filesystem::path& root, const State& state, const Lock& lock);

}  // namespace bq::change
