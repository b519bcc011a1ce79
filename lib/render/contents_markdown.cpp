#include "render/markdown.hpp"
#include "render/paper.hpp"

namespace bq::render {

std::string contents_markdown(const report::Report& page, const std::vector<Link>& links, Language language) {
  const bool zh = language == Language::zh;
  const std::string warning = banner(page, language);
  std::string text = warning.empty() ? "" : "> **" + plain_markdown(warning) + "**\n\n";
  text += "# " + plain_markdown(page.title) + "\n\n" + plain_markdown(period_line(page, language)) + "\n\n";
  text += zh ? "| 材料 | 统计期 |\n| --- | --- |\n" : "| Paper | Period |\n| --- | --- |\n";
  for (const Link& link : links) text += "| [" + plain_markdown(link.title) + "](" + link.file + ") | " + plain_markdown(link.days) + " |\n";
  return text + "\n---\n\n" + plain_markdown(foot_line(page, language)) + '\n';
}

}  // namespace bq::render
