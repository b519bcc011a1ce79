#include "commands.hpp"

namespace bq::cli {

std::span<const Command> commands() {
  static const std::vector<Command> all{
      validate_command(),  //
      report_command(),  //
      explain_command(),  //
      show_command(),  //
      due_command(),  //
      score_command(),  //
      sample_command(),  //
      rollup_command(),  //
      submit_command(),  //
      publish_command(),  //
      add_command(),  //
      event_command(),  //
      reassign_command(),  //
      undo_command(),  //
      conflicts_command(),  //
      query_command(),  //
      index_command(),  //
      schema_command(),  //
      init_command(),  //
      hook_command(),  //
      merge_driver_command(),  //
      doctor_command(),  //
      completion_command(),  //
  };
  return all;
}

}  // namespace bq::cli
