#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "report/report.hpp"

namespace bq::render {

/// `text` as Markdown that prints as it was written, on one line.
[[nodiscard]] std::string plain_markdown(std::string_view text);

/// A page that a contents page leads to.
struct Link {
  std::string title;
  std::string days;  ///< The period and the as-of day.
  std::string file;  ///< Beside the contents page.
};

/// A contents page: title, as-of day and commit of `page`, the warning that a ledger with faults deserves, and a row per link.
[[nodiscard]] std::string contents_markdown(const report::Report& page, const std::vector<Link>& links, Language language);

}  // namespace bq::render
