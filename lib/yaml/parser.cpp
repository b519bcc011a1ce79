#include "yaml/parser.hpp"

#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "yaml/cursor.hpp"

namespace bq::yaml {
namespace {

/// Hands the text to libyaml in growing portions: it decodes all that it is given before the first event, which would be
/// dear where reading stops and starts again at every other line.
struct Feed {
  std::string_view rest;
  static constexpr std::size_t largest_portion = 1U << 16U;
  std::size_t portion = 256;

  static int read(void* data, unsigned char* buffer, std::size_t size, std::size_t* got) {
    auto& feed = *static_cast<Feed*>(data);
    *got = std::min({size, feed.portion, feed.rest.size()});
    if (*got > 0) std::memcpy(buffer, feed.rest.data(), *got);
    feed.rest.remove_prefix(*got);
    feed.portion = std::min(feed.portion * 2, largest_portion);
    return 1;
  }
};

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::quoted;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::block;
    default:
      return Style::plain;
  }
}

/// Kind, style and value of `from`; events that say nothing about nodes are `nothing_more` and skipped by the caller.
Event translate(const yaml_event_t& from) {
  switch (from.type) {
    case YAML_SCALAR_EVENT: {
      const auto& scalar = from.data.scalar;
      return {.kind = EventKind::scalar, .style = style_of(scalar.style), .value = {reinterpret_cast<const char*>(scalar.value), scalar.length}};
    }
    case YAML_ALIAS_EVENT:
      return {.kind = EventKind::alias};
    case YAML_SEQUENCE_START_EVENT:
      return {.kind = EventKind::sequence_start, .style = from.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? Style::flow : Style::block};
    case YAML_MAPPING_START_EVENT:
      return {.kind = EventKind::mapping_start, .style = from.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? Style::flow : Style::block};
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return {.kind = EventKind::end};
    case YAML_DOCUMENT_END_EVENT:
      return {.kind = EventKind::document_end};
    default:
      return {.kind = EventKind::nothing_more};
  }
}

bool is_overture(yaml_event_type_t type) { return type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT; }

}  // namespace

struct Parser::State {
  State(std::string_view text, Span stretch)
      : feed{text.substr(stretch.begin, stretch.end - stretch.begin)}, cursor(text.substr(0, stretch.end), stretch.begin) {}

  yaml_parser_t parser{};
  yaml_event_t event{};
  Feed feed;
  Cursor cursor;

  Event refused() {
    Refusal refusal{.place = cursor.byte_of(parser.problem_mark.index)};
    if (parser.problem != nullptr) refusal.problem = parser.problem;
    if (parser.context != nullptr) {
      refusal.context = parser.context;
      refusal.opening = cursor.byte_of(parser.context_mark.index);
    }
    return {.kind = EventKind::refused, .span = {refusal.place, refusal.place}, .refusal = refusal};
  }
};

Parser::Parser(std::string_view text, Span stretch) : state_(std::make_unique<State>(text, stretch)) {
  if (yaml_parser_initialize(&state_->parser) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&state_->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input(&state_->parser, &Feed::read, &state_->feed);
}

Parser::~Parser() {
  yaml_event_delete(&state_->event);
  yaml_parser_delete(&state_->parser);
}

Event Parser::next() {
  State& state = *state_;
  do {
    yaml_event_delete(&state.event);
    if (yaml_parser_parse(&state.parser, &state.event) == 0) {
      if (state.parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
      return state.refused();
    }
  } while (is_overture(state.event.type));

  Event event = translate(state.event);
  event.column = static_cast<std::uint32_t>(state.event.start_mark.column);
  event.span.begin = state.cursor.byte_of(state.event.start_mark.index);
  event.span.end = state.cursor.byte_of(state.event.end_mark.index);
  return event;
}

}  // namespace bq::yaml
