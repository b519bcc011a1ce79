#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.hpp"

namespace bq::yaml {

enum class NodeKind : std::uint8_t { scalar, sequence, mapping };

/// One node of a document. Nodes stand in document order, so the children of node `i` are the nodes `i + 1 .. next - 1`.
struct Node {
  std::string_view text;   ///< The value of a scalar; empty for the others.
  Span span;               ///< The bytes of the value, quotes included; a missing value has an empty span at the end of its key.
  std::uint32_t next = 0;  ///< Index of the first node after this one and its children.
  NodeKind kind = NodeKind::scalar;
  bool quoted = false;  ///< Written in quotes or as a block scalar: `""` is an empty text, a bare nothing is a missing value.
};

class NodeRef;

/// The nodes of one text. Owns what its nodes' texts point to, except for what points into the Source, which must outlive it.
class Document {
 public:
  /// The whole document; absent when the text holds nothing but comments.
  [[nodiscard]] std::optional<NodeRef> root() const;
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

 private:
  friend class Builder;
  std::vector<Node> nodes_;
  std::deque<std::string> texts_;  // scalars whose value is not a slice of the source; a deque keeps their addresses
};

class Items;
class Entries;

/// A node in its document: a pair of pointer and index, cheap to copy; valid as long as the document stands still.
class NodeRef {
 public:
  NodeRef(const Document& document, std::uint32_t index) : document_(&document), index_(index) {}

  [[nodiscard]] bool is_scalar() const { return node().kind == NodeKind::scalar; }
  [[nodiscard]] bool is_sequence() const { return node().kind == NodeKind::sequence; }
  [[nodiscard]] bool is_mapping() const { return node().kind == NodeKind::mapping; }
  /// True for a value that is not there: `key:` with nothing after it, or a plain `null` or `~`.
  [[nodiscard]] bool is_missing() const;
  [[nodiscard]] std::string_view text() const { return node().text; }
  [[nodiscard]] Span span() const { return node().span; }
  [[nodiscard]] bool quoted() const { return node().quoted; }
  [[nodiscard]] std::uint32_t index() const { return index_; }

  /// The items of a sequence in order; none for anything else.
  [[nodiscard]] Items items() const;
  /// Key and value of each entry of a mapping in order; none for anything else. No key comes twice.
  [[nodiscard]] Entries entries() const;
  /// The value of `key` in a mapping; absent when there is none.
  [[nodiscard]] std::optional<NodeRef> find(std::string_view key) const;

 private:
  const Document* document_;
  std::uint32_t index_;

  [[nodiscard]] const Node& node() const { return document_->nodes()[index_]; }
};

/// Walks over the items of one sequence, from node to node.
class ItemIterator {
 public:
  using iterator_concept = std::forward_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = NodeRef;
  using difference_type = std::ptrdiff_t;

  ItemIterator() = default;
  ItemIterator(const Document& document, std::uint32_t index) : document_(&document), index_(index) {}

  NodeRef operator*() const { return {*document_, index_}; }
  ItemIterator& operator++() {
    index_ = document_->nodes()[index_].next;
    return *this;
  }
  ItemIterator operator++(int) { return std::exchange(*this, ItemIterator(*this).operator++()); }
  friend bool operator==(const ItemIterator&, const ItemIterator&) = default;

 private:
  const Document* document_ = nullptr;
  std::uint32_t index_ = 0;
};

/// Walks over the entries of one mapping, from key to key.
class EntryIterator {
 public:
  using iterator_concept = std::forward_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = std::pair<NodeRef, NodeRef>;
  using difference_type = std::ptrdiff_t;

  EntryIterator() = default;
  explicit EntryIterator(ItemIterator key) : key_(key) {}

  value_type operator*() const { return {*key_, *std::next(key_)}; }
  EntryIterator& operator++() {
    ++ ++key_;
    return *this;
  }
  EntryIterator operator++(int) { return std::exchange(*this, EntryIterator(*this).operator++()); }
  friend bool operator==(const EntryIterator&, const EntryIterator&) = default;

 private:
  ItemIterator key_;
};

/// The items of a sequence as a range; points into the document, allocates nothing. `size` walks over them.
class Items : public std::ranges::view_interface<Items> {
 public:
  Items() = default;
  Items(ItemIterator begin, ItemIterator end) : begin_(begin), end_(end) {}

  [[nodiscard]] ItemIterator begin() const { return begin_; }
  [[nodiscard]] ItemIterator end() const { return end_; }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(std::ranges::distance(begin_, end_)); }

 private:
  ItemIterator begin_;
  ItemIterator end_;
};

/// The entries of a mapping as a range of pairs; points into the document, allocates nothing. `size` walks over them.
class Entries : public std::ranges::view_interface<Entries> {
 public:
  Entries() = default;
  Entries(EntryIterator begin, EntryIterator end) : begin_(begin), end_(end) {}

  [[nodiscard]] EntryIterator begin() const { return begin_; }
  [[nodiscard]] EntryIterator end() const { return end_; }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(std::ranges::distance(begin_, end_)); }

 private:
  EntryIterator begin_;
  EntryIterator end_;
};

}  // namespace bq::yaml

template <>
inline constexpr bool std::ranges::enable_borrowed_range<bq::yaml::Items> = true;
template <>
inline constexpr bool std::ranges::enable_borrowed_range<bq::yaml::Entries> = true;
