#include <memory>

#include <fmt/format.h>

#include "commands.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "schema/export.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

std::string list_kinds(const pack::Pack& pack, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, kind] : pack.kinds) {
    rows.push_back({name, kind->root.title, kind->file.empty() ? kind->folder + "/" : kind->file, kind->root.description.in(language)});
  }
  const bool zh = language == Language::zh;
  return render::render_table({zh ? "种类" : "kind", zh ? "名称" : "title", zh ? "位置" : "place", zh ? "说明" : "what it is"}, rows,
                              {false, false, false, false});
}

Exit run(const std::string& name, const Context& context) {
  const Options& options = context.options;
  const auto pack = load_pack(options);
  if (name.empty()) {
    print(options, list_kinds(*pack, options.language));
    return Exit::clean;
  }
  const auto kind = pack->kinds.find(name);
  if (kind == pack->kinds.end()) {
    std::vector<std::string> known;
    for (const auto& [other, none] : pack->kinds) known.push_back(other);
    throw unknown_value("schema", name, known);
  }
  print(options, schema::export_json(*kind->second, pack->lists, options.language));
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto name = std::make_shared<std::string>();
  app.add_option("kind", *name, language == Language::zh ? "记录种类；不写则列出全部" : "the record kind; without it all are listed")->type_name("[KIND]");
  return [name](const Context& context) { return run(*name, context); };
}

}  // namespace

Command schema_command() {
  return {.name = "schema",
          .about = {.zh = "打印记录种类的 JSON Schema，供编辑器提示与检查", .en = "print the JSON Schema of a record kind, for editors"},
          .examples = {{"bqtool schema", {.zh = "有哪些记录种类", .en = "which kinds there are"}},
                       {"bqtool schema appeal --lang zh -o appeal.schema.json", {.zh = "中文键的诉求", .en = "appeals with Chinese keys"}}},
          .formats = {},
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
