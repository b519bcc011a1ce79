#include "output.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/file.hpp"

namespace bq::cli {
namespace {

std::string for_excel(std::string_view text) {
  std::string bytes = "\xEF\xBB\xBF";
  for (const char c : text) {
    if (c == '\n' && !bytes.ends_with('\r')) bytes += '\r';
    bytes += c;
  }
  return bytes;
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_colorful_terminal() {
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && !is_set("NO_COLOR") && terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace

std::string bytes_of(std::string_view text, Reader reader) { return reader == Reader::excel ? for_excel(text) : std::string(text); }

void print(const Options& options, std::string_view text, Reader reader) {
  if (!options.output.empty()) {
    write_file(options.output, bytes_of(text, reader));
  } else if (!write_all(STDOUT_FILENO, text) && errno != EPIPE) {
    const std::string why = std::generic_category().message(errno);
    throw UserError(Exit::environment, {.zh = fmt::format("无法输出：{}", why), .en = fmt::format("cannot print: {}", why)});
  }
}

void refuse_terminal(const Options& options, const render::ReportFormat& format) {
  if (!format.is_binary || !options.output.empty() || ::isatty(STDOUT_FILENO) == 0) return;
  const std::string file = fmt::format("-o {}.{}", options.language == Language::zh ? "材料" : "paper", format.extension);
  throw UserError(Exit::usage, {fmt::format("{} 不是文字，屏幕上看不了", format.name), fmt::format("{} is no text that a terminal could show", format.name)},
                  {fmt::format("用 {} 写入文件", file), fmt::format("write it to a file with {}", file)});
}

void check_output(const Options& options) {
  const auto format = std::ranges::find(render::report_formats(), options.format, &render::ReportFormat::name);
  if (format != render::report_formats().end()) refuse_terminal(options, *format);
  if (options.output.empty()) return;
  std::error_code none;
  const std::string path = options.output.string();
  if (std::filesystem::is_directory(options.output, none)) {
    throw UserError(Exit::environment, {fmt::format("无法写入 {}：它是文件夹", path), fmt::format("cannot write {}: it is a folder", path)});
  }
  const std::filesystem::path folder = options.output.has_parent_path() ? options.output.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, none)) {
    throw UserError(Exit::environment, {fmt::format("无法写入 {}：没有文件夹 {}", path, folder.string()),
                                        fmt::format("cannot write {}: there is no folder {}", path, folder.string())});
  }
}

void note(const Options& options, const Text& text) {
  // Nobody is left to tell when even this fails.
  if (!options.quiet) (void)write_all(STDERR_FILENO, text.in(options.language) + '\n');
}

void complain(const UserError& error, Language language) {
  std::string text = "bqtool: " + error.message().in(language) + '\n';
  if (!error.hint().empty()) text += "  = " + error.hint().in(language) + '\n';
  (void)write_all(STDERR_FILENO, text);
}

render::Style style_of(const Options& options) {
  const bool color = options.color == Color::always || (options.color == Color::automatic && options.output.empty() && is_colorful_terminal());
  return {.language = options.language, .color = color};
}

}  // namespace bq::cli
