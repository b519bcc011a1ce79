#include "commands.hpp"

namespace bq::cli {

std::span<const Command> commands() {
  static const std::vector<Command> all{
      // reading a ledger
      validate_command(),
      report_command(),
      explain_command(),
      show_command(),
      due_command(),
      score_command(),
      sample_command(),
      rollup_command(),
      publish_command(),
      restate_command(),
      audit_command(),
      query_command(),
      // changing it
      submit_command(),
      add_command(),
      event_command(),
      reassign_command(),
      undo_command(),
      // keeping it together with others
      conflicts_command(),
      hook_command(),
      merge_driver_command(),
      // setting up
      init_command(),
      schema_command(),
      index_command(),
      doctor_command(),
      completion_command(),
  };
  return all;
}

}  // namespace bq::cli
