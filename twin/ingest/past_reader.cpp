#include "twin/ingest/past_reader.h"

#include "twin/history/packed_bytes.h"
#include "twin/history/read_scope.h"
#include "twin/history/sample_union.h"
#include "twin/ingest/past_state.h"
#include "twin/ingest/registry_document.h"
#include "twin/ingest/tail_follower.h"
#include "twin/state/state_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace twin::ingest {

using history::ReadScope;
using history::SeriesId;
using history::SeriesKey;
using history::StoredSample;

namespace {

/// Frames that are not folded yet are not looked at for what was over longer than this before them: what is
/// so late in them is seen when they are folded.
constexpr TimeNs kTailReach = kHour;
constexpr std::size_t kRegistriesKept = 4; ///< in memory, of the last moments asked for

bool isIn(TimeNs time, state::TimeRange range)
{
    return time >= range.begin && time < range.end;
}

} // namespace

struct PastReader::Impl
{
    std::unique_ptr<history::HistoryStore> store;
    std::unique_ptr<history::HistoryReader> reader;
    std::map<std::uint64_t, registry::Loaded> loaded; ///< by version
    std::unordered_map<SeriesId, SeriesKey> keys;
    TailFollower tail;

    Impl(std::unique_ptr<history::HistoryStore> givenStore,
         std::unique_ptr<history::HistoryReader> givenReader)
        : store(std::move(givenStore))
        , reader(std::move(givenReader))
        , tail(*reader, [this](std::uint64_t id) { return registry(id); })
    {}

    Result<registry::Loaded> registry(std::uint64_t id);
    Result<std::uint64_t> registryIdAt(TimeNs time);
    Result<const SeriesKey*> key(SeriesId series);
    Result<bool> needsTail(TimeNs until);
    Result<std::vector<StoredSample>> tailSamples(const SeriesKey& key, std::optional<SeriesId> id,
                                                  state::TimeRange range);
    Result<> addTail(TimeNs time, std::unordered_map<SeriesId, StoredSample>& newest);
    Result<std::shared_ptr<PastState>> baseOf(const history::PastMoment& moment, TimeNs time);
    Result<> applySamples(PastState& state, const std::unordered_map<SeriesId, StoredSample>& newest,
                          bool withTail);
};

Result<registry::Loaded> PastReader::Impl::registry(std::uint64_t id)
{
    if (const auto found = loaded.find(id); found != loaded.end()) {
        return found->second;
    }
    const auto document = reader->registryDocument(id);
    if (!document) {
        return failure(document.error());
    }
    auto made = loadDocument(*document);
    if (!made) {
        return made;
    }
    if (loaded.size() >= kRegistriesKept) {
        loaded.erase(loaded.begin());
    }
    return loaded.emplace(id, std::move(*made)).first->second;
}

/// 0: there is none.
Result<std::uint64_t> PastReader::Impl::registryIdAt(TimeNs time)
{
    const auto versions = reader->registries();
    if (!versions) {
        return failure(versions.error());
    }
    std::uint64_t id = versions->empty() ? 0 : versions->front().id;
    for (const history::RegistryVersion& version : *versions) {
        id = version.validFrom <= time ? version.id : id;
    }
    return id;
}

Result<bool> PastReader::Impl::needsTail(TimeNs until)
{
    const auto position = reader->foldPosition();
    if (!position || *position == 0) {
        return position ? Result<bool>(true) : Result<bool>(failure(position.error()));
    }
    const auto newest = reader->checkpoint(*position);
    if (!newest) {
        return failure(newest.error());
    }
    return until >= newest->made - kTailReach;
}

/// Null: the series is gone from the store.
Result<const SeriesKey*> PastReader::Impl::key(SeriesId series)
{
    auto found = keys.find(series);
    if (found == keys.end()) {
        // Also of a chunk seen before: it may have got more series since.
        auto rows = reader->seriesOf(history::chunkOf(series));
        if (!rows) {
            return failure(std::move(rows.error()));
        }
        for (history::SeriesRow& row : *rows) {
            keys.insert_or_assign(row.id, std::move(row.key));
        }
        found = keys.find(series);
    }
    return found == keys.end() ? nullptr : &found->second;
}

Result<std::vector<StoredSample>>
PastReader::Impl::tailSamples(const SeriesKey& key, std::optional<SeriesId> id, state::TimeRange range)
{
    const auto needed = needsTail(range.end);
    if (!needed || !*needed) {
        return needed ? Result<std::vector<StoredSample>>(std::vector<StoredSample>())
                      : Result<std::vector<StoredSample>>(failure(needed.error()));
    }
    if (auto synced = tail.sync(); !synced) {
        return failure(std::move(synced.error()));
    }
    for (const auto& [number, name] : tail.newSeries()) {
        id = name == key ? number : id;
    }
    std::vector<StoredSample> out;
    if (id) {
        out = tail.samples().samplesOf(*id);
        std::erase_if(out, [&](const StoredSample& sample) { return !isIn(sample.stamp.time, range); });
    }
    return history::unite(std::move(out));
}

PastReader::PastReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

PastReader::~PastReader() = default;

Result<std::unique_ptr<PastReader>> PastReader::open(const std::string& location)
{
    auto store = history::historyStore(location);
    if (!store) {
        return failure(std::move(store.error()));
    }
    auto reader = (*store)->openReader();
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    return std::unique_ptr<PastReader>(
        new PastReader(std::make_unique<Impl>(std::move(*store), std::move(*reader))));
}

Result<state::TimeRange> PastReader::range()
{
    return m_impl->reader->range();
}

Result<history::SeriesColumns> PastReader::series(const SeriesKey& key, state::TimeRange range,
                                                  std::size_t columns, const std::stop_token& stop)
{
    Impl& my = *m_impl;
    if (range.isEmpty() || columns == 0) {
        return failure(ErrorCode::BadInput, "a curve needs a range and at least one column");
    }
    const ReadScope scope(*my.reader);
    if (!scope.begun()) {
        return failure(scope.begun().error());
    }
    const auto id = my.reader->find(key);
    if (!id) {
        return failure(id.error());
    }
    history::SeriesColumns folded = history::ColumnPainter(range, columns).take();
    if (*id) {
        auto drawn = my.reader->columns(**id, range, columns, stop);
        if (!drawn) {
            return drawn;
        }
        folded = std::move(*drawn);
    }
    auto tail = my.tailSamples(key, *id, range);
    if (!tail) {
        return failure(std::move(tail.error()));
    }
    if (tail->empty()) {
        return folded;
    }
    std::set<TimeNs> known; // sent again by another epoch, and folded already
    if (*id) {
        const auto again =
            my.reader->samples(**id, {tail->front().stamp.time, tail->back().stamp.time + 1}, stop);
        if (!again) {
            return failure(again.error());
        }
        for (const StoredSample& sample : again->samples) {
            known.insert(sample.stamp.time);
        }
    }
    history::ColumnPainter painter(std::move(folded));
    for (const StoredSample& sample : *tail) {
        if (sample.quality != state::Quality::Missing && !known.contains(sample.stamp.time)) {
            painter.add(sample.stamp.time, sample.value);
        }
    }
    return painter.take();
}

Result<std::vector<StoredSample>> PastReader::samples(const SeriesKey& key, state::TimeRange range,
                                                      const std::stop_token& stop)
{
    Impl& my = *m_impl;
    const ReadScope scope(*my.reader);
    if (!scope.begun()) {
        return failure(scope.begun().error());
    }
    const auto id = my.reader->find(key);
    if (!id) {
        return failure(id.error());
    }
    std::vector<StoredSample> out;
    if (*id) {
        auto folded = my.reader->samples(**id, range, stop);
        if (!folded) {
            return failure(std::move(folded.error()));
        }
        out = std::move(folded->samples);
    }
    const auto tail = my.tailSamples(key, *id, range);
    if (!tail) {
        return failure(tail.error());
    }
    out.insert(out.end(), tail->begin(), tail->end());
    return history::unite(std::move(out));
}

Result<> PastReader::Impl::addTail(TimeNs time, std::unordered_map<SeriesId, StoredSample>& newest)
{
    if (auto synced = tail.sync(); !synced) {
        return synced;
    }
    tail.samples().forEach([&](SeriesId series, const StoredSample& sample) {
        if (sample.stamp.time > time) {
            return;
        }
        const auto [held, isNew] = newest.try_emplace(series, sample);
        if (!isNew && history::supersedes(sample, held->second)) {
            held->second = sample;
        }
    });
    return {};
}

/// The state of the checkpoint, in the registry of `time`.
Result<std::shared_ptr<PastState>> PastReader::Impl::baseOf(const history::PastMoment& moment, TimeNs time)
{
    const auto id = registryIdAt(time);
    if (!id) {
        return failure(id.error());
    }
    if (*id == 0) {
        return std::shared_ptr<PastState>();
    }
    auto state = std::make_shared<PastState>();
    const std::uint64_t before = moment.checkpoint ? moment.checkpoint->registry : 0;
    if (moment.checkpoint) {
        const auto known = registry(before);
        const auto bytes = history::unpacked(moment.checkpoint->state);
        if (!known || !bytes) {
            return failure(!known ? known.error() : bytes.error());
        }
        const auto snapshot = state::decodeMoment(*bytes, known->registry, known->workload);
        if (!snapshot) {
            return failure(snapshot.error());
        }
        state->restore(**snapshot);
    }
    if (*id != before) {
        const auto now = registry(*id);
        if (!now) {
            return failure(now.error());
        }
        state->setRegistry(now->registry, now->workload);
    }
    return state;
}

Result<> PastReader::Impl::applySamples(PastState& state,
                                        const std::unordered_map<SeriesId, StoredSample>& newest,
                                        bool withTail)
{
    for (const auto& [series, sample] : newest) {
        // Numbers that the tail gave are good for this tail only.
        const auto fresh = tail.newSeries().find(series);
        if (withTail && fresh != tail.newSeries().end()) {
            state.add(fresh->second, sample);
            continue;
        }
        const auto known = key(series);
        if (!known) {
            return failure(known.error());
        }
        if (*known != nullptr) {
            state.add(**known, sample);
        }
    }
    state.applyAdded();
    return {};
}

Result<state::SnapshotPtr> PastReader::stateAt(TimeNs time, const std::stop_token& stop)
{
    Impl& my = *m_impl;
    const ReadScope scope(*my.reader);
    if (!scope.begun()) {
        return failure(scope.begun().error());
    }
    auto moment = my.reader->moment(time, stop);
    if (!moment) {
        return failure(std::move(moment.error()));
    }
    std::unordered_map<SeriesId, StoredSample> newest(moment->samples.begin(), moment->samples.end());
    const auto withTail = my.needsTail(time);
    auto added = withTail ? Result<>() : Result<>(failure(withTail.error()));
    if (added && *withTail) {
        added = my.addTail(time, newest);
    }
    if (!added) {
        return failure(std::move(added.error()));
    }
    const auto state = my.baseOf(*moment, time);
    if (!state || *state == nullptr) {
        return state ? Result<state::SnapshotPtr>(nullptr)
                     : Result<state::SnapshotPtr>(failure(state.error()));
    }
    if (stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    for (const history::EventRow& event : moment->events) {
        (*state)->apply(event);
    }
    for (const history::EventRow& event : my.tail.events()) {
        if (*withTail && event.time <= time) {
            (*state)->apply(event);
        }
    }
    if (auto applied = my.applySamples(**state, newest, *withTail); !applied) {
        return failure(std::move(applied.error()));
    }
    return (*state)->snapshot(time);
}

Result<std::vector<history::EventRow>> PastReader::events(state::TimeRange range, std::size_t limit)
{
    Impl& my = *m_impl;
    const ReadScope scope(*my.reader);
    if (!scope.begun()) {
        return failure(scope.begun().error());
    }
    auto out = my.reader->events(range, limit);
    if (!out) {
        return out;
    }
    if (auto synced = my.tail.sync(); !synced) {
        return failure(std::move(synced.error()));
    }
    for (const history::EventRow& event : my.tail.events()) {
        if (isIn(event.time, range)) {
            out->push_back(event);
        }
    }
    std::ranges::stable_sort(
        *out, {}, [](const history::EventRow& event) { return std::pair(event.time, event.order); });
    if (out->size() > limit) {
        out->resize(limit);
    }
    return out;
}

Result<std::vector<history::RegistryVersion>> PastReader::registries()
{
    return m_impl->reader->registries();
}

Result<registry::Loaded> PastReader::registryAt(TimeNs time)
{
    const auto id = m_impl->registryIdAt(time);
    if (!id) {
        return failure(id.error());
    }
    if (*id == 0) {
        return failure(ErrorCode::NotFound, "the store has no registry");
    }
    return m_impl->registry(*id);
}

} // namespace twin::ingest
