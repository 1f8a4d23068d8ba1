#include "twin/ingest/journal_replay.h"

#include "twin/history/packed_bytes.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/registry_document.h"
#include "twin/state/state_file.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

/// What a dictionary says, as the frame before the first one that comes.
ApplyItem dictionaryItem(KeptDictionary&& kept, std::uint32_t source)
{
    DecodedFrame frame = std::move(kept.definition);
    frame.replay = true;
    frame.sequence = kept.nextSequence - 1;
    return {source, kept.epoch, std::max<std::uint64_t>(kept.nextSequence, 2) - 2, std::move(frame), {}};
}

} // namespace

Result<ReplayStart> startFrom(std::string_view document, const history::Checkpoint& checkpoint)
{
    const auto bytes = history::unpacked(checkpoint.state);
    if (!bytes) {
        return failure(bytes.error());
    }
    const auto loaded = loadDocument(document);
    auto dictionaries = decodeDictionaries(checkpoint.sources);
    if (!loaded || !dictionaries) {
        return failure(!loaded ? loaded.error() : dictionaries.error());
    }
    auto moment = state::decodeMoment(*bytes, loaded->registry, loaded->workload);
    if (!moment) {
        return failure(std::move(moment.error()));
    }
    return ReplayStart{std::move(*moment), std::move(*dictionaries), checkpoint.fold};
}

bool replayDictionaries(std::vector<KeptDictionary>&& dictionaries, Accounting& accounting, ApplyQueue& queue)
{
    return std::ranges::all_of(dictionaries, [&](KeptDictionary& kept) {
        const auto source = accounting.number(kept.source);
        return !source || queue.push(dictionaryItem(std::move(kept), *source));
    });
}

Result<ReplayStart> findReplayStart(history::HistoryReader& reader, TimeNs window)
{
    ReplayStart out;
    const auto points = reader.restartPoints();
    const auto known = reader.range();
    if (!points || !known) {
        return failure(!points ? points.error() : known.error());
    }
    if (points->empty()) {
        return out;
    }
    // The newest one that leaves the whole window to be played again, or the first that leaves little enough.
    auto chosen = points->begin();
    for (auto at = points->begin(); at != points->end(); ++at) {
        if (at->made <= known->end - window || chosen->bytesAfter > kReplayBytes) {
            chosen = at;
        }
    }
    const auto checkpoint = reader.checkpoint(chosen->fold);
    if (!checkpoint) {
        return failure(checkpoint.error());
    }
    const auto document = reader.registryDocument(checkpoint->registry);
    return document ? startFrom(*document, *checkpoint) : Result<ReplayStart>(failure(document.error()));
}

Result<> replayJournal(history::HistoryReader& reader, ReplayStart start, TimeNs window,
                       Accounting& accounting, ApplyQueue& queue, KeptTimesReader& kept)
{
    for (const KeptDictionary& dictionary : start.dictionaries) {
        kept.take(dictionary.source, dictionary.epoch, dictionary.definition);
    }
    if (!replayDictionaries(std::move(start.dictionaries), accounting, queue)) {
        return {};
    }
    const auto first = reader.firstOfTail(window, kReplayBytes);
    if (!first) {
        return failure(first.error());
    }
    FrameDecoder decoder;
    const history::JournalOrder firstBatch = *first;
    return reader.frames(start.after, [&](history::JournalOrder order, const history::JournalEntry& entry) {
        if (entry.kind == history::RecordKind::Batch && order < firstBatch) {
            return true;
        }
        const auto source = accounting.number(entry.source);
        auto decoded = decoder.decode(entry.body, entry.source);
        auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
        if (!source || frame == nullptr) {
            return true;
        }
        kept.take(entry.source, entry.epoch, *frame);
        frame->receiveTime = entry.receiveTime;
        frame->replay = true;
        return queue.push({*source, entry.epoch, 0, std::move(*frame)});
    });
}

} // namespace twin::ingest
