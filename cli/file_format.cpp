#include "file_format.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

std::string extension_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension.empty() ? extension : extension.substr(1);
}

}  // namespace

bool is_binary(const std::string& format) {
  return std::ranges::any_of(render::report_formats(), [&](const render::ReportFormat& one) { return one.name == format && one.is_binary; });
}

std::string format_of_file(const std::filesystem::path& file) {
  const auto& formats = render::report_formats();
  const auto format = std::ranges::find(formats, extension_of(file), &render::ReportFormat::extension);
  return format == formats.end() ? std::string() : format->name;
}

void refuse_misnamed(const Options& options, const std::vector<std::string>& formats) {
  const std::string of_file = format_of_file(options.output);
  if (of_file.empty() || of_file == options.format || (!is_binary(of_file) && !is_binary(options.format))) return;
  const std::string name = options.output.filename().string();
  const bool is_there = std::ranges::find(formats, of_file) != formats.end();
  const Text hint{is_there ? fmt::format("去掉 -O {}，或改文件名", options.format) : "改文件名",
                  is_there ? fmt::format("leave out -O {}, or give the file another name", options.format) : "give the file another name"};
  throw UserError(Exit::usage,
                  {fmt::format("{} 按文件名应是 {}，写入的却会是 {}，打不开", name, of_file, options.format),
                   fmt::format("{} promises {} but would hold {}, and not open", name, of_file, options.format)},
                  hint);
}

}  // namespace bq::cli
