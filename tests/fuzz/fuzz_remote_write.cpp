#include "tests/fuzz/foreign_target.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/unpack.h"
#include "twin/proto/remote_write.pb.h"

#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A body as a peer would send it, packed and not. What the generated reader sees, ours sees too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    google::protobuf::SetLogHandler(nullptr); // it reports every text that is no UTF-8
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    LookingSink sink;
    const auto decoded = twin::ingest::decodeRemoteWrite(body, sink);
    if (decoded ? *decoded != sink.points : sink.points != 0) {
        __builtin_trap(); // all or nothing
    }
    suanwang::remotewrite::v1::WriteRequest reference;
    if (reference.ParseFromArray(data, static_cast<int>(size))) {
        reference.DiscardUnknownFields();
        int samples = 0;
        for (const auto& series : reference.timeseries()) {
            samples += series.samples_size() + series.histograms_size();
        }
        const auto again = twin::ingest::decodeRemoteWrite(reference.SerializeAsString(), sink);
        if (!again || *again != static_cast<std::uint64_t>(samples)) {
            __builtin_trap();
        }
    }
    if (const auto unpacked = twin::ingest::unsnappy(body, 1U << 20U)) {
        static_cast<void>(twin::ingest::decodeRemoteWrite(*unpacked, sink));
    }
    return 0;
}
