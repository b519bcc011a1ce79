#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bq::change {

/// The sides of a merge.
enum class Side { ours, theirs };

/// A text that two sides may see differently in places, put together from its beginning.
class TwoSided {
 public:
  /// Adds what both sides agree on.
  void add(std::string_view text);
  /// Adds what they disagree on; `words` says what that is, in one line.
  void add_conflict(std::string_view ours, std::string_view theirs, std::string_view words);
  /// Adds all of another text.
  void add(const TwoSided& other);

  [[nodiscard]] std::size_t conflicts() const;

  /// The text; where the sides disagree the lines of both stand between git's markers. `newline` ends the markers.
  [[nodiscard]] std::string marked(std::string_view newline) const;

 private:
  struct Piece {
    std::string ours;
    std::string theirs;
    std::string words;
    bool is_conflict = false;
  };
  std::vector<Piece> pieces_;
};

/// A conflict that stands between git's markers in a text.
struct MarkedConflict {
  std::size_t begin = 0;  ///< First byte of the line of the first marker.
  std::string words;      ///< What follows `ours: ` in that marker; empty when git wrote it.
  std::string ours;       ///< Whole lines.
  std::string theirs;
};

/// The conflicts of a text, in its order. One whose markers are not whole is left out.
[[nodiscard]] std::vector<MarkedConflict> find_marked(std::string_view text);

/// The text with all conflicts settled for one side.
[[nodiscard]] std::string settled(std::string_view text, Side side);

}  // namespace bq::change
