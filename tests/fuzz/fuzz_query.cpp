// Discovery queries: any bytes are read or refused with a column, and what is read is answered.
#include "tests/twin/compute/nation.h"
#include "twin/compute/discovery.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::compute;
    static const test::ComputeNation nation = test::computeNation();
    static const twin::network::Network network = nation.network();
    static const OfferTable table(nation.registry, nation.workload.get());
    const auto query = parseQuery(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!query) {
        return 0;
    }
    const auto answer = discover(*query, table, network.graph);
    if (answer && answer->matched + answer->unknown > answer->considered) {
        std::abort();
    }
    return 0;
}
