#pragma once

#include "render/render.hpp"

namespace bq::cli {

/// Appends all findings as a table to the file that GITHUB_STEP_SUMMARY names, since a step shows only ten annotations. Does nothing without it.
void write_step_summary(const render::Verdict& verdict, Language language);

}  // namespace bq::cli
