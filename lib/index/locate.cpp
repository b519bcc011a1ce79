#include "index/locate.hpp"

#include <algorithm>

#include "yaml/read.hpp"

namespace bq::index {

/// Listens to a walk for the rows that are wanted.
class PlaceSink : public schema::Sink {
 public:
  PlaceSink(Places& places, const schema::Kind& kind) : places_(places), kind_(kind) {}

  void open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) override {
    const auto found = places_.wanted_.find(ordinal);
    open_.push_back({table, found == places_.wanted_.end() ? nullptr : &found->second});
    if (open_.back().wanted != nullptr) open_.back().wanted->row = node.span();
  }

  void cell(std::uint32_t column, const schema::Value& /*value*/, yaml::NodeRef node) override {
    const Open& row = open_.back();
    if (row.wanted == nullptr) return;
    const schema::Table& table = kind_.tables[row.table];
    const std::string& name = table.columns[column].name;
    if (table.is_root && !kind_.key.empty() && name == kind_.key.front()) row.wanted->row = node.span();
    if (const auto field = row.wanted->fields.find(name); field != row.wanted->fields.end()) field->second = node.span();
  }

  void close_row(schema::Ordinal /*last*/) override { open_.pop_back(); }

 private:
  struct Open {
    std::uint32_t table;
    Places::Wanted* wanted;
  };
  Places& places_;
  const schema::Kind& kind_;
  std::vector<Open> open_;
};

void Places::want(schema::Ordinal row, const std::string& field) {
  Wanted& wanted = wanted_[row];
  if (!field.empty()) wanted.fields.emplace(field, Span{});
}

void Places::find(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary) {
  const yaml::Reading reading = yaml::read(source);
  const auto root = reading.document.root();
  if (!root) return;
  PlaceSink sink(*this, kind);
  schema::walk(*root, kind, vocabulary, sink);
}

Span Places::at(schema::Ordinal row, const std::string& field) const {
  const auto wanted = wanted_.find(row);
  if (wanted == wanted_.end()) return {};
  const auto found = wanted->second.fields.find(field);
  if (found != wanted->second.fields.end() && !(found->second == Span{})) return found->second;
  return wanted->second.row;
}

}  // namespace bq::index
