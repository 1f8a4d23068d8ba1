// Flows and events: any bytes are read or refused. The text up to a form feed is the flows', the rest the
// events'.
#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/network/graph.h"
#include "twin/network/network_file.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin;
    static const network::Graph graph = [] {
        const auto file =
            network::parseNetwork("NODES 3\nlabel x y\na 0 0\nb 0 0\nc 0 0\n\nEDGES 4\n"
                                  "label src dest weight bw delay\ne0 0 1 1 8 10\ne1 1 0 1 8 10\n"
                                  "e2 1 2 1 16 10\ne3 2 1 1 16 10\n",
                                  network::NetworkFormat::Repetita, "fixed");
        return network::Graph::build(*file);
    }();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = std::min(bytes.find('\f'), bytes.size());
    const auto flows = flow::parseFlows(bytes.substr(0, cut), "flows", graph);
    if (flows && cut < bytes.size()) {
        (void)flow::parseEvents(bytes.substr(cut + 1), "events", graph, *flows);
    }
    return 0;
}
