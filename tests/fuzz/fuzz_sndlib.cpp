// SNDlib's native networks: any bytes are read or refused, and what was read, however it is understood,
// becomes a graph and a snapshot, and its demands fit its own network.
#include "tests/fuzz/sndlib_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::trySndlib({reinterpret_cast<const char*>(data), size}, twin::network::NetworkFormat::Sndlib,
                    "input.txt");
    return 0;
}
