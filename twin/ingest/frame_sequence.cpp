#include "twin/ingest/frame_sequence.h"

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

bool isSequenced(const wire::Frame& frame)
{
    switch (frame.body_case()) {
    case wire::Frame::kDefine:
    case wire::Frame::kRetire:
    case wire::Frame::kBatch:
    case wire::Frame::kEvent:
        return true;
    default:
        return false;
    }
}

void setSequence(wire::Frame& frame, std::uint64_t sequence)
{
    switch (frame.body_case()) {
    case wire::Frame::kDefine:
        frame.mutable_define()->set_sequence(sequence);
        break;
    case wire::Frame::kRetire:
        frame.mutable_retire()->set_sequence(sequence);
        break;
    case wire::Frame::kBatch:
        frame.mutable_batch()->set_sequence(sequence);
        break;
    case wire::Frame::kEvent:
        frame.mutable_event()->set_sequence(sequence);
        break;
    default:
        break;
    }
}

} // namespace twin::ingest
