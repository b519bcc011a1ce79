#pragma once

#include <map>
#include <string>

#include <doctest/doctest.h>
#include <zip.h>
#include <pugixml.hpp>

#include "render/render.hpp"

namespace bq::tests {

/// A report in the format `name`.
[[nodiscard]] inline std::string rendered(const std::string& name, const report::Report& report, Language language = Language::zh) {
  for (const auto& format : render::report_formats())
    if (format.name == name) return format.render(report, {.language = language});
  return {};
}

/// The files of a zip archive by path.
[[nodiscard]] inline std::map<std::string, std::string> unzipped(const std::string& bytes) {
  std::map<std::string, std::string> files;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_CHECKCONS, &error);
  REQUIRE(archive != nullptr);
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    REQUIRE(zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat) == 0);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    REQUIRE(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    files.emplace(stat.name, std::move(content));
  }
  zip_discard(archive);
  return files;
}

/// The XML of one file of an archive.
[[nodiscard]] inline pugi::xml_document part_of(const std::map<std::string, std::string>& files, const std::string& path) {
  pugi::xml_document document;
  REQUIRE_MESSAGE(files.contains(path), path);
  REQUIRE(document.load_string(files.find(path)->second.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  return document;
}

}  // namespace bq::tests
