#include "base/encoding.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

namespace bq {
namespace {

/// What the C library makes of `bytes` in `encoding`; absent when it isn't that.
std::optional<std::string> convert(std::string_view bytes, const char* encoding) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string input(bytes);  // iconv takes no constant input, though it changes none
  char* in = input.data();
  std::size_t left = input.size();
  std::string result;
  std::array<char, 4096> buffer{};
  bool good = true;
  while (left > 0 && good) {
    char* out = buffer.data();
    std::size_t room = buffer.size();
    good = ::iconv(converter, &in, &left, &out, &room) != static_cast<std::size_t>(-1) || errno == E2BIG;
    result.append(buffer.data(), buffer.size() - room);
  }
  ::iconv_close(converter);
  return good ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  if (find_invalid_utf8(bytes) == std::string_view::npos) return std::string(bytes);
  return convert(bytes, "GB18030");
}

std::string read_as_utf8(const std::filesystem::path& path) {
  auto text = to_utf8(read_file(path));
  if (text) return std::move(*text);
  throw UserError(Exit::usage, {fmt::format("{} 的文字编码认不出", path.string()), fmt::format("the encoding of {} is not known", path.string())},
                  {"在 Excel 里另存为“CSV UTF-8”", "save it from Excel as CSV UTF-8"});
}

}  // namespace bq
