#pragma once

#include <span>
#include <vector>

#include "base/fault.hpp"
#include "schema/walk.hpp"

namespace bq::index {

/// A row of one file as the walk told it; its cells follow each other in FileRows::cells.
struct Row {
  std::uint32_t table = 0;
  schema::Ordinal ordinal = 0;
  schema::Ordinal last = 0;    ///< The highest row number inside this row.
  schema::Ordinal parent = 0;  ///< 0 for a record.
  schema::Ordinal record = 0;
  std::size_t first_cell = 0;
  Span place;
  bool broken = false;  ///< Of a record: something in it broke its shape.
};

/// A fault of shape and the record it is in.
struct RowFault {
  schema::Ordinal record = 0;
  Fault fault;
};

/// Collects what a walk tells of one file: rows in document order with their cells, and faults.
/// Texts of cells point into the document, which must outlive this.
class FileRows : public schema::Sink {
 public:
  explicit FileRows(const schema::Kind& kind) : kind_(&kind) {}

  void open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) override;
  void cell(std::uint32_t column, const schema::Value& value, yaml::NodeRef node) override;
  void absent(std::uint32_t column, const schema::Value& value) override;
  void close_row(schema::Ordinal last) override;
  void fault(Fault fault) override;

  [[nodiscard]] const schema::Kind& kind() const { return *kind_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<RowFault>& faults() const { return faults_; }
  /// The cells of `row`, one per column of its table.
  [[nodiscard]] std::span<const schema::Value> cells(const Row& row) const;
  /// The byte span of each cell of `row`; empty where there is no value.
  [[nodiscard]] std::span<const Span> places(const Row& row) const;
  /// Adds a fault found after the walk to the record whose row number is `record`.
  void add_fault(schema::Ordinal record, Fault fault);

 private:
  const schema::Kind* kind_;
  std::vector<Row> rows_;
  std::vector<schema::Value> cells_;
  std::vector<Span> places_;
  std::vector<RowFault> faults_;
  std::vector<std::size_t> open_;  // positions of the open rows, outermost first
};

}  // namespace bq::index
