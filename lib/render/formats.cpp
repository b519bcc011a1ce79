#include "render/formats.hpp"

namespace bq::render {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats{
      {.name = "text", .about = {"可以上报的文稿", "a paper to hand in"}, .render = report_text, .extension = "txt"},
      {.name = "md", .about = {"Markdown 文稿", "the same as Markdown"}, .render = report_markdown, .extension = "md"},
      {.name = "csv", .about = {"表格，每部分一块", "tables, one block per section"}, .render = report_csv, .extension = "csv", .is_for_excel = true},
      {.name = "xlsx", .about = {"电子表格，每张表一页", "a workbook, a sheet per table"}, .render = report_xlsx, .extension = "xlsx", .is_binary = true},
      {.name = "docx", .about = {"公文格式的文稿", "the paper for word processors"}, .render = report_docx, .extension = "docx", .is_binary = true},
      {.name = "json", .about = {"供程序读取", "for programs"}, .render = report_json, .extension = "json"},
  };
  return formats;
}

const std::vector<VerdictFormat>& verdict_formats() {
  static const std::vector<VerdictFormat> formats{
      {.name = "text", .about = {"位置、原因和建议", "place, reason and hint"}, .render = verdict_text},
      {.name = "json", .about = {"供程序读取", "for programs"}, .render = verdict_json},
      {.name = "github", .about = {"GitHub Actions 的注解", "annotations of GitHub Actions"}, .render = verdict_github},
  };
  return formats;
}

}  // namespace bq::render
