#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.hpp"
#include "base/language.hpp"
#include "yaml/document.hpp"

namespace bq::yaml {

/// The fault of a pack file (rule `pack-mistake`): what is wrong, in both languages, at `span`.
[[nodiscard]] Fault mistake(Span span, const Text& what);

/// True for lower-case letters, digits and underscores that begin with a letter: the only names of a pack that become names in SQL.
[[nodiscard]] bool is_identifier(std::string_view name);

/// The fault of a name that is no identifier.
[[nodiscard]] Fault bad_name(Span span, std::string_view name);

/// Takes the fields of one mapping of a pack file by name; what nobody took is a mistake, and so is a wrong shape.
/// Every fault lands in the list given at construction, which must outlive the object.
class Fields {
 public:
  Fields(NodeRef node, std::vector<Fault>& faults);

  [[nodiscard]] Span span() const { return node_.span(); }
  [[nodiscard]] std::vector<Fault>& faults() const { return *faults_; }

  /// The value of `name`; absent when it is not there or missing.
  [[nodiscard]] std::optional<NodeRef> take(std::string_view name);
  /// The value of `name`; its absence is a mistake.
  [[nodiscard]] std::optional<NodeRef> need(std::string_view name);

  /// A scalar; empty when it is not there.
  [[nodiscard]] std::string text(std::string_view name);
  /// `true` or `false`; false when it is not there.
  [[nodiscard]] bool flag(std::string_view name);
  /// A whole number.
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view name);
  /// A list of scalars, or one scalar alone.
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  /// `{zh: ..., en: ...}`, or one scalar for both.
  [[nodiscard]] Text bilingual(std::string_view name);

  /// Complains at every field that nobody took, naming the nearest that somebody asked for.
  void finish();

 private:
  NodeRef node_;
  std::vector<Fault>* faults_;
  std::vector<bool> taken_;
  std::vector<std::string> asked_;
};

/// The scalars of a list, or one scalar alone; anything else is a mistake.
[[nodiscard]] std::vector<std::string> texts_of(NodeRef node, std::vector<Fault>& faults);

/// `{zh: ..., en: ...}`, or one scalar for both.
[[nodiscard]] Text bilingual_of(NodeRef node, std::vector<Fault>& faults);

}  // namespace bq::yaml
