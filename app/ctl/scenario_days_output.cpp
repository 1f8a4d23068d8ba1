#include "app/ctl/scenario_days_output.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;

void add(Json& out, const std::string& name, const twin::flow::Estimated& of)
{
    out[name] = of.mean;
    out[name + "_low"] = of.low;
    out[name + "_high"] = of.high;
}

Json availabilityJson(const char* what, const JobAvailability& row)
{
    Json out{{what, row.id}, {"jobs", row.jobs}};
    add(out, "up", row.up);
    add(out, "effective", row.effective);
    out["hours_down"] = row.hoursDown;
    return out;
}

/// The least available first.
Json listJson(const char* what, std::vector<JobAvailability> rows)
{
    std::ranges::stable_sort(rows, {}, [](const JobAvailability& row) { return row.effective.mean; });
    Json out = Json::array();
    for (const JobAvailability& row : rows) {
        out.push_back(availabilityJson(what, row));
    }
    return out;
}

} // namespace

void describeDays(Json& answer, const FailureDays& days)
{
    answer["days"] = days.days;
    answer["failures"] = days.failures;
    answer["declared_gflops_fp16"] = days.declared_gflops;
    answer["usable_gflops_fp16"] = days.mean_gflops;
    answer["usable_99_gflops_fp16"] = days.at99_gflops;
    answer["usable_999_gflops_fp16"] = days.at999_gflops;
    answer["all"] = availabilityJson("what", days.all);
    answer["kinds"] = listJson("kind", days.kinds);
    answer["enterprises"] = listJson("enterprise", days.enterprises);
    answer["tenants"] = listJson("tenant", days.tenants);
    answer["jobs"] = listJson("job", days.jobs);
}

} // namespace app::ctl
