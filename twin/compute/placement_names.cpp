#include "twin/compute/placement_plan.h"
#include "twin/compute/reason_figures.h"

#include <algorithm>
#include <array>

namespace twin::compute {

namespace {

constexpr std::array<std::string_view, 7> kPolicies{
    "first-fit", "least-cost", "least-latency", "least-carbon", "balanced", "network-aware", "exact"};
constexpr std::array<std::string_view, kConstraintCount> kConstraints{
    "state",        "chip_class", "precision", "memory", "data_class", "protection_level", "province",
    "availability", "loss",       "green",     "pue",    "price",      "night_window",     "way",
    "latency",      "rate",       "deadline",  "budget", "cards",      "cards_left",       "bandwidth"};

constexpr std::array<std::string_view, kConstraintCount> kConstraintWords{"the pool in service",
                                                                          "the chip class",
                                                                          "the precision",
                                                                          "the memory",
                                                                          "the data class",
                                                                          "the protection level",
                                                                          "the provinces",
                                                                          "the availability",
                                                                          "the packet loss",
                                                                          "the share of green power",
                                                                          "the PUE",
                                                                          "the kind of price",
                                                                          "the hours of the night",
                                                                          "a way there",
                                                                          "the latency",
                                                                          "the rate",
                                                                          "the deadline",
                                                                          "the budget",
                                                                          "the cards",
                                                                          "the cards that are left",
                                                                          "the bandwidth"};

} // namespace

std::string_view policyName(PlacementPolicy policy)
{
    return kPolicies[static_cast<std::size_t>(policy)];
}

std::optional<PlacementPolicy> policyFromName(std::string_view name)
{
    const auto found = std::ranges::find(kPolicies, name);
    return found == kPolicies.end() ? std::nullopt
                                    : std::optional(static_cast<PlacementPolicy>(found - kPolicies.begin()));
}

std::string_view constraintName(Constraint constraint)
{
    return kConstraints[static_cast<std::size_t>(constraint)];
}

std::string_view constraintWords(Constraint constraint)
{
    return kConstraintWords[static_cast<std::size_t>(constraint)];
}

} // namespace twin::compute
