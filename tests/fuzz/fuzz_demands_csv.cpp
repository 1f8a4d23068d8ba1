// Demands as CSV, and as whatever the content says where the name says nothing.
#include "tests/fuzz/demands_target.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzz::tryDemands(bytes, "input.csv");
    fuzz::tryDemands(bytes, "input");
    return 0;
}
