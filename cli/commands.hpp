#pragma once

#include "command.hpp"

namespace bq::cli {

// One line for each file NAME_command.cpp.
[[nodiscard]] Command init_command();
[[nodiscard]] Command hook_command();
[[nodiscard]] Command merge_driver_command();
[[nodiscard]] Command conflicts_command();
[[nodiscard]] Command validate_command();
[[nodiscard]] Command index_command();
[[nodiscard]] Command query_command();
[[nodiscard]] Command report_command();
[[nodiscard]] Command explain_command();
[[nodiscard]] Command show_command();
[[nodiscard]] Command due_command();
[[nodiscard]] Command score_command();
[[nodiscard]] Command sample_command();
[[nodiscard]] Command publish_command();
[[nodiscard]] Command restate_command();
[[nodiscard]] Command audit_command();
[[nodiscard]] Command rollup_command();
[[nodiscard]] Command submit_command();
[[nodiscard]] Command add_command();
[[nodiscard]] Command event_command();
[[nodiscard]] Command reassign_command();
[[nodiscard]] Command undo_command();
[[nodiscard]] Command schema_command();
[[nodiscard]] Command doctor_command();
[[nodiscard]] Command completion_command();

}  // namespace bq::cli
