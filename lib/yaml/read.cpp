#include "yaml/read.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "yaml/builder.hpp"
#include "yaml/diagnose.hpp"
#include "yaml/lines.hpp"
#include "yaml/parser.hpp"
#include "yaml/reason.hpp"
#include "yaml/screen.hpp"

namespace bq::yaml {
namespace {

std::uint32_t narrow(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// The first line of content, behind a byte order mark, comments and one `---`.
std::size_t find_first_content(const Source& source) {
  const std::string_view text = source.text();
  const std::size_t first = find_content(text, source.has_bom() ? 3 : 0);
  if (!text.substr(first).starts_with("---") || !is_document_mark(text.substr(first))) return first;
  return is_bare(text.substr(first + 3, line_end(text, first) - first - 3)) ? find_content(text, next_line(text, first)) : first;
}

/// Reads one text, stretch by stretch.
class Reader {
 public:
  Reader(const Source& source, const Limits& limits)
      : source_(source),
        text_(source.text()),
        first_(find_first_content(source)),
        indent_(indent_of(text_.substr(first_))),
        forbidden_(forbidden_characters(text_)),
        builder_(source, limits.depth, layout()) {}

  Reading run() {
    const std::uint32_t begin = source_.has_bom() ? 3 : 0;
    if (first_ < text_.size() && text_[first_] == '%')
      lose(not_yaml_at(text_, narrow(first_), reason::directive));
    else if (layout() == Layout::list)
      read_list(begin);
    else
      read_whole(begin);
    builder_.finish();
    reading_.document = builder_.take_document();
    std::ranges::move(builder_.take_faults(), std::back_inserter(reading_.faults));
    if (builder_.lost_entries()) reading_.whole = false;
    std::ranges::stable_sort(reading_.faults, {}, [](const Fault& fault) { return fault.span.begin; });
    return std::move(reading_);
  }

 private:
  const Source& source_;
  std::string_view text_;
  std::size_t first_;
  std::size_t indent_;  // of the first line of content: the dashes of a list stand there
  std::vector<std::uint32_t> forbidden_;
  Builder builder_;
  Reading reading_;

  [[nodiscard]] Layout layout() const {
    const std::string_view content = text_.substr(std::min(first_ + indent_, text_.size()));
    return content.starts_with('-') && !(indent_ == 0 && is_document_mark(content)) ? Layout::list : Layout::single;
  }

  void lose(Fault fault) {
    reading_.faults.push_back(std::move(fault));
    reading_.whole = false;
  }

  void read_whole(std::uint32_t begin) {
    for (const std::uint32_t at : forbidden_) lose(not_yaml_at(text_, at, reason::control_character));
    if (!forbidden_.empty()) return;
    if (auto fault = read_stretch({begin, narrow(text_.size())})) lose(std::move(*fault));
  }

  void read_list(std::uint32_t begin) {
    // libyaml decodes ahead of what it reads, so it must not even see an item with a forbidden character.
    for (const std::uint32_t bad : forbidden_) {
      if (bad < begin) continue;
      const std::uint32_t stop = item_around(bad, begin);
      begin = read_items(begin, stop);
      if (begin > bad) continue;
      begin = skip_item(begin, not_yaml_at(text_, bad, reason::control_character));
    }
    read_items(begin, narrow(text_.size()));
  }

  /// Reads the items from `begin` to `stop`, and on behind an item that reaches beyond it; gives back how far that was.
  std::uint32_t read_items(std::uint32_t begin, std::uint32_t stop) {
    while (begin < stop) {
      auto fault = read_stretch({begin, stop});
      if (!fault) return stop;
      begin = skip_item(begin, std::move(*fault));
    }
    return begin;
  }

  /// Leaves out the item around `fault`, which was found reading from `begin`; gives back where the next one begins.
  std::uint32_t skip_item(std::uint32_t begin, Fault fault) {
    const std::uint32_t at = std::max(begin, fault.span.begin);
    const bool ended = fault.rule == "several-documents";
    lose(std::move(fault));
    if (ended) return narrow(text_.size());
    builder_.drop_items(item_around(at, begin));
    const std::size_t next = find_item(text_, next_line(text_, at), indent_);
    if (!is_document_mark(text_.substr(next))) return narrow(next);
    const bool announced = text_.substr(next).starts_with("...");
    if (auto rest = text_after(announced ? next + 3 : next, announced, text_.size())) lose(std::move(*rest));
    return narrow(text_.size());
  }

  /// The line at or after `begin`, itself the start of a line, that begins the item around byte `at`.
  [[nodiscard]] std::uint32_t item_around(std::uint32_t at, std::uint32_t begin) const {
    for (std::size_t item = begin; item <= at; item = find_item(text_, next_line(text_, item), indent_)) {
      begin = narrow(item);
      if (item == text_.size()) break;
    }
    return begin;
  }

  /// Adds what stands in `stretch`, up to the fault that spoils the rest.
  std::optional<Fault> read_stretch(Span stretch) {
    Parser parser(text_, stretch);
    std::uint32_t from = stretch.begin;
    while (true) {
      const Event event = parser.next();
      if (event.kind == EventKind::nothing_more) return std::nullopt;
      if (event.kind == EventKind::document_end) return text_after(event.span.end, event.span.begin < event.span.end, stretch.end);
      if (event.kind == EventKind::refused)
        return diagnose(text_.substr(0, stretch.end), event.refusal,
                        {.from = from, .block_column = builder_.block_column(), .bracket = builder_.bracket(), .last_scalar = builder_.last_scalar()});
      if (auto fault = builder_.add(event)) return fault;
      if (event.kind != EventKind::end) from = event.span.end;
    }
  }

  /// The fault of what stands between the document's end at byte `at`, which an end mark may have announced, and byte `stop`.
  [[nodiscard]] std::optional<Fault> text_after(std::size_t at, bool announced, std::size_t stop) const {
    const std::string_view text = text_.substr(0, stop);
    if (is_bare(text.substr(at, line_end(text, at) - at))) at = find_content(text, next_line(text, at));
    if (at >= text.size()) return std::nullopt;
    if (!announced && !is_document_mark(text.substr(at))) return diagnose_line(text, narrow(at), reason::text_after_end);
    return Fault{.rule = "several-documents", .span = {narrow(at), narrow(line_end(text, at))}};
  }
};

}  // namespace

Reading read(const Source& source, Limits limits) {
  Reading reading{.document = {}, .faults = screen(source, limits.bytes)};
  reading.whole = reading.faults.empty();
  if (!reading.whole) return reading;
  return Reader(source, limits).run();
}

}  // namespace bq::yaml
