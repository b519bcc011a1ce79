#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "change/lock.hpp"
#include "change/plan.hpp"
#include "change/state.hpp"
#include "change/verify.hpp"
#include "command.hpp"
#include "ledger.hpp"

namespace bq::cli {

/// Whether a command shows its plan or makes it.
enum class Intent { show, write };

/// A ledger opened to be changed: nobody else writes to it from the planning to the writing.
class ChangeSession {
 public:
  /// Finds the ledger; to write, waits for other writers and recovers a change that was interrupted. Throws UserError.
  ChangeSession(const Context& context, Intent intent);

  [[nodiscard]] Ledger& ledger() { return *ledger_; }

  /// Judges the plan in memory and makes it, or prints it as a unified diff. A plan that brings new errors is not made: they are printed.
  /// Says what was written and how to commit it. `findings` when there are new errors.
  Exit carry_out(const change::Plan& plan);

  /// Takes the last change back, or prints the diff that would.
  Exit take_back();

 private:
  /// Whether git has all files of a plan as they are; false outside git.
  [[nodiscard]] bool is_committed(const change::Plan& plan) const;

  const Context& context_;
  Intent intent_;
  std::filesystem::path root_;
  std::optional<change::State> state_;
  std::unique_ptr<change::Lock> lock_;
  std::unique_ptr<Ledger> ledger_;

  [[nodiscard]] std::string patch(const change::Plan& plan) const;
  void say_findings(const change::Verdict& verdict) const;
  void say_written(const change::Plan& plan) const;
};

}  // namespace bq::cli
