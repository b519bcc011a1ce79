#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.hpp"
#include "base/source.hpp"
#include "yaml/document.hpp"
#include "yaml/event.hpp"
#include "yaml/key_set.hpp"

namespace bq::yaml {

/// Whether the outermost node is a block list, whose items can be lost one by one, or anything else.
enum class Layout { list, single };

/// Puts events together into a document and sees to what libyaml lets pass.
class Builder {
 public:
  /// `source` must outlive the document.
  Builder(const Source& source, std::uint32_t most_depth, Layout layout);

  /// Adds one event. A fault that comes back spoils what is being read: nothing more of it may be added.
  [[nodiscard]] std::optional<Fault> add(const Event& event);

  /// Forgets the item being read, and those before it that begin at or after byte `begin`; the next event begins a list again.
  void drop_items(std::uint32_t begin);

  /// Closes the outermost list; a document of another layout that is not complete becomes empty.
  void finish();

  [[nodiscard]] Document take_document() { return std::move(document_); }
  /// Faults that cost no more than their own place, in no order.
  [[nodiscard]] std::vector<Fault> take_faults() { return std::move(faults_); }
  /// True when an entry was left out.
  [[nodiscard]] bool lost_entries() const { return lost_entries_; }

  /// The column of the innermost open block collection; absent outside of any.
  [[nodiscard]] std::optional<std::uint32_t> block_column() const;
  /// Where the innermost open flow collection begins; absent outside of any.
  [[nodiscard]] std::optional<std::uint32_t> bracket() const;
  /// The scalar added last, if the last event was one.
  [[nodiscard]] const Node* last_scalar() const { return last_was_scalar_ ? &document_.nodes_.back() : nullptr; }

 private:
  struct Open {
    std::uint32_t node = 0;
    std::uint32_t column = 0;  // of a block collection
    std::uint32_t key = 0;     // the last key of a mapping
    std::uint32_t end = 0;     // where the last child ends
    Style style = Style::block;
    NodeKind kind = NodeKind::mapping;
    bool at_value = false;
    bool repeated = false;  // the key was there before: its entry goes when it is complete
  };

  const Source& source_;
  std::string_view text_;
  std::uint32_t most_depth_;
  Layout layout_;
  Document document_;
  std::vector<Fault> faults_;
  std::vector<Open> open_;
  std::vector<KeySet> keys_;  // one per depth, used again by the next mapping there
  std::uint32_t last_item_ = 0;
  std::uint32_t items_end_ = 0;  // nodes before this one belong to complete items of the outermost list
  bool begins_ = true;
  bool last_was_scalar_ = false;
  bool lost_entries_ = false;

  [[nodiscard]] bool awaits_key() const;
  [[nodiscard]] std::optional<Fault> begin_list(const Event& event);
  [[nodiscard]] std::optional<Fault> add_scalar(const Event& event);
  [[nodiscard]] std::optional<Fault> add_collection(const Event& event);
  void end_collection(const Event& event);
  [[nodiscard]] std::optional<Fault> slip_in_scalar(const Event& event, Span span, bool single_line) const;
  [[nodiscard]] std::optional<Fault> slip_in_place(Span first_line, bool single_line) const;
  [[nodiscard]] std::string_view value_of(const Event& event, Span span);
  void push(Node node);
  void complete(std::uint32_t index);
  void complete_key(Open& parent, std::uint32_t index);
};

}  // namespace bq::yaml
