#include "twin/generate/national_draft.h"

#include <algorithm>
#include <cmath>

namespace twin::generate {

namespace {

constexpr double kDaysPerYear = 365.25;
/// Short ducts are cut less than once in a century: no more is claimed than that (and 292 years fill an
/// int64).
constexpr double kLongestBetweenFailures_years = 100;

/// Whole days: dates of the invented nation have no hours.
TimeNs daysBefore(double days)
{
    return kNationalEpoch - static_cast<TimeNs>(std::floor(days)) * kDay;
}

} // namespace

void writeAsset(pb::Asset& out, const AssetFacts& facts)
{
    const double inService = facts.ageYears * kDaysPerYear;
    out.set_state(pb::IN_SERVICE);
    out.set_in_service_ns(daysBefore(inService));
    out.set_building_ns(daysBefore(inService + facts.leadDays));
    out.set_planned_ns(daysBefore(inService + 2 * facts.leadDays));
    out.set_cost_e4_cny(std::llround(facts.cost_cny) * 10'000);
    out.set_spare_slots(facts.spareSlots);
    out.set_mean_repair_ns(std::llround(facts.repairHours * 60) * kMinute);
    if (facts.failuresPerYear > 0) {
        const double years = std::min(kLongestBetweenFailures_years, 1 / facts.failuresPerYear);
        out.set_mean_between_failures_ns(std::llround(kDaysPerYear * 24 * years) * kHour);
    }
    out.set_lead_time_ns(std::llround(facts.leadDays) * kDay);
}

} // namespace twin::generate
