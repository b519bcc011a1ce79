#include "change/journal.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace bq::change {
namespace {

constexpr std::string_view head = "bqtool batch 1\n";

/// A text with its length before it; absent ones have none.
void put(std::string& out, const std::optional<std::string>& text) { out += text ? fmt::format("{}\n{}\n", text->size(), *text) : std::string("-\n"); }

/// Takes fields from the front of a text; what does not fit makes everything after it fail too.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool failed() const { return failed_; }

  std::size_t number() {
    const std::string_view line = take_line();
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || end != line.data() + line.size()) failed_ = true;
    return failed_ ? 0 : value;
  }

  std::optional<std::string> text() {
    if (rest_.starts_with("-\n")) {
      rest_.remove_prefix(2);
      return std::nullopt;
    }
    const std::size_t size = number();
    if (failed_ || rest_.size() < size + 1 || rest_[size] != '\n') {
      failed_ = true;
      return std::nullopt;
    }
    std::string result(rest_.substr(0, size));
    rest_.remove_prefix(size + 1);
    return result;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;

  std::string_view take_line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) {
      failed_ = true;
      return {};
    }
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
};

}  // namespace

std::string write_journal(const Batch& batch) {
  std::string out(head);
  put(out, batch.plan.title);
  out += fmt::format("{}\n{}\n", batch.is_undo ? 1 : 0, batch.plan.files.size());
  for (const FileChange& file : batch.plan.files) {
    put(out, file.path);
    put(out, file.before);
    put(out, file.after);
  }
  return out + hex(hash_of(out));
}

std::optional<Batch> read_journal(std::string_view text) {
  constexpr std::size_t hash_width = 16;
  if (!text.starts_with(head) || text.size() < hash_width) return std::nullopt;
  const std::string_view body = text.substr(0, text.size() - hash_width);
  if (hex(hash_of(body)) != text.substr(body.size())) return std::nullopt;
  Reader reader(body.substr(head.size()));
  Batch batch;
  batch.plan.title = reader.text().value_or("");
  batch.is_undo = reader.number() == 1;
  const std::size_t count = reader.number();
  for (std::size_t i = 0; i < count && !reader.failed(); ++i) {
    FileChange file;
    file.path = reader.text().value_or("");
    file.before = reader.text();
    file.after = reader.text();
    batch.plan.files.push_back(std::move(file));
  }
  return reader.failed() ? std::nullopt : std::optional(std::move(batch));
}

std::optional<Batch> find_batch(const std::filesystem::path& file) {
  std::error_code none;
  if (!std::filesystem::exists(file, none)) return std::nullopt;
  auto batch = read_journal(read_file(file));
  if (!batch) {
    throw UserError(Exit::environment,
                    {fmt::format("记录未完成改动的文件坏了：{}", file.string()), fmt::format("the note of an unfinished change is damaged: {}", file.string())},
                    {"用 git status 看清台账的文件后，删掉它再试", "look at the ledger's files with git status, then remove it and try again"});
  }
  return batch;
}

}  // namespace bq::change
