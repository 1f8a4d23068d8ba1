#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/source_dictionary.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

/// A byte stream as a peer would send it: cut, decoded, and what is decoded resolved.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    const ResolveId resolve = [](twin::EntityKind, std::string_view id) {
        return static_cast<std::uint32_t>(id.size() % 7);
    };
    std::string_view stream(reinterpret_cast<const char*>(data), size);
    FrameSplitter splitter;
    FrameDecoder decoder;
    SourceDictionary dictionary;
    while (!stream.empty()) {
        const auto bytes = splitter.next(stream);
        if (!bytes) {
            break;
        }
        if (!*bytes) {
            continue;
        }
        auto decoded = decoder.decode(**bytes, "fuzz");
        auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
        if (frame == nullptr) {
            continue;
        }
        twin::state::SampleBatch batch;
        Tally tally;
        dictionary.define(*frame, resolve);
        dictionary.retire(*frame);
        const std::uint64_t samples = frame->samples;
        dictionary.resolve(*frame, {}, resolve, batch, tally);
        if (batch.sampleCount() + tally.refused != samples) {
            __builtin_trap(); // a sample was lost without a trace
        }
    }
    return 0;
}
