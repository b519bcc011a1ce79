#include "base/source.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"

namespace bq {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

}  // namespace

Source::Source(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

bool Source::has_bom() const { return text_.starts_with(bom); }

std::string_view Source::slice(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return text().substr(begin, end - begin);
}

Position Source::position(std::uint32_t offset) const {
  const std::size_t place = std::min<std::size_t>(offset, text_.size());
  const std::uint32_t number = line_number(offset);
  std::size_t start = starts()[number - 1];
  if (start == 0 && has_bom()) start = std::min(bom.size(), place);
  return {.line = number, .column = static_cast<std::uint32_t>(code_points(text().substr(start, place - start)) + 1)};
}

std::uint32_t Source::line_number(std::uint32_t offset) const {
  const auto& lines = starts();
  const auto place = static_cast<std::uint32_t>(std::min<std::size_t>(offset, text_.size()));
  return static_cast<std::uint32_t>(std::ranges::upper_bound(lines, place) - lines.begin());
}

std::string_view Source::line(std::uint32_t number) const {
  const auto& lines = starts();
  if (number == 0 || number > lines.size()) return {};
  const std::size_t begin = lines[number - 1];
  std::string_view line = text().substr(begin, number < lines.size() ? lines[number] - begin : std::string_view::npos);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (number == 1 && has_bom()) line.remove_prefix(bom.size());
  return line;
}

const std::vector<std::uint32_t>& Source::starts() const {
  if (!starts_.empty()) return starts_;
  starts_.push_back(0);
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    if (text_[i] == '\n' || (text_[i] == '\r' && (i + 1 == size || text_[i + 1] != '\n'))) starts_.push_back(i + 1);
  }
  return starts_;
}

}  // namespace bq
