#include "report/english.hpp"

#include <string_view>
#include <utility>

namespace bq::report {
namespace {

constexpr std::string_view comma = "、";

/// A word, or several with the Chinese comma between them; what is no word all through is somebody's own text.
void translate(std::string& text, const pack::Pack& pack) {
  std::string result;
  for (std::string_view rest = text;;) {
    const std::size_t end = rest.find(comma);
    const auto known = pack.words.find(rest.substr(0, end));
    if (known == pack.words.end()) return;
    result += known->second;
    if (end == std::string_view::npos) break;
    result += comma;
    rest.remove_prefix(end + comma.size());
  }
  text = std::move(result);
}

}  // namespace

void put_into_english(Report& report, const pack::Pack& pack) {
  for (Section& section : report.sections) {
    for (Column& column : section.columns) translate(column.title, pack);
    for (std::vector<Cell>& row : section.rows) {
      for (Cell& cell : row) {
        if (auto* text = std::get_if<std::string>(&cell)) translate(*text, pack);
      }
    }
  }
}

}  // namespace bq::report
