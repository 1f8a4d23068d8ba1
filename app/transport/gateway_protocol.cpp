#include "app/transport/gateway_protocol.h"

#include "twin/ingest/otlp_answer.h"
#include "twin/ingest/otlp_decoder.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/unpack.h"

#include <string_view>

namespace app::transport {

namespace {

using twin::ingest::Taken;

constexpr int kGrpcInvalidArgument = 3;
constexpr int kGrpcUnavailable = 14;
constexpr const char* kProtobuf = "application/x-protobuf";

HttpAnswer plainAnswer(int status, const std::string& reason, int retryAfter_s)
{
    return {status, "text/plain; charset=utf-8", reason + "\n", retryAfter_s, {}};
}

std::string refusedText(const Taken& taken)
{
    std::string out;
    if (taken.unmapped > 0) {
        out = std::to_string(taken.unmapped) + " points of series without a mapping";
    }
    const std::uint64_t others = taken.refused - taken.unmapped - taken.ignored;
    if (others > 0) {
        out += (out.empty() ? "" : "; ") + std::to_string(others) + " refused, at last " + taken.reason;
    }
    return out;
}

std::optional<HttpAnswer> checkOtlp(const HttpRequest& request)
{
    if (request.contentType == kProtobuf) {
        return std::nullopt;
    }
    return plainAnswer(415,
                       request.contentType.starts_with("application/json")
                           ? "OTLP in JSON is not taken; send application/x-protobuf"
                           : "application/x-protobuf only",
                       0);
}

twin::Result<std::string> unpackOtlp(const HttpRequest& request, std::size_t maxBytes)
{
    if (request.contentEncoding == "gzip") {
        return twin::ingest::gunzip(request.body, maxBytes);
    }
    if (!request.contentEncoding.empty() && request.contentEncoding != "identity") {
        return twin::failure(twin::ErrorCode::Unsupported, "gzip or no encoding only");
    }
    return request.body;
}

HttpAnswer acceptOtlp(const Taken& taken)
{
    return {
        200, kProtobuf, twin::ingest::otlpResponse(taken.refused - taken.ignored, refusedText(taken)), 0, {}};
}

HttpAnswer failOtlp(int status, const std::string& reason, int retryAfter_s)
{
    const int code = status == 429 || status == 503 ? kGrpcUnavailable : kGrpcInvalidArgument;
    return {status, kProtobuf, twin::ingest::otlpStatus(code, reason), retryAfter_s, {}};
}

std::optional<HttpAnswer> checkRemoteWrite(const HttpRequest& request)
{
    const bool isVersion2 = request.contentType.find("io.prometheus.write.v2") != std::string::npos;
    if (request.contentType.starts_with(kProtobuf) && !isVersion2) {
        return std::nullopt;
    }
    return plainAnswer(415, isVersion2 ? "remote-write 1.0 only" : "application/x-protobuf only", 0);
}

twin::Result<std::string> unpackRemoteWrite(const HttpRequest& request, std::size_t maxBytes)
{
    if (request.contentEncoding != "snappy") {
        return twin::failure(twin::ErrorCode::Unsupported, "snappy only");
    }
    return twin::ingest::unsnappy(request.body, maxBytes);
}

HttpAnswer acceptRemoteWrite(const Taken& taken)
{
    HttpAnswer out{204, "", "", 0, {}};
    if (taken.refused > taken.ignored) {
        out.headers.emplace_back("X-Suanwang-Refused", std::to_string(taken.refused - taken.ignored));
    }
    return out;
}

} // namespace

const GatewayProtocol& otlpProtocol()
{
    static const GatewayProtocol protocol{
        "otlp",     "/v1/metrics", 429, checkOtlp, unpackOtlp, twin::ingest::decodeOtlpMetrics,
        acceptOtlp, failOtlp,
    };
    return protocol;
}

/// A Prometheus drops what is answered with 429 unless it is told otherwise: 503 it always tries again.
const GatewayProtocol& remoteWriteProtocol()
{
    static const GatewayProtocol protocol{
        "remote-write",    "/api/v1/write",   503,
        checkRemoteWrite,  unpackRemoteWrite, twin::ingest::decodeRemoteWrite,
        acceptRemoteWrite, plainAnswer,
    };
    return protocol;
}

} // namespace app::transport
