// Jobs files: any bytes are read or refused, and what is read is placed without breaking a constraint.
#include "tests/twin/compute/nation.h"
#include "twin/compute/jobs_file.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::compute;
    static const test::ComputeNation nation = test::computeNation();
    static const twin::network::Network network = nation.network();
    static const OfferTable table(nation.registry, nation.workload.get());
    const auto requests = parseJobs(std::string_view(reinterpret_cast<const char*>(data), size), "jobs.json");
    if (!requests || requests->jobs.size() > 50) {
        return 0;
    }
    const auto problem = PlacementProblem::make(network, table, *requests, {}, {});
    if (!problem) {
        return 0;
    }
    const auto plan = place(**problem, PlacementPolicy::NetworkAware);
    if (!plan) {
        return 0;
    }
    for (const std::string& wrong : checkPlan(**problem, *plan)) {
        std::fprintf(stderr, "%s\n", wrong.c_str());
        std::abort();
    }
    return 0;
}
