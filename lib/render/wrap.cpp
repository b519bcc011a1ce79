#include "render/wrap.hpp"

#include <vector>

#include "base/width.hpp"
#include "render/characters.hpp"

namespace bq::render {
namespace {

constexpr std::string_view closing = "。，、；：？！）》〉」』】〕”’％‰…—·,.;:?!)]}%";
constexpr std::string_view opening = "（《〈「『【〔“‘([{￥¥";

bool is_closing(std::string_view character) { return closing.find(character) != std::string_view::npos; }
bool is_opening(std::string_view character) { return opening.find(character) != std::string_view::npos; }

/// A stretch of text that no line break may split.
struct Piece {
  std::string text;
  bool after_space = false;  // a space stood before it, which a line break swallows
};

/// True when `next` may not begin a line after a line that ends with `last`.
bool holds_together(std::string_view last, std::string_view next) {
  const bool in_word = display_width(last) == 1 && display_width(next) == 1;
  return in_word || display_width(next) == 0 || is_closing(next) || is_opening(last);
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::string_view last;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    text.remove_prefix(character.size());
    const bool is_space = character == " ";
    if (!is_space && !last.empty() && last != " " && holds_together(last, character)) {
      pieces.back().text += character;
    } else if (!is_space) {
      pieces.push_back({.text = std::string(character), .after_space = last == " "});
    }
    last = character;
  }
  return pieces;
}

}  // namespace

std::string wrap(std::string_view paragraph, std::string_view indent, std::size_t width) {
  const std::string flat = one_line(paragraph);
  std::string text{indent};
  std::size_t used = display_width(indent);
  bool at_start = true;
  for (const Piece& piece : pieces_of(flat)) {
    const std::size_t needed = display_width(piece.text) + (piece.after_space ? 1 : 0);
    if (!at_start && used + needed > width) {
      text += '\n' + piece.text;
      used = display_width(piece.text);
    } else {
      const bool with_space = piece.after_space && !at_start;
      text += (with_space ? " " : "") + piece.text;
      used += display_width(piece.text) + (with_space ? 1 : 0);
    }
    at_start = false;
  }
  return text + '\n';
}

}  // namespace bq::render
