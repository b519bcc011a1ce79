#pragma once

namespace bq::cli {

/// What `bqtool --version` says.
inline constexpr const char* version = "0.1.0";

}  // namespace bq::cli
