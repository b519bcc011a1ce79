#include "schema/layout.hpp"

namespace bq::schema {
namespace {

void lay_out_list(Kind& kind, Field& list, const std::string& path);

void lay_out_object(Kind& kind, Field& object, std::uint32_t table, const std::string& prefix) {
  for (Field& field : object.fields) {
    const std::string column = prefix + field.name;
    if (field.type == Type::object) {
      lay_out_object(kind, field, table, column + "_");
    } else if (field.type == Type::list) {
      lay_out_list(kind, field, kind.tables[table].name + "_" + column);
    } else {
      field.table = table;
      field.column = static_cast<std::uint32_t>(kind.tables[table].columns.size());
      kind.tables[table].columns.push_back({column, &field});
    }
  }
}

void lay_out_list(Kind& kind, Field& list, const std::string& path) {
  const auto table = static_cast<std::uint32_t>(kind.tables.size());
  list.table = table;
  kind.tables.push_back({path, list.title, {}, false});
  Field& item = list.item.front();
  item.table = table;
  if (item.type == Type::object) {
    lay_out_object(kind, item, table, "");
  } else {
    item.column = 0;
    if (item.title.empty()) {  // messages speak of the list
      item.name = list.name;
      item.title = list.title;
    }
    kind.tables[table].columns.push_back({"value", &item});
  }
}

}  // namespace

void lay_out(Kind& kind) {
  kind.tables.clear();
  kind.tables.push_back({kind.name, kind.root.title, {}, true});
  kind.root.table = 0;
  lay_out_object(kind, kind.root, 0, "");
}

}  // namespace bq::schema
