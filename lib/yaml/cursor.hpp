#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bq::yaml {

/// Turns the code point counts of libyaml's marks into bytes of the text. Remembers the last place, so that marks in
/// reading order cost one walk over the text; a mark further back is walked back to.
class Cursor {
 public:
  /// Counts from byte `start` of `text`, which is valid UTF-8.
  Cursor(std::string_view text, std::size_t start) : text_(text), byte_(start) {}

  /// The byte where code point `index` begins, or the end of the text.
  [[nodiscard]] std::uint32_t byte_of(std::size_t index) {
    // Eight bytes begin at most eight code points, so this cannot run past the place.
    while (index_ + 8 <= index && text_.size() - byte_ >= 8) {
      index_ += begins_in_next_eight();
      byte_ += 8;
    }
    for (; byte_ < text_.size() && (index_ < index || !begins_at(byte_)); ++byte_) index_ += begins_at(byte_) ? 1 : 0;
    for (; byte_ > 0 && index_ > index; --byte_) index_ -= begins_at(byte_ - 1) ? 1 : 0;
    return static_cast<std::uint32_t>(byte_);
  }

 private:
  std::string_view text_;
  std::size_t byte_;
  std::size_t index_ = 0;

  [[nodiscard]] bool begins_at(std::size_t byte) const { return (static_cast<unsigned char>(text_[byte]) & 0xC0U) != 0x80; }

  [[nodiscard]] std::size_t begins_in_next_eight() const {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text_.data() + byte_, sizeof bytes);
    // A byte 10xxxxxx continues a code point, every other one begins one.
    const std::uint64_t continuing = bytes & ~(bytes << 1U) & 0x8080808080808080U;
    return 8 - static_cast<std::size_t>(std::popcount(continuing));
  }
};

}  // namespace bq::yaml
