#include "twin/ingest/played_recording.h"

#include "twin/history/history_store.h"
#include "twin/ingest/folder.h"
#include "twin/ingest/past_provider.h"
#include "twin/ingest/recording_player.h"

#include <chrono>
#include <thread>
#include <utility>

namespace twin::ingest {

namespace {

using state::SnapshotPtr;

constexpr auto kPoll = std::chrono::milliseconds(10);

/// One moment that stands still, as what memory has.
class LastMoment final : public state::SnapshotProvider
{
  public:
    explicit LastMoment(SnapshotPtr moment)
        : m_moment(std::move(moment))
    {}

    SnapshotPtr at(const state::TimeCursor& /*cursor*/) const override { return m_moment; }

    state::TimeRange range() const override { return {m_moment->time - 1, m_moment->time}; }

    std::vector<state::SeriesPoint> series(const state::SeriesSubject& /*of*/, state::TimeRange /*range*/,
                                           std::size_t /*maxPoints*/) const override
    {
        return {};
    }

    std::vector<state::TimeMark> marks(state::TimeRange /*range*/, std::size_t /*maxMarks*/) const override
    {
        return {};
    }

  private:
    SnapshotPtr m_moment;
};

tl::unexpected<Error> cancelled()
{
    return failure(ErrorCode::Cancelled, "cancelled");
}

/// Plays all of it; the last moment.
Result<SnapshotPtr> lastMomentOf(RecordingPlayer& player, const std::function<bool()>& isCancelled)
{
    if (auto started = player.start(); !started) {
        return failure(std::move(started.error()));
    }
    while (!player.outcome()) {
        if (isCancelled && isCancelled()) {
            return cancelled();
        }
        std::this_thread::sleep_for(kPoll);
    }
    if (auto ended = *player.outcome(); !ended) {
        return failure(std::move(ended.error()));
    }
    player.stop();
    const SnapshotPtr last = player.provider()->at({});
    if (!last || !last->registry) {
        return failure(ErrorCode::Invalid, "the recording has no registry, so it shows nothing");
    }
    auto still = std::make_shared<state::Snapshot>(*last);
    still->live = false;
    return SnapshotPtr(std::move(still));
}

} // namespace

Result<> foldStore(const std::string& location, const std::function<bool()>& isCancelled)
{
    auto store = history::historyStore(location);
    auto writer = store ? (*store)->openWriter({})
                        : Result<std::unique_ptr<history::HistoryWriter>>(failure(store.error()));
    auto reader = writer ? (*store)->openReader()
                         : Result<std::unique_ptr<history::HistoryReader>>(failure(writer.error()));
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    const auto known = (*reader)->range();
    if (!known) {
        return failure(known.error());
    }
    Folder folder({}, **reader, [&](const Folder::Job& job) { return job(**writer); });
    if (auto restored = folder.restore(); !restored) {
        return restored;
    }
    while (true) {
        if (isCancelled && isCancelled()) {
            return cancelled();
        }
        const auto did = folder.step(known->end, true);
        if (!did || !*did) {
            return did ? Result<>() : Result<>(failure(did.error()));
        }
    }
}

Result<PlayedRecording> playIntoStore(const std::string& path, const std::string& store,
                                      const std::function<bool()>& isCancelled)
{
    PlayedRecording out;
    SnapshotPtr last;
    {
        auto player = RecordingPlayer::open(path, {0, store});
        if (!player) {
            return failure(std::move(player.error()));
        }
        out.summary = (*player)->summary();
        auto moment = lastMomentOf(**player, isCancelled);
        if (!moment) {
            return failure(std::move(moment.error()));
        }
        last = std::move(*moment);
    } // the store is let go of
    if (auto folded = foldStore(store, isCancelled); !folded) {
        return failure(std::move(folded.error()));
    }
    out.provider =
        std::make_shared<const PastProvider>(std::make_shared<const LastMoment>(std::move(last)), store);
    return out;
}

} // namespace twin::ingest
