#pragma once

#include "models/format/format.h"
#include "models/language/language.h"
#include "twin/state/link_residuals.h"
#include "twin/state/snapshot.h"

#include <QString>

/// Residuals as people read them.
namespace models {

/// A rate with its sign: "+12.3 Gb/s"; a dash when it is not known.
[[nodiscard]] format::Quantity signedRate(double bps, const QLocale& locale);

/// What explains residuals, to stand after "likely": "traffic in no list from A to B, 230 Gb/s".
[[nodiscard]] QString causeText(const twin::state::ResidualCause& cause,
                                const twin::state::Snapshot& snapshot, const Language& language);

} // namespace models
