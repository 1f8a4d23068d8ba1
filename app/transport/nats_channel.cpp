#include "app/transport/nats_channel.h"

#include <utility>

namespace app::transport {

namespace {

using twin::Result;

constexpr std::int64_t kMaxAge = 24 * twin::kHour;

} // namespace

NatsChannel nativeChannel(const std::string& consumer)
{
    return {kNativeSubjects, "SUANWANG_NATIVE", consumer + "-native", false, std::int64_t{4} << 30, -1};
}

NatsChannel registryChannel(const std::string& consumer)
{
    return {kRegistrySubjects, "SUANWANG_REGISTRY", consumer + "-registry", true, std::int64_t{1} << 30, 8};
}

NatsChannel telemetryChannel(const std::string& consumer)
{
    return {
        kTelemetrySubjects, "SUANWANG_TELEMETRY", consumer + "-telemetry", false, std::int64_t{4} << 30, -1};
}

Result<std::string> ensureStream(jsCtx* stream, const NatsChannel& channel)
{
    jsOptions ask;
    jsOptions_Init(&ask);
    ask.Stream.Info.SubjectsFilter = channel.subject.c_str();
    jsStreamNamesList* list = nullptr;
    jsErrCode code{};
    natsStatus status = js_StreamNames(&list, stream, &ask, &code);
    const nats::Owned<jsStreamNamesList> names(list);
    if (status == NATS_OK && names->Count > 0) {
        return std::string(names->List[0]);
    }
    if (status != NATS_OK && status != NATS_NOT_FOUND) {
        return nats::failed(status);
    }
    const char* subjects[] = {channel.subject.c_str()};
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    config.Name = channel.stream.c_str();
    config.Subjects = subjects;
    config.SubjectsLen = 1;
    config.MaxBytes = channel.maxBytes;
    config.MaxAge = channel.isFromStart ? 0 : kMaxAge; // what is read anew at every start does not age
    config.MaxMsgsPerSubject = channel.maxPerSubject;
    status = js_AddStream(nullptr, stream, &config, nullptr, &code);
    return status == NATS_OK ? Result<std::string>(channel.stream) : nats::failed(status);
}

Result<NatsConsumer> ensureConsumer(jsCtx* stream, const NatsChannel& channel)
{
    auto name = ensureStream(stream, channel);
    if (!name) {
        return twin::failure(std::move(name.error()));
    }
    jsErrCode code{};
    if (channel.isFromStart) {
        js_DeleteConsumer(stream, name->c_str(), channel.consumer.c_str(), nullptr, &code); // if it is there
    }
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.Durable = channel.consumer.c_str();
    config.FilterSubject = channel.subject.c_str();
    config.DeliverPolicy = js_DeliverAll;
    config.AckPolicy = js_AckExplicit;
    config.AckWait = kNatsAckWait;
    config.MaxAckPending = kNatsUnsettled;
    jsConsumerInfo* made = nullptr;
    const natsStatus status = js_AddConsumer(&made, stream, name->c_str(), &config, nullptr, &code);
    if (status != NATS_OK) {
        return nats::failed(status);
    }
    const nats::Owned<jsConsumerInfo> info(made);
    return NatsConsumer{std::move(*name), info->NumAckPending};
}

} // namespace app::transport
