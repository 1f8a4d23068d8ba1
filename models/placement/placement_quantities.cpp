#include "models/placement/placement_quantities.h"

#include <cmath>

namespace models {

namespace {

constexpr double kThousand = 1'000;

/// Three digits below a thousand, whole and in groups from there on.
QString numberOf(double value, const QLocale& locale)
{
    return std::abs(value) < kThousand ? format::number(value, locale) : format::count(value, locale);
}

} // namespace

format::Quantity energyQuantity(double kwh, const QLocale& locale)
{
    if (std::abs(kwh) < kThousand) {
        return {numberOf(kwh, locale), QStringLiteral("kWh")};
    }
    const double mwh = kwh / kThousand;
    return std::abs(mwh) < kThousand
               ? format::Quantity{numberOf(mwh, locale), QStringLiteral("MWh")}
               : format::Quantity{numberOf(mwh / kThousand, locale), QStringLiteral("GWh")};
}

format::Quantity carbonQuantity(double kg, const QLocale& locale)
{
    return std::abs(kg) < kThousand ? format::Quantity{numberOf(kg, locale), QStringLiteral("kg")}
                                    : format::Quantity{numberOf(kg / kThousand, locale), QStringLiteral("t")};
}

} // namespace models
