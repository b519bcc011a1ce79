#include "base/nearest.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <utf8proc.h>

namespace bq {
namespace {

/// Longer words are no slips of a name, and comparing them costs their square.
constexpr std::size_t longest_word = 64;

using Letters = std::u32string;

/// The code points of `text` in lower case; an invalid byte stands for itself.
Letters letters_of(std::string_view text) {
  Letters letters;
  while (!text.empty()) {
    utf8proc_int32_t code = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
    letters += length > 0 ? static_cast<char32_t>(utf8proc_tolower(code)) : static_cast<char32_t>(static_cast<unsigned char>(text[0]));
    text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  }
  return letters;
}

/// The fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t edits_between(const Letters& a, const Letters& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// How many Chinese characters the two have in common.
std::size_t shared_characters(const Letters& a, Letters b) {
  constexpr char32_t first_character = 0x3400;
  std::size_t shared = 0;
  for (const char32_t letter : a) {
    const std::size_t place = letter < first_character ? Letters::npos : b.find(letter);
    if (place == Letters::npos) continue;
    b.erase(place, 1);
    ++shared;
  }
  return shared;
}

/// How far `known` is from `word`; the largest number when it is not near. Any slip of the keyboard is nearer than a word
/// that only shares half of its characters.
std::size_t distance(const Letters& word, const Letters& known) {
  constexpr std::size_t far = std::numeric_limits<std::size_t>::max();
  const std::size_t longer = std::max(word.size(), known.size());
  const std::size_t shorter = std::min(word.size(), known.size());
  const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
  if (shorter == 0 || longer > longest_word) return far;
  if (longer - shorter <= allowed) {
    const std::size_t edits = edits_between(word, known);
    if (edits <= allowed && edits < longer) return edits;
  }
  const std::size_t shared = shared_characters(word, known);
  if (shared < 2 || shared * 4 < longer + shorter) return far;
  return longest_word + longer + shorter - 2 * shared;
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
  if (word.size() > longest_word * 4) return std::nullopt;
  const Letters letters = letters_of(word);
  std::size_t best = std::numeric_limits<std::size_t>::max();
  const std::string* found = nullptr;
  for (const std::string& candidate : known) {
    if (candidate.size() > longest_word * 4) continue;
    const std::size_t far = distance(letters, letters_of(candidate));
    if (far >= best) continue;
    best = far;
    found = &candidate;
  }
  if (found == nullptr) return std::nullopt;
  return *found;
}

Text did_you_mean(std::string_view word, std::span<const std::string> known, Text otherwise) {
  const auto near = nearest(word, known);
  return near ? Text{fmt::format("是不是“{}”？", *near), fmt::format("did you mean '{}'?", *near)} : std::move(otherwise);
}

}  // namespace bq
