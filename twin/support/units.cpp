#include "twin/support/units.h"

namespace twin {

std::string_view precisionName(Precision p)
{
    return kPrecisionNames[static_cast<std::size_t>(p)];
}

std::optional<Precision> precisionFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kPrecisionCount; ++i) {
        if (kPrecisionNames[i] == name) {
            return static_cast<Precision>(i);
        }
    }
    return std::nullopt;
}

} // namespace twin
