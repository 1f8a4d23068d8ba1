#include "twin/ingest/frame_bundle.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The native payload of a message of a bus: every frame of the answer is a piece of the message, in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    static FrameBundleReader reader;
    const std::string_view message(reinterpret_cast<const char*>(data), size);
    const auto bundle = reader.read(message);
    if (!bundle) {
        return 0;
    }
    const char* at = message.data();
    for (const BundledFrame& frame : bundle->frames) {
        const char* end = frame.bytes.data() + frame.bytes.size();
        const bool isReadable = frame.error.empty();
        if (frame.bytes.data() <= at || end > message.data() + message.size() ||
            (!isReadable && frame.sequence != 0)) {
            __builtin_trap();
        }
        at = end;
    }
    if (bundle->hello.source.empty() || at != message.data() + message.size()) {
        __builtin_trap();
    }
    return 0;
}
