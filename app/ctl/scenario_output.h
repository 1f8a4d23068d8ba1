#pragma once

#include "twin/scenario/report_json.h"

/// Answers of `scenario`: those of twin/scenario, which the console gives too.
namespace app::ctl {

using twin::scenario::changesJson;
using twin::scenario::describeOutcome;
using twin::scenario::groundJson;
using twin::scenario::n1Json;
using twin::scenario::outcomeCsv;
using twin::scenario::OutcomeShown;
using twin::scenario::timelineJson;
using twin::scenario::verdictJson;
using twin::scenario::workJson;

} // namespace app::ctl
