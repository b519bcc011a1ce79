#include "render/excerpt.hpp"

#include <algorithm>
#include <vector>

#include "base/width.hpp"
#include "render/characters.hpp"

namespace bq::render {
namespace {

constexpr std::size_t longest_line = 120;
constexpr std::size_t shown_before = 40;
constexpr const char* cut_mark = "…";

std::vector<std::string> characters_of(const std::string& line) {
  std::vector<std::string> characters;
  for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(characters.back().size())) characters.emplace_back(first_character(rest));
  return characters;
}

/// A stretch of characters of a line, half-open.
struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};

class Line {
 public:
  explicit Line(const std::string& text) : characters_(characters_of(text)) {}

  [[nodiscard]] std::size_t size() const { return characters_.size(); }

  [[nodiscard]] std::string text(Range range) const {
    std::string joined;
    for (std::size_t i = range.first; i < range.last; ++i) joined += characters_[i];
    return joined;
  }

  [[nodiscard]] std::size_t width(Range range) const {
    std::size_t sum = 0;
    for (std::size_t i = range.first; i < range.last; ++i) sum += display_width(characters_[i]);
    return sum;
  }

  /// What of the line is shown when `begin` is the place to see.
  [[nodiscard]] Range window(std::size_t begin) const {
    if (width({0, size()}) <= longest_line) return {0, size()};
    Range shown{begin, begin};
    std::size_t used = 0;
    for (; shown.first > 0 && used + width({shown.first - 1, shown.first}) <= shown_before; --shown.first) used += width({shown.first - 1, shown.first});
    for (; shown.last < size() && used + width({shown.last, shown.last + 1}) <= longest_line; ++shown.last) used += width({shown.last, shown.last + 1});
    return shown;
  }

 private:
  std::vector<std::string> characters_;
};

std::size_t index_of(std::uint32_t column, std::size_t size) { return std::min<std::size_t>(column > 0 ? column - 1 : 0, size); }

}  // namespace

Excerpt excerpt_of(const Place& place) {
  const Line line{one_line(place.line)};
  const std::size_t begin = index_of(place.begin.column, line.size());
  const std::size_t end = place.end.line == place.begin.line ? index_of(place.end.column, line.size()) : line.size();
  const Range shown = line.window(begin);
  const std::string before = shown.first > 0 ? cut_mark : "";
  const std::string after = shown.last < line.size() ? cut_mark : "";

  const std::size_t marked = line.width({begin, std::min(std::max(begin, end), shown.last)});
  const std::size_t indent = display_width(before) + line.width({shown.first, begin});
  return {.line = before + line.text(shown) + after, .caret = std::string(indent, ' ') + '^' + std::string(marked > 1 ? marked - 1 : 0, '~')};
}

}  // namespace bq::render
