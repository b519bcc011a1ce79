#include "change/conflict.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "yaml/lines.hpp"

namespace bq::change {
namespace {

constexpr std::string_view begins = "<<<<<<<", base = "|||||||", divides = "=======", ends = ">>>>>>>";

/// The line end with which `text` begins; empty when there is none.
std::string_view first_newline(std::string_view text) {
  if (text.starts_with("\r\n")) return text.substr(0, 2);
  return text.starts_with('\n') ? text.substr(0, 1) : std::string_view();
}

/// Writes texts and conflicts one after another and widens each conflict to whole lines.
class Writer {
 public:
  explicit Writer(std::string_view newline) : newline_(newline) {}

  void write(std::string_view text) {
    if (!open_) {
      text_ += text;
      return;
    }
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos) {
      widen(text);
      return;
    }
    widen(text.substr(0, line + 1));
    close();
    text_ += text.substr(line + 1);
  }

  void write_conflict(std::string_view ours, std::string_view theirs, std::string_view words) {
    const auto is_whole = [](std::string_view side) { return side.empty() || !first_newline(side).empty(); };
    if (is_whole(ours) && is_whole(theirs)) {  // each side is lines below the one that stands so far
      const std::string_view newline = first_newline(ours.empty() ? theirs : ours);
      write(newline);
      ours.remove_prefix(first_newline(ours).size());
      theirs.remove_prefix(first_newline(theirs).size());
    }
    if (!open_) {
      const std::size_t start = yaml::line_start(text_, text_.size());
      const std::string prefix = text_.substr(start);
      text_.resize(start);
      const bool blank = prefix.find_first_not_of(' ') == std::string::npos;
      if (!blank || !ours.empty()) ours_ = prefix;
      if (!blank || !theirs.empty()) theirs_ = prefix;
      open_ = true;
    }
    ours_ += ours;
    theirs_ += theirs;
    if (words_.find(words) == std::string::npos) words_ += (words_.empty() ? "" : "; ") + std::string(words);
  }

  std::string finish() {
    if (open_) {
      widen(newline_);
      close();
    }
    return std::move(text_);
  }

 private:
  std::string_view newline_;
  std::string text_, ours_, theirs_, words_;
  bool open_ = false;

  /// Adds the rest of a line to the sides; a side that has nothing here has no line for it.
  void widen(std::string_view rest) {
    const bool only_end = first_newline(rest).size() == rest.size();
    if (!ours_.empty() || !only_end) ours_ += rest;
    if (!theirs_.empty() || !only_end) theirs_ += rest;
  }

  void close() {
    if (ours_ == theirs_) {
      text_ += ours_;
    } else {
      const std::string words = words_.empty() ? "" : ": " + words_;
      text_ += fmt::format("{} ours{}{}{}{}{}{}{} theirs{}", begins, words, newline_, ours_, divides, newline_, theirs_, ends, newline_);
    }
    ours_.clear();
    theirs_.clear();
    words_.clear();
    open_ = false;
  }
};

/// The parts of a text with markers.
struct Stretch {
  bool is_conflict = false;
  std::string_view text;  ///< Of what both agree on.
  MarkedConflict conflict;
};

std::vector<Stretch> stretches(std::string_view text) {
  std::vector<Stretch> found;
  const auto is_marker = [](std::string_view line, std::string_view marker) {
    return line.starts_with(marker) && (line.size() == marker.size() || line[marker.size()] == ' ');
  };
  std::size_t agreed = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = yaml::next_line(text, at);
    const std::string_view line = text.substr(at, yaml::line_end(text, at) - at);
    if (!is_marker(line, begins)) {
      at = next;
      continue;
    }
    MarkedConflict conflict{.begin = at, .words = {}, .ours = {}, .theirs = {}};
    constexpr std::string_view own = "<<<<<<< ours: ";
    if (line.starts_with(own)) conflict.words = line.substr(own.size());
    std::string common;
    std::string* side = &conflict.ours;
    bool is_whole = false;
    std::size_t inside = next;
    while (inside < text.size() && !is_whole) {
      const std::size_t after = yaml::next_line(text, inside);
      const std::string_view inner = text.substr(inside, yaml::line_end(text, inside) - inside);
      if (is_marker(inner, begins)) break;
      if (is_marker(inner, base)) {
        side = &common;
      } else if (inner == divides && side != &conflict.theirs) {
        side = &conflict.theirs;
      } else if (is_marker(inner, ends)) {
        is_whole = side == &conflict.theirs;
        if (!is_whole) break;
      } else {
        *side += text.substr(inside, after - inside);
      }
      inside = after;
    }
    if (is_whole) {
      found.push_back({.is_conflict = false, .text = text.substr(agreed, at - agreed), .conflict = {}});
      found.push_back({.is_conflict = true, .text = {}, .conflict = std::move(conflict)});
      agreed = at = inside;
    } else {
      at = next;
    }
  }
  found.push_back({.is_conflict = false, .text = text.substr(agreed), .conflict = {}});
  return found;
}

}  // namespace

void TwoSided::add(std::string_view text) {
  if (!text.empty()) pieces_.push_back({.ours = std::string(text), .theirs = {}, .words = {}, .is_conflict = false});
}

void TwoSided::add_conflict(std::string_view ours, std::string_view theirs, std::string_view words) {
  pieces_.push_back({.ours = std::string(ours), .theirs = std::string(theirs), .words = std::string(words), .is_conflict = true});
}

void TwoSided::add(const TwoSided& other) { pieces_.insert(pieces_.end(), other.pieces_.begin(), other.pieces_.end()); }

std::size_t TwoSided::conflicts() const { return static_cast<std::size_t>(std::ranges::count(pieces_, true, &Piece::is_conflict)); }

std::string TwoSided::marked(std::string_view newline) const {
  Writer writer(newline);
  for (const Piece& piece : pieces_) {
    if (piece.is_conflict) {
      writer.write_conflict(piece.ours, piece.theirs, piece.words);
    } else {
      writer.write(piece.ours);
    }
  }
  return writer.finish();
}

std::vector<MarkedConflict> find_marked(std::string_view text) {
  std::vector<MarkedConflict> conflicts;
  for (Stretch& stretch : stretches(text))
    if (stretch.is_conflict) conflicts.push_back(std::move(stretch.conflict));
  return conflicts;
}

std::string settled(std::string_view text, Side side) {
  std::string result;
  for (const Stretch& stretch : stretches(text)) {
    if (!stretch.is_conflict) {
      result += stretch.text;
    } else {
      result += side == Side::ours ? stretch.conflict.ours : stretch.conflict.theirs;
    }
  }
  return result;
}

}  // namespace bq::change
