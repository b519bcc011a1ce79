#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "base/span.hpp"
#include "yaml/content.hpp"
#include "yaml/document.hpp"
#include "yaml/manner.hpp"

namespace bq::yaml {

/// A stretch of a text and what takes its place; an empty span is a place where something is put in.
struct Edit {
  Span span;
  std::string text;
};

/// `text` with all edits made. They must not overlap; those at one place are made in the order given.
[[nodiscard]] std::string apply_edits(std::string_view text, std::vector<Edit> edits);

/// Collects edits of one text: what is asked for changes, nothing else moves. New text is written in the manner of the file.
/// Two edits must not touch the same entry or list end in turn; ask for all that goes there at once.
class Editor {
 public:
  /// `document` must have been read from `source`; both must outlive the editor.
  Editor(const Source& source, const Document& document);
  /// Likewise, but writes in another manner: that of a file beside a new one.
  Editor(const Source& source, const Document& document, Manner manner);

  /// Puts items into a sequence behind its item `after`, or before the first when that is absent.
  void insert_items(NodeRef sequence, std::optional<NodeRef> after, const std::vector<Content>& items);

  /// Puts items at the end of the list under `key` of a mapping. A list that is not there, empty or missing a value is made; its key then comes
  /// behind that of the entry whose key is `after`, or at the end.
  void append_items(NodeRef mapping, std::string_view key, const std::vector<Content>& items, std::optional<NodeRef> after = std::nullopt);

  /// Gives `key` of a mapping this value. A key that is not there comes behind that of the entry whose key is `after`, or at the end.
  void set(NodeRef mapping, std::string_view key, const Content& value, std::optional<NodeRef> after = std::nullopt);

  /// Takes the entry of `key` out of a mapping; nothing when there is none.
  void remove(NodeRef mapping, std::string_view key);

  /// Puts records at the end of a file of records. False when the file holds one record alone, which is no list.
  [[nodiscard]] bool append_records(const std::vector<Content>& records);

  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }
  /// The text with all edits made.
  [[nodiscard]] std::string result() const { return apply_edits(source_.text(), edits_); }

 private:
  const Source& source_;
  const Document& document_;
  std::string_view text_;
  Manner manner_;
  std::vector<Edit> edits_;

  void put(std::size_t at, std::string text);
  [[nodiscard]] bool is_flow(NodeRef collection) const;
  [[nodiscard]] bool is_bare_pair(NodeRef mapping) const;
  [[nodiscard]] std::uint32_t column_of(std::size_t at) const;
  [[nodiscard]] std::size_t entry_begin(NodeRef mapping, NodeRef key) const;
  [[nodiscard]] std::size_t value_end(NodeRef node) const;
  [[nodiscard]] std::size_t flow_end(NodeRef node) const;
  [[nodiscard]] NodeRef last_leaf(NodeRef node) const;
  [[nodiscard]] bool keeps_blank_lines(NodeRef leaf) const;
  [[nodiscard]] std::size_t last_line_end(NodeRef node, std::uint32_t column) const;
  [[nodiscard]] bool takes_flow_items(NodeRef sequence) const;
  void insert_flow(NodeRef collection, std::optional<NodeRef> after, const std::string& inside);
  void insert_entry(NodeRef mapping, const ContentEntry& entry, std::optional<NodeRef> after);
  void fill(NodeRef mapping, NodeRef key, NodeRef value, const Content& content);
};

}  // namespace bq::yaml
