#pragma once

#include <string_view>

namespace bq::yaml {

/// Where a scalar is to stand: the value of a block mapping's key, an item of a block list, or inside brackets.
enum class Setting { entry, item, flow };

/// True when `text` may be written without quotes there and every reader of YAML 1.1 or 1.2 takes it for this text: not for a number, a date,
/// a truth value, nothing at all, or the beginning of something else.
[[nodiscard]] bool is_plain(std::string_view text, Setting setting);

/// True when `text`, a number, date or truth value in the form of its field, can stand bare there.
[[nodiscard]] bool is_bare_value(std::string_view text, Setting setting);

}  // namespace bq::yaml
