#include "app/transport/replies.h"

#include "twin/proto/telemetry.pb.h"

#include <algorithm>

namespace app::transport {

namespace wire = ::suanwang::telemetry::v1;

namespace {

template <typename Message> void fill(Message& message, const twin::ingest::Progress& progress)
{
    message.set_contiguous(progress.contiguous);
    const std::size_t count = std::min(progress.ranges.size(), kMaxReplyRanges);
    for (std::size_t i = 0; i < count; ++i) {
        wire::Range* range = message.add_ranges();
        range->set_first(progress.ranges[i].first);
        range->set_last(progress.ranges[i].last);
    }
}

} // namespace

std::string welcomeBytes(const twin::ingest::Progress& progress)
{
    wire::Reply reply;
    fill(*reply.mutable_welcome(), progress);
    return reply.SerializeAsString();
}

std::string acknowledgementBytes(const twin::ingest::Progress& progress)
{
    wire::Reply reply;
    fill(*reply.mutable_ack(), progress);
    return reply.SerializeAsString();
}

std::string refusalBytes(const twin::ingest::Refusal& refusal)
{
    wire::Reply reply;
    reply.mutable_refuse()->set_sequence(refusal.sequence);
    reply.mutable_refuse()->set_reason(static_cast<wire::RefuseReason>(refusal.reason));
    reply.mutable_refuse()->set_detail(refusal.detail);
    reply.mutable_refuse()->set_closing(refusal.closing);
    return reply.SerializeAsString();
}

} // namespace app::transport
