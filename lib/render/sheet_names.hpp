#pragma once

#include <set>
#include <string>
#include <string_view>

namespace bq::render {

/// Gives the sheets of one workbook names that spreadsheets accept: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at either end,
/// no two alike but for case.
class SheetNames {
 public:
  /// The name of a further sheet for `title`; `title` itself where it may stand.
  [[nodiscard]] std::string add(std::string_view title);

 private:
  std::set<std::string, std::less<>> taken_;  ///< In lower case.
};

}  // namespace bq::render
