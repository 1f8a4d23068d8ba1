// Loads of arcs and edge totals of nodes: any bytes are read or refused.
#include "twin/network/measurement_file.h"
#include "twin/network/network_file.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

constexpr std::string_view kPair =
    "NODES 2\nlabel x y\na 0 0\nb 0 0\n\nEDGES 2\nlabel src dest weight bw delay\n"
    "edge_0 0 1 1 1000 10\nedge_1 1 0 1 1000 10\n";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::network;
    static const Graph graph = Graph::build(*parseNetwork(kPair, NetworkFormat::Repetita, "pair.graph"));
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)parseLoads(bytes, "input", graph, {1U << 20U, 1'000});
    (void)parseEdgeTotals(bytes, "input", graph, {1U << 20U, 1'000});
    return 0;
}
