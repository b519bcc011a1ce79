#include "render/word_package.hpp"

#include <array>

#include "render/office_text.hpp"

namespace bq::render {
namespace {

constexpr const char* word_namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* package_namespace = "http://schemas.openxmlformats.org/package/2006/";
constexpr const char* office_relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr const char* word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A part of the package: its path, its type, how it is related to the document, and under which name.
struct Part {
  const char* path;
  const char* type;
  const char* relation;
  const char* id;
};

constexpr std::array<Part, 3> parts{{{"styles.xml", "styles+xml", "styles", "rId1"},
                                     {"fontTable.xml", "fontTable+xml", "fontTable", "rId2"},
                                     {"footer1.xml", "footer+xml", "footer", footer_relation}}};

void add_relation(pugi::xml_node relations, const char* id, const std::string& type, const char* target) {
  pugi::xml_node relation = relations.append_child("Relationship");
  relation.append_attribute("Id") = id;
  relation.append_attribute("Type") = type.c_str();
  relation.append_attribute("Target") = target;
}

pugi::xml_node begin(pugi::xml_document& document, const char* root, const char* in) {
  pugi::xml_node node = document.append_child(root);
  node.append_attribute("xmlns") = (std::string(package_namespace) + in).c_str();
  return node;
}

std::string content_types() {
  pugi::xml_document document;
  pugi::xml_node types = begin(document, "Types", "content-types");
  const auto add_default = [&](const char* extension, const char* type) {
    pugi::xml_node node = types.append_child("Default");
    node.append_attribute("Extension") = extension;
    node.append_attribute("ContentType") = type;
  };
  const auto add = [&](const std::string& path, const std::string& type) {
    pugi::xml_node node = types.append_child("Override");
    node.append_attribute("PartName") = path.c_str();
    node.append_attribute("ContentType") = type.c_str();
  };
  add_default("rels", "application/vnd.openxmlformats-package.relationships+xml");
  add_default("xml", "application/xml");
  add("/word/document.xml", std::string(word_type) + "document.main+xml");
  for (const Part& part : parts) add(std::string("/word/") + part.path, std::string(word_type) + part.type);
  add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  return part_bytes(document);
}

std::string package_relations() {
  pugi::xml_document document;
  pugi::xml_node relations = begin(document, "Relationships", "relationships");
  add_relation(relations, "rId1", std::string(office_relation) + "officeDocument", "word/document.xml");
  add_relation(relations, "rId2", std::string(package_namespace) + "relationships/metadata/core-properties", "docProps/core.xml");
  return part_bytes(document);
}

std::string document_relations() {
  pugi::xml_document document;
  pugi::xml_node relations = begin(document, "Relationships", "relationships");
  for (const Part& part : parts) add_relation(relations, part.id, std::string(office_relation) + part.relation, part.path);
  return part_bytes(document);
}

std::string core_properties(const std::string& title, Date created) {
  pugi::xml_document document;
  pugi::xml_node core = document.append_child("cp:coreProperties");
  core.append_attribute("xmlns:cp") = (std::string(package_namespace) + "metadata/core-properties").c_str();
  core.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
  core.append_attribute("xmlns:dcterms") = "http://purl.org/dc/terms/";
  core.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
  core.append_child("dc:title").text().set(office_text(title).c_str());
  for (const char* name : {"dcterms:created", "dcterms:modified"}) {
    pugi::xml_node node = core.append_child(name);
    node.append_attribute("xsi:type") = "dcterms:W3CDTF";
    node.text().set((to_string(created) + "T12:00:00Z").c_str());
  }
  return part_bytes(document);
}

/// What to take where a machine lacks a font that offices use.
std::string font_table() {
  constexpr std::array<std::array<const char*, 2>, 2> stand_ins{{{"方正小标宋简体", "宋体"}, {"仿宋", "仿宋_GB2312"}}};
  pugi::xml_document document;
  pugi::xml_node fonts = document.append_child("w:fonts");
  fonts.append_attribute("xmlns:w") = word_namespace;
  for (const auto& [name, stand_in] : stand_ins) {
    pugi::xml_node font = fonts.append_child("w:font");
    font.append_attribute("w:name") = name;
    add_setting(font, "w:altName", stand_in);
    add_setting(font, "w:charset", "86");
  }
  return part_bytes(document);
}

/// `— 1 —` in the middle.
std::string footer() {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("w:ftr");
  root.append_attribute("xmlns:w") = word_namespace;
  pugi::xml_node paragraph = root.append_child("w:p");
  add_setting(paragraph.append_child("w:pPr"), "w:jc", "center");
  const auto add_run = [](pugi::xml_node parent) {
    pugi::xml_node run = parent.append_child("w:r");
    pugi::xml_node properties = run.append_child("w:rPr");
    pugi::xml_node fonts = properties.append_child("w:rFonts");
    for (const char* script : {"w:ascii", "w:hAnsi", "w:eastAsia"}) fonts.append_attribute(script) = "宋体";
    add_setting(properties, "w:sz", 28);
    return run;
  };
  const auto add_text = [&](pugi::xml_node parent, const char* text) {
    pugi::xml_node node = add_run(parent).append_child("w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text().set(text);
  };
  add_text(paragraph, "— ");
  pugi::xml_node field = paragraph.append_child("w:fldSimple");
  field.append_attribute("w:instr") = " PAGE ";
  add_text(field, "1");
  add_text(paragraph, " —");
  return part_bytes(document);
}

}  // namespace

std::vector<ArchiveFile> word_package(const pugi::xml_document& document, const std::string& title, Date created, Language language) {
  return {{"[Content_Types].xml", content_types()},
          {"_rels/.rels", package_relations()},
          {"word/document.xml", part_bytes(document)},
          {"word/_rels/document.xml.rels", document_relations()},
          {"word/styles.xml", part_bytes(word_styles(language))},
          {"word/fontTable.xml", font_table()},
          {"word/footer1.xml", footer()},
          {"docProps/core.xml", core_properties(title, created)}};
}

}  // namespace bq::render
