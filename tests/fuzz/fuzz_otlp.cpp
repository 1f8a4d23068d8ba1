#include "tests/fuzz/foreign_target.h"
#include "twin/ingest/otlp_decoder.h"
#include "twin/ingest/unpack.h"
#include "twin/proto/otlp_metrics.pb.h"

#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

std::uint64_t pointsOf(const suanwang::otlp::v1::ExportRequest& request)
{
    int out = 0;
    for (const auto& resource : request.resource_metrics()) {
        for (const auto& scope : resource.scope_metrics()) {
            for (const auto& metric : scope.metrics()) {
                out += metric.gauge().data_points_size() + metric.sum().data_points_size() +
                       metric.histogram().data_points_size() +
                       metric.exponential_histogram().data_points_size() +
                       metric.summary().data_points_size();
            }
        }
    }
    return static_cast<std::uint64_t>(out);
}

} // namespace

/// A body as a peer would send it, plain and as gzip. What the generated reader sees, ours sees too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    google::protobuf::SetLogHandler(nullptr); // it reports every text that is no UTF-8
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    LookingSink sink;
    const auto decoded = twin::ingest::decodeOtlpMetrics(body, sink);
    if (!decoded && sink.points != 0) {
        __builtin_trap(); // all or nothing
    }
    suanwang::otlp::v1::ExportRequest reference;
    if (reference.ParseFromArray(data, static_cast<int>(size))) {
        reference.DiscardUnknownFields();
        const auto again = twin::ingest::decodeOtlpMetrics(reference.SerializeAsString(), sink);
        if (!again || *again != pointsOf(reference)) {
            __builtin_trap();
        }
    }
    if (const auto unpacked = twin::ingest::gunzip(body, 1U << 20U)) {
        static_cast<void>(twin::ingest::decodeOtlpMetrics(*unpacked, sink));
    }
    return 0;
}
