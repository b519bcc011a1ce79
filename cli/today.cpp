#include "today.hpp"

#include <cstdlib>
#include <ctime>

#include "base/error.hpp"

namespace bq::cli {

std::int64_t nanoseconds_now() { return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

Date today() {
  if (const char* fixed = std::getenv("BQTOOL_TODAY"); fixed != nullptr && *fixed != '\0') {
    const auto day = parse_date(fixed);
    if (!day) throw UserError(Exit::usage, {.zh = "环境变量 BQTOOL_TODAY 应为 YYYY-MM-DD", .en = "the environment variable BQTOOL_TODAY must be YYYY-MM-DD"});
    return *day;
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return std::chrono::sys_days{std::chrono::year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday};
}

}  // namespace bq::cli
