#include "twin/ingest/journal_replay.h"

#include "twin/ingest/frame_decoder.h"

#include <utility>
#include <variant>

namespace twin::ingest {

Result<> replayJournal(const history::Journal& journal, TimeNs window, Accounting& accounting,
                       ApplyQueue& queue)
{
    FrameDecoder decoder;
    return journal.replayTail(window, kReplayBytes, [&](const history::JournalEntry& entry) {
        const auto source = accounting.number(entry.source);
        auto decoded = decoder.decode(entry.body, entry.source);
        auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
        if (!source || frame == nullptr) {
            return true;
        }
        frame->receiveTime = entry.receiveTime;
        frame->replay = true;
        return queue.push({*source, entry.epoch, 0, std::move(*frame)});
    });
}

} // namespace twin::ingest
