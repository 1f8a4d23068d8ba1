#pragma once

#include "models/format/format.h"

/// What a plan uses, in the multiple that fits.
namespace models {

/// kWh, MWh or GWh.
[[nodiscard]] format::Quantity energyQuantity(double kwh, const QLocale& locale);
/// CO₂ as kg or t.
[[nodiscard]] format::Quantity carbonQuantity(double kg, const QLocale& locale);

} // namespace models
