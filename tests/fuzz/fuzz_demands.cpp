// REPETITA's demands.
#include "tests/fuzz/demands_target.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::tryDemands({reinterpret_cast<const char*>(data), size}, "input.demands");
    return 0;
}
