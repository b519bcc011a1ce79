#include "render/archive.hpp"

#include <memory>

#include <fmt/format.h>
#include <zip.h>

#include "base/error.hpp"

namespace bq::render {
namespace {

/// 1 January 1980, the first day that a zip archive knows.
constexpr zip_uint16_t first_day = (1U << 5U) | 1U;

UserError cannot_pack(const std::string& why) { return {Exit::environment, {fmt::format("无法打包：{}", why), fmt::format("cannot pack: {}", why)}}; }

UserError cannot_pack(zip_t* archive) { return cannot_pack(std::string(zip_strerror(archive))); }

using Buffer = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

void add(zip_t* archive, const ArchiveFile& file) {
  zip_source_t* content = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  if (content == nullptr) throw cannot_pack(archive);
  const zip_int64_t place = zip_file_add(archive, file.path.c_str(), content, ZIP_FL_ENC_UTF_8);
  if (place < 0) {
    zip_source_free(content);
    throw cannot_pack(archive);
  }
  // Not the time of day, which would depend on the zone of the machine.
  if (zip_file_set_dostime(archive, static_cast<zip_uint64_t>(place), 0, first_day, 0) != 0) throw cannot_pack(archive);
}

std::string content_of(zip_source_t* buffer) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_open(buffer) != 0 || zip_source_stat(buffer, &stat) != 0) throw cannot_pack(zip_error_strerror(zip_source_error(buffer)));
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(buffer, bytes.data(), bytes.size());
  zip_source_close(buffer);
  if (read < 0 || static_cast<zip_uint64_t>(read) != stat.size) throw cannot_pack(zip_error_strerror(zip_source_error(buffer)));
  return bytes;
}

}  // namespace

std::string zip_archive(const std::vector<ArchiveFile>& files) {
  zip_error_t error;
  zip_error_init(&error);
  const Buffer buffer(zip_source_buffer_create(nullptr, 0, 0, &error), &zip_source_free);
  if (!buffer) throw cannot_pack(zip_error_strerror(&error));
  Archive archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error), &zip_discard);
  if (!archive) throw cannot_pack(zip_error_strerror(&error));
  zip_source_keep(buffer.get());  // closing the archive lets go of its share
  for (const ArchiveFile& file : files) add(archive.get(), file);
  if (zip_close(archive.get()) != 0) throw cannot_pack(archive.get());
  (void)archive.release();
  return content_of(buffer.get());
}

}  // namespace bq::render
