#include "change/line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <unordered_map>
#include <utility>

namespace bq::change {
namespace {

using Index = std::ptrdiff_t;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// A stretch of both texts, half-open in each.
struct Box {
  Index a0, a1, b0, b1;
};

/// Divides both texts at a point that a shortest way of edits leads through, until one side of each part is empty.
class Comparison {
 public:
  explicit Comparison(LineDiff& diff) : diff_(diff) {
    std::unordered_map<std::string_view, int> numbers;
    const auto number = [&](std::string_view line) { return numbers.try_emplace(line, static_cast<int>(numbers.size())).first->second; };
    for (const std::string_view line : diff.before) a_.push_back(number(line));
    for (const std::string_view line : diff.after) b_.push_back(number(line));
    diff.removed.assign(a_.size(), false);
    diff.added.assign(b_.size(), false);
    forward_.resize(a_.size() + b_.size() + 3);
    backward_.resize(forward_.size());
    origin_ = static_cast<Index>(b_.size()) + 1;
  }

  void run() { compare({0, static_cast<Index>(a_.size()), 0, static_cast<Index>(b_.size())}); }

 private:
  LineDiff& diff_;
  std::vector<int> a_, b_;
  std::vector<Index> forward_, backward_;  // per diagonal (a - b) the furthest place in a
  Index origin_ = 0;

  [[nodiscard]] int a(Index i) const { return a_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] int b(Index i) const { return b_[static_cast<std::size_t>(i)]; }
  Index& forward(Index diagonal) { return forward_[static_cast<std::size_t>(diagonal + origin_)]; }
  Index& backward(Index diagonal) { return backward_[static_cast<std::size_t>(diagonal + origin_)]; }

  void compare(Box box) {
    while (box.a0 < box.a1 && box.b0 < box.b1 && a(box.a0) == b(box.b0)) ++box.a0, ++box.b0;
    while (box.a0 < box.a1 && box.b0 < box.b1 && a(box.a1 - 1) == b(box.b1 - 1)) --box.a1, --box.b1;
    if (box.a0 == box.a1 || box.b0 == box.b1) {
      for (Index i = box.a0; i < box.a1; ++i) diff_.removed[static_cast<std::size_t>(i)] = true;
      for (Index i = box.b0; i < box.b1; ++i) diff_.added[static_cast<std::size_t>(i)] = true;
      return;
    }
    const auto [x, y] = middle(box);
    compare({box.a0, x, box.b0, y});
    compare({x, box.a1, y, box.b1});
  }

  /// Where the ways from both corners meet.
  std::pair<Index, Index> middle(const Box& box) {
    const Index lowest = box.a0 - box.b1;
    const Index highest = box.a1 - box.b0;
    const Index start = box.a0 - box.b0;
    const Index end = box.a1 - box.b1;
    const bool odd = ((start - end) & 1) != 0;
    Index fmin = start, fmax = start, bmin = end, bmax = end;
    forward(start) = box.a0;
    backward(end) = box.a1;
    while (true) {
      fmin > lowest ? forward(--fmin - 1) = -1 : ++fmin;
      fmax < highest ? forward(++fmax + 1) = -1 : --fmax;
      for (Index d = fmax; d >= fmin; d -= 2) {
        Index x = forward(d - 1) >= forward(d + 1) ? forward(d - 1) + 1 : forward(d + 1);
        while (x < box.a1 && x - d < box.b1 && a(x) == b(x - d)) ++x;
        forward(d) = x;
        if (odd && bmin <= d && d <= bmax && backward(d) <= x) return {x, x - d};
      }
      bmin > lowest ? backward(--bmin - 1) = std::numeric_limits<Index>::max() : ++bmin;
      bmax < highest ? backward(++bmax + 1) = std::numeric_limits<Index>::max() : --bmax;
      for (Index d = bmax; d >= bmin; d -= 2) {
        Index x = backward(d - 1) < backward(d + 1) ? backward(d - 1) : backward(d + 1) - 1;
        while (box.a0 < x && box.b0 < x - d && a(x - 1) == b(x - d - 1)) --x;
        backward(d) = x;
        if (!odd && fmin <= d && d <= fmax && x <= forward(d)) return {x, x - d};
      }
    }
  }
};

}  // namespace

LineDiff diff_lines(std::string_view before, std::string_view after) {
  LineDiff diff{.before = lines_of(before), .after = lines_of(after), .removed = {}, .added = {}};
  Comparison(diff).run();
  return diff;
}

}  // namespace bq::change
