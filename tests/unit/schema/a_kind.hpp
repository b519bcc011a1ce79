#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/source.hpp"
#include "schema/compile.hpp"
#include "schema/walk.hpp"
#include "yaml/read.hpp"

namespace bq::tests {

/// The mistakes of a schema text as `line:column what`, and the kind that came of it.
struct Compiled {
  std::unique_ptr<schema::Kind> kind;
  std::vector<std::string> mistakes;
};

[[nodiscard]] inline std::string argument(const Args& args, std::string_view name) {
  const auto found = std::ranges::find(args, name, &Args::value_type::first);
  return found == args.end() ? "" : found->second;
}

[[nodiscard]] inline Compiled compile(std::string_view text, const schema::Kind* base = nullptr) {
  const Source source("records/thing.yaml", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  std::vector<Fault> faults = reading.faults;
  Compiled result{schema::compile(base != nullptr ? base->name : "thing", *reading.document.root(), base, faults), {}};
  for (const Fault& fault : faults) {
    const Position at = source.position(fault.span.begin);
    result.mistakes.push_back(fmt::format("{}:{} {}", at.line, at.column, argument(fault.args, "what_en")));
  }
  return result;
}

/// A kind with an id and the properties given, each on a line of its own as `name: {...}`; `more` are keywords of the mapping itself.
[[nodiscard]] inline std::unique_ptr<schema::Kind> a_kind(std::string_view properties, std::string_view more = "") {
  std::string text =
      fmt::format("title: 东西\ntype: object\nx-folder: things\nadditionalProperties: false\n{}properties:\n  id: {{title: 编号, type: string}}\n", more);
  for (std::size_t begin = 0; begin < properties.size();) {
    const std::size_t end = std::min(properties.find('\n', begin), properties.size());
    text += "  " + std::string(properties.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return std::move(compile(text).kind);
}

/// Writes down what a walk tells: `table#ordinal(column=value ...)` per row as it closes, and faults as `line:column rule`.
class Listing : public schema::Sink {
 public:
  Listing(const schema::Kind& kind, const Source& source) : kind_(kind), source_(source) {}

  void open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef /*node*/) override {
    open_.push_back({table, fmt::format("{}#{}", kind_.tables[table].name, ordinal)});
  }
  void cell(std::uint32_t column, const schema::Value& value, yaml::NodeRef /*node*/) override { put(column, value, ""); }
  void absent(std::uint32_t column, const schema::Value& value) override { put(column, value, "~"); }
  void close_row(schema::Ordinal /*last*/) override {
    rows.push_back(open_.back().text);
    open_.pop_back();
  }
  void fault(Fault fault) override {
    const Position at = source_.position(fault.span.begin);
    faults.push_back(fmt::format("{}:{} {}", at.line, at.column, fault.rule));
    details.push_back(std::move(fault));
  }

  std::vector<std::string> rows, faults;
  std::vector<Fault> details;

 private:
  struct Open {
    std::uint32_t table;
    std::string text;
  };
  const schema::Kind& kind_;
  const Source& source_;
  std::vector<Open> open_;

  void put(std::uint32_t column, const schema::Value& value, std::string_view mark) {
    std::string text = "-";
    if (const auto* number = std::get_if<std::int64_t>(&value)) text = std::to_string(*number);
    if (const auto* words = std::get_if<std::string_view>(&value)) text = std::string(*words);
    open_.back().text += fmt::format(" {}={}{}", kind_.tables[open_.back().table].columns[column].name, mark, text);
  }
};

/// What a walk over `text` tells.
struct Walked {
  std::vector<std::string> rows, faults;
  std::vector<Fault> details;
};

[[nodiscard]] inline Walked walk(const schema::Kind& kind, std::string_view text, const schema::Vocabulary& vocabulary = {}) {
  const Source source("things/a.yaml", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  Listing listing(kind, source);
  if (const auto root = reading.document.root()) schema::walk(*root, kind, vocabulary, listing);
  return {listing.rows, listing.faults, listing.details};
}

}  // namespace bq::tests
