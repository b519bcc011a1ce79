#include "index/locate.hpp"

#include <algorithm>

#include "yaml/read.hpp"

namespace bq::index {

namespace {

/// Where the line of byte `at` begins, as YAML breaks lines: also at NEL, U+2028 and U+2029.
std::size_t line_begin(std::string_view text, std::size_t at) {
  while (at > 0) {
    const std::string_view before = text.substr(0, at);
    if (before.ends_with('\n') || before.ends_with('\r') || before.ends_with("\u0085") || before.ends_with("\u2028") || before.ends_with("\u2029")) break;
    --at;
  }
  return at;
}

}  // namespace

/// Listens to a walk over one record, whose text was cut out of its file, for the rows that are wanted.
class PlaceSink : public schema::Sink {
 public:
  /// `shift` is added to the numbers of rows, `offset` to places, to get those of the file.
  PlaceSink(Places& places, const schema::Kind& kind, schema::Ordinal shift, std::int64_t offset)
      : places_(places), kind_(kind), shift_(shift), offset_(offset) {}

  void open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) override {
    const auto found = places_.wanted_.find(ordinal + shift_);
    open_.push_back({table, found == places_.wanted_.end() ? nullptr : &found->second});
    if (open_.back().wanted != nullptr) open_.back().wanted->row = in_file(node.span());
  }

  void cell(std::uint32_t column, const schema::Value& /*value*/, yaml::NodeRef node) override {
    const Open& row = open_.back();
    if (row.wanted == nullptr) return;
    const schema::Table& table = kind_.tables[row.table];
    const std::string& name = table.columns[column].name;
    if (table.is_root && !kind_.key.empty() && name == kind_.key.front()) row.wanted->row = in_file(node.span());
    if (const auto field = row.wanted->fields.find(name); field != row.wanted->fields.end()) field->second = in_file(node.span());
  }

  void close_row(schema::Ordinal /*last*/) override { open_.pop_back(); }

 private:
  struct Open {
    std::uint32_t table;
    Places::Wanted* wanted;
  };
  Places& places_;
  const schema::Kind& kind_;
  schema::Ordinal shift_;
  std::int64_t offset_;
  std::vector<Open> open_;

  [[nodiscard]] Span in_file(Span span) const { return {static_cast<std::uint32_t>(span.begin + offset_), static_cast<std::uint32_t>(span.end + offset_)}; }
};

void Places::want(schema::Ordinal row, const std::string& field) {
  Wanted& wanted = wanted_[row];
  if (!field.empty()) wanted.fields.emplace(field, Span{});
}

std::vector<schema::Ordinal> Places::rows() const {
  std::vector<schema::Ordinal> result;
  for (const auto& [row, wanted] : wanted_) result.push_back(row);
  return result;
}

void Places::find(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary, const std::vector<RecordPlace>& records) {
  for (const RecordPlace& record : records) {
    // The first line of a record begins behind a dash; as many blanks keep the lines below it where they were.
    const std::string_view text = source.text();
    const std::size_t line = line_begin(text, record.span.begin);
    const std::size_t blanks = record.span.begin - line;
    const Source cut(source.path(), std::string(blanks, ' ') + std::string(source.slice(record.span)) + "\n");
    const yaml::Reading reading = yaml::read(cut);
    const auto root = reading.document.root();
    if (!root) continue;
    PlaceSink sink(*this, kind, record.first - 1, static_cast<std::int64_t>(line));
    schema::walk(*root, kind, vocabulary, sink);
  }
}

Span Places::at(schema::Ordinal row, const std::string& field) const {
  const auto wanted = wanted_.find(row);
  if (wanted == wanted_.end()) return {};
  const auto found = wanted->second.fields.find(field);
  if (found != wanted->second.fields.end() && !(found->second == Span{})) return found->second;
  return wanted->second.row;
}

}  // namespace bq::index
