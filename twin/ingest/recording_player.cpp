#include "twin/ingest/recording_player.h"

#include "twin/history/history_store.h"
#include "twin/history/store_location.h"
#include "twin/ingest/journal_replay.h"
#include "twin/ingest/registry_document.h"

#include <filesystem>
#include <utility>

namespace twin::ingest {

namespace {

/// Stands for all that came before: place 0 would be a store's very beginning, of which nothing is missing.
constexpr history::JournalOrder kSeedOrder = 1;
constexpr std::uint64_t kUnbounded = 1ULL << 62U;

/// The moment before anything is played.
TimeNs beginOf(const history::RecordingSummary& summary)
{
    return summary.start.value_or(summary.header.begin);
}

/// Whether anything is there already.
Result<bool> isThere(const std::string& location)
{
    std::error_code code;
    if (!history::isServerLocation(location)) {
        return std::filesystem::exists(location, code);
    }
    auto store = history::historyStore(location);
    auto reader = store ? (*store)->openReader()
                        : Result<std::unique_ptr<history::HistoryReader>>(failure(store.error()));
    if (!reader && reader.error().code != ErrorCode::NotFound) {
        return failure(std::move(reader.error()));
    }
    return reader.has_value();
}

Result<> refuseExisting(const std::string& location)
{
    const auto there = isThere(location);
    if (!there || *there) {
        return there ? failureAt(ErrorCode::Invalid, history::shownLocation(location), 0,
                                 "it is there already: a recording is played into a store of its own")
                     : failure(there.error());
    }
    return {};
}

} // namespace

Result<> seedStore(const std::string& location, const history::RecordingBeginning& beginning)
{
    if (auto fresh = refuseExisting(location); !fresh) {
        return fresh;
    }
    const auto loaded = loadDocument(beginning.registry);
    auto document = loaded ? registryDocument(*loaded->registry, loaded->workload.get())
                           : Result<RegistryDocument>(failure(loaded.error()));
    auto store = history::historyStore(location);
    if (!document || !store) {
        return failure(!document ? document.error() : store.error());
    }
    auto writer = (*store)->openWriter({});
    if (!writer) {
        return failure(std::move(writer.error()));
    }
    document->version.validFrom = beginning.validFrom;
    const auto number = (*writer)->addRegistry(document->version, document->bytes);
    if (!number) {
        return failure(number.error());
    }
    history::Checkpoint checkpoint = beginning.state;
    checkpoint.fold = kSeedOrder;
    checkpoint.registry = *number;
    return (*writer)->seal(checkpoint);
}

Result<std::unique_ptr<RecordingPlayer>> RecordingPlayer::open(const std::string& path,
                                                               const RecordingPlayerOptions& options)
{
    auto recording = history::Recording::open(path);
    if (!recording) {
        return failure(std::move(recording.error()));
    }
    std::unique_ptr<RecordingPlayer> player(new RecordingPlayer);
    player->m_summary = recording->summary();
    player->m_clock = std::make_shared<ManualClock>(beginOf(player->m_summary));
    if (auto made = player->makeService(*recording, options); !made) {
        if (made.error().file.empty()) {
            made.error().file = path;
        }
        return failure(std::move(made.error()));
    }
    RecordedSourceOptions playing;
    playing.clock = player->m_clock;
    playing.speed = options.speed;
    playing.isBegun = player->m_summary.start.has_value();
    playing.isSettled = [service = player->m_service.get()] {
        return service->isSettled();
    };
    playing.registry = [service = player->m_service.get()](std::string_view snapshot) -> Result<> {
        const auto loaded = loadDocument(snapshot);
        if (!loaded) {
            return failure(loaded.error());
        }
        service->setRegistry(loaded->registry, loaded->workload);
        return {};
    };
    player->m_source = std::make_unique<RecordedSource>(std::move(*recording), std::move(playing));
    return player;
}

/// With what the recording begins with: in the store, or given to the service.
Result<> RecordingPlayer::makeService(const history::Recording& recording,
                                      const RecordingPlayerOptions& options)
{
    auto beginning = recording.beginning();
    if (!beginning) {
        return failure(std::move(beginning.error()));
    }
    std::optional<ReplayStart> start;
    if (*beginning) {
        auto from =
            startFrom((*beginning)->registry, (*beginning)->state); // also judges it, before a store is made
        if (!from) {
            return failure(std::move(from.error()));
        }
        start = std::move(*from);
    }
    TwinServiceOptions wanted;
    wanted.clock = m_clock;
    wanted.storePath = options.store;
    wanted.journalBytes = kUnbounded; // a full journal refuses, and nobody would send again
    if (options.store) {
        auto made = start ? seedStore(*options.store, **beginning) : refuseExisting(*options.store);
        if (!made) {
            return made;
        }
    }
    auto service = TwinService::create(std::move(wanted));
    if (!service) {
        return failure(std::move(service.error()));
    }
    m_service = std::move(*service);
    if (start && !options.store) {
        m_service->goOnFrom(std::move(*start));
    }
    return {};
}

RecordingPlayer::~RecordingPlayer()
{
    stop();
}

Result<> RecordingPlayer::start()
{
    if (auto started = m_service->start(); !started) {
        return started;
    }
    return m_source->start(*m_service);
}

void RecordingPlayer::stop()
{
    if (m_source) {
        m_source->stop();
    }
    if (m_service) {
        m_service->stop();
    }
}

} // namespace twin::ingest
