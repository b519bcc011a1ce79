#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/span.hpp"
#include "yaml/event.hpp"

namespace bq::yaml {

/// Walks over one stretch of a text, event by event. The wall around libyaml.
class Parser {
 public:
  /// Reads the bytes of `stretch`, which begins at the start of a line; `text` is valid UTF-8 and outlives the parser.
  Parser(std::string_view text, Span stretch);
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser();

  /// The next event; after `refused` or `nothing_more` there is none.
  [[nodiscard]] Event next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bq::yaml
