#include "completion_script.hpp"

namespace bq::cli {

const std::vector<CompletionShell>& completion_shells() {
  static const std::vector<CompletionShell> shells{
      {"bash", bash_completion},
      {"zsh", zsh_completion},
      {"fish", fish_completion},
  };
  return shells;
}

}  // namespace bq::cli
