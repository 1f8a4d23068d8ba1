#include "twin/network/rate_unit.h"

#include <algorithm>
#include <string>

namespace twin::network {

double bpsIn(RateUnit unit)
{
    constexpr std::array<double, kRateUnitNames.size()> kFactors{1, 1e3, 1e6, 1e9, 1e12};
    return kFactors[static_cast<std::size_t>(unit)];
}

std::string_view rateUnitText(RateUnit unit)
{
    constexpr std::array<std::string_view, kRateUnitNames.size()> kTexts{"b/s", "kb/s", "Mb/s", "Gb/s",
                                                                         "Tb/s"};
    return kTexts[static_cast<std::size_t>(unit)];
}

std::optional<RateUnit> rateUnitFrom(std::string_view word)
{
    std::string low(word);
    std::ranges::transform(
        low, low.begin(), [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    constexpr std::string_view kPrefixes = "kmgt"; // in the order of the enumerators after Bps
    std::size_t power = low.empty() ? std::string_view::npos : kPrefixes.find(low.front());
    power = power == std::string_view::npos ? 0 : power + 1;
    const std::string_view rest = std::string_view(low).substr(power == 0 ? 0 : 1);
    constexpr std::array<std::string_view, 6> kForms{"bitpersec", "bitspersec", "bit/s",
                                                     "bits/s",    "b/s",        "bps"};
    if (std::ranges::find(kForms, rest) == kForms.end()) {
        return std::nullopt;
    }
    return static_cast<RateUnit>(power);
}

} // namespace twin::network
