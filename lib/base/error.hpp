#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/language.hpp"

namespace bq {

/// What a run of bqtool says to the shell.
enum class Exit { clean = 0, findings = 1, usage = 2, environment = 3, refused = 4 };

/// A wrong command line or environment: what is wrong and what to do about it, in both languages. Caught once, in main.
/// Wrong data is never an error of this kind but a Diagnostic.
class UserError : public std::runtime_error {
 public:
  UserError(Exit exit, Text what, Text hint = {}) : std::runtime_error(what.en), exit_(exit), what_(std::move(what)), hint_(std::move(hint)) {}

  [[nodiscard]] Exit exit() const { return exit_; }
  [[nodiscard]] const Text& message() const { return what_; }
  [[nodiscard]] const Text& hint() const { return hint_; }

 private:
  Exit exit_;
  Text what_;
  Text hint_;
};

}  // namespace bq
