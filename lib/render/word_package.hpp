#pragma once

#include <string>
#include <vector>

#include "render/archive.hpp"
#include "render/word.hpp"

namespace bq::render {

/// The relation by which the sections of a document name their footer.
inline constexpr const char* footer_relation = "rId3";

/// The files that make `document` a document of a word processor: with styles, fonts, a footer with the page's number, and properties.
[[nodiscard]] std::vector<ArchiveFile> word_package(const pugi::xml_document& document, const std::string& title, Date created, Language language);

}  // namespace bq::render
