// Plain instances of the fluid simulation: any bytes are read or refused, and a small one that was read runs
// to its end.
#include "twin/flow/instance_file.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::flow;
    InstanceFileOptions options;
    options.maxLinks = 1'000;
    options.maxFlows = 1'000;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto instance = parseInstance(bytes, "input", options)) {
        (void)simulateInstance(*instance);
    }
    return 0;
}
