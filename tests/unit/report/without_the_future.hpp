#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "../index/a_ledger.hpp"
#include "yaml/read.hpp"

namespace bq::tests {

/// Rewrites a ledger as it would have been had it been cut off at the end of a day: every record, event and stretch dated later is gone,
/// and so is every departure, end of a stretch and deed that lay ahead. The settings stay.
class WithoutTheFuture {
 public:
  explicit WithoutTheFuture(std::string_view last_day) : last_day_(last_day) {}

  void rewrite(const ALedger& ledger) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(ledger.path())) {
      const std::string path = std::filesystem::relative(entry.path(), ledger.path()).generic_string();
      if (!entry.is_regular_file() || !path.ends_with(".yaml") || path == "bqtool.yaml") continue;
      const Source source(path, ledger.read(path));
      const yaml::Reading reading = yaml::read(source);
      if (const auto root = reading.document.root()) ledger.write(path, is_later(*root) ? "" : text_of(*root));
    }
  }

 private:
  std::string_view last_day_;

  /// The fields that date what they stand in; of a month its first day counts.
  static constexpr std::array<std::string_view, 7> dating{"date", "received", "registered", "since", "opened", "month", "applied"};
  /// The fields that say when something came about.
  static constexpr std::array<std::string_view, 11> achieved{"until",     "checked", "done",   "cancelled", "rectified", "fulfilled",
                                                             "published", "landed",  "signed", "started",   "produced"};

  [[nodiscard]] bool is_later(yaml::NodeRef node) const {
    return std::ranges::any_of(dating, [&](std::string_view field) {
      const auto value = node.find(field);
      return value && value->is_scalar() && value->text() > last_day_;
    });
  }

  [[nodiscard]] bool is_gone(std::string_view key, yaml::NodeRef value) const {
    if (value.is_scalar()) return value.text() > last_day_ && std::ranges::find(achieved, key) != achieved.end();
    return (key == "departed" || key == "returned") && is_later(value);
  }

  /// What is left of a node, on one line.
  [[nodiscard]] std::string text_of(yaml::NodeRef node) const {
    if (node.is_missing()) return "null";
    if (node.is_scalar()) return quoted(node.text());
    std::string inside;
    for (const yaml::NodeRef item : node.items()) {
      if (!is_later(item)) inside += (inside.empty() ? "" : ", ") + text_of(item);
    }
    for (const auto [key, value] : node.entries()) {
      if (!is_gone(key.text(), value)) inside += fmt::format("{}{}: {}", inside.empty() ? "" : ", ", quoted(key.text()), text_of(value));
    }
    return node.is_sequence() ? "[" + inside + "]" : "{" + inside + "}";
  }

  [[nodiscard]] static std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      result += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return result + "\"";
  }
};

}  // namespace bq::tests
