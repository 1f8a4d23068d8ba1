// GraphML networks: any bytes are read or refused, and what was read can be laid out and becomes a snapshot.
#include "twin/network/network_file.h"
#include "twin/network/to_registry.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::network;
    ReadOptions options;
    options.maxBytes = 1U << 20U;
    options.maxNodes = 2'000;
    options.maxLinks = 4'000;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (auto network = parseNetwork(bytes, NetworkFormat::GraphMl, "input", options)) {
        (void)toSnapshot(std::move(*network));
    }
    return 0;
}
