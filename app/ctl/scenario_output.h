#pragma once

#include "twin/scenario/report_json.h"

/// Answers of `scenario`: those of twin/scenario, which the console gives too.
namespace app::ctl {

using twin::scenario::groundJson;
using twin::scenario::reportHead;
using twin::scenario::verdictJson;
using twin::scenario::workJson;

} // namespace app::ctl
