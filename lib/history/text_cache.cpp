#include "history/text_cache.hpp"

namespace bq::history {
namespace {

/// How much text is remembered.
constexpr std::size_t most_bytes = 16U << 20U;

}  // namespace

std::shared_ptr<const Records> TextCache::records(const std::string& id, const std::string& path, const schema::Kind& kind) {
  if (id.empty()) return std::make_shared<Records>();
  const Key key{id, &kind};
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second.records;
  const Source source(path, objects_.text(id, path));
  auto records = std::make_shared<const Records>(read_records(source, kind, vocabulary_));
  kept_[key] = {records, source.text().size()};
  order_.push_back(key);
  bytes_ += source.text().size();
  while (bytes_ > most_bytes && order_.size() > 1) {
    const auto oldest = kept_.find(order_.front());
    bytes_ -= oldest->second.bytes;
    kept_.erase(oldest);
    order_.pop_front();
  }
  return records;
}

}  // namespace bq::history
