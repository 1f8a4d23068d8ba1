#include "twin/ingest/folder.h"

#include "twin/ingest/registry_document.h"
#include "twin/ingest/tail_follower.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::size_t kFramesAStep = 2'000;
constexpr std::size_t kBytesAStep = 4U << 20U;
constexpr std::size_t kPieceBytes = 1U << 20U; ///< of one transaction: the journal's commits wait for it
constexpr std::size_t kSeriesBytes = 512;      ///< a new series takes as long to write as so many of a block
constexpr std::size_t kMaxWaitingAtCut = 64;   ///< frames a cut is put off for, until none waits for a gap
constexpr TimeNs kIdleGrace = 10 * kSecond;    ///< after a window without news the fold is made all the same

} // namespace

Folder::Folder(const FoldOptions& options, history::HistoryReader& reader, Write write)
    : m_options(options)
    , m_reader(reader)
    , m_write(std::move(write))
    , m_pipeline([this](const state::SampleBatch& batch) { collect(batch); },
                 [this](history::JournalOrder order, const history::JournalEntry& entry, TimeNs time) {
                     m_events.push_back({order, time, entry.receiveTime, std::string(entry.source),
                                         entry.epoch, entry.sequence, std::string(entry.body)});
                 })
{}

Result<> Folder::restore()
{
    if (auto dropped = m_write([](history::HistoryWriter& writer) { return writer.dropUnsealed(); });
        !dropped) {
        return dropped;
    }
    if (auto loaded = m_numbers.load(m_reader); !loaded) {
        return loaded;
    }
    const auto points = m_reader.restartPoints();
    if (!points) {
        return failure(points.error());
    }
    takeRestarts(*points);
    if (m_restarts.empty()) {
        return {};
    }
    const auto checkpoint = m_reader.checkpoint(m_restarts.back().fold);
    if (!checkpoint) {
        return failure(checkpoint.error());
    }
    const auto document = m_reader.registryDocument(checkpoint->registry);
    const auto loaded =
        document ? loadDocument(*document) : Result<registry::Loaded>(failure(document.error()));
    if (!loaded) {
        return failure(loaded.error());
    }
    m_registry = checkpoint->registry;
    m_read = m_sums.position = checkpoint->fold;
    return m_pipeline.restore(*checkpoint, loaded->registry, loaded->workload);
}

/// Bytes are counted from the oldest of them, or from the journal's first frame before it.
void Folder::takeRestarts(const std::vector<history::RestartPoint>& points)
{
    m_restarts.clear();
    for (const history::RestartPoint& point : points) {
        m_restarts.push_back({point.fold, point.made, points.front().bytesAfter - point.bytesAfter});
    }
    m_readBytes = m_restarts.empty() ? 0 : m_restarts.back().before;
}

/// The version after the one in force, if there is one.
Result<> Folder::findRegistry()
{
    if (m_nextRegistry) {
        return {};
    }
    auto versions = m_reader.registries();
    if (!versions) {
        return failure(std::move(versions.error()));
    }
    const auto next = std::ranges::find_if(
        *versions, [&](const history::RegistryVersion& version) { return version.id > m_registry; });
    if (next != versions->end()) {
        m_nextRegistry = std::move(*next);
    }
    return {};
}

Result<> Folder::adoptRegistry()
{
    const auto document = m_reader.registryDocument(m_nextRegistry->id);
    const auto loaded =
        document ? loadDocument(*document) : Result<registry::Loaded>(failure(document.error()));
    if (!loaded) {
        return failure(loaded.error());
    }
    m_pipeline.setRegistry(loaded->registry, loaded->workload);
    m_registry = m_nextRegistry->id;
    m_nextRegistry.reset();
    return findRegistry();
}

void Folder::collect(const state::SampleBatch& batch)
{
    if (auto done = collectSamples(batch, m_pipeline, m_reader, m_numbers, m_builder); !done) {
        m_failed = std::move(done.error());
    }
}

/// Whether the fold ends before this frame.
bool Folder::isCut(history::JournalOrder order, const history::JournalEntry& entry) const
{
    if (m_nextRegistry && order > m_nextRegistry->afterOrder) {
        return true;
    }
    if (!m_began) {
        return false;
    }
    const bool full = m_builder.samples() >= m_options.maxSamples;
    const bool over =
        entry.receiveTime - *m_began >= m_options.window || entry.receiveTime < *m_began - kMinute;
    const bool held = m_pipeline.waiting() > 0 && m_pipeline.waiting() <= kMaxWaitingAtCut &&
                      m_builder.samples() < m_options.maxSamples * 2;
    return (full || over) && !held;
}

/// Takes frames up to the cut. True: there were some.
Result<bool> Folder::readFrames()
{
    if (auto begun = m_reader.beginRead(); !begun) {
        return failure(std::move(begun.error()));
    }
    // In one read: a version that is in force for a frame is seen no later than the frame.
    auto done = findRegistry();
    std::size_t frames = 0;
    std::size_t bytes = 0;
    const bool canFold = m_pipeline.hasRegistry() || m_nextRegistry.has_value();
    if (done && canFold) {
        done = m_reader.frames(m_read, [&](history::JournalOrder order, const history::JournalEntry& entry) {
            m_cut = isCut(order, entry);
            m_registryDue = m_nextRegistry && order > m_nextRegistry->afterOrder;
            if (m_cut || m_failed || frames >= kFramesAStep || bytes >= kBytesAStep) {
                return false;
            }
            m_began = m_began.value_or(entry.receiveTime);
            m_pipeline.take(order, entry);
            m_read = order;
            m_readBytes += entry.body.size();
            ++frames;
            bytes += entry.body.size();
            return true;
        });
    }
    m_reader.endRead();
    if (!done) {
        return failure(std::move(done.error()));
    }
    if (m_failed) {
        return failure(*m_failed);
    }
    return frames > 0;
}

Result<> Folder::writePieces(std::vector<history::BlockRow> blocks)
{
    history::FoldPiece piece;
    piece.fold = m_read;
    std::size_t bytes = 0;
    const auto send = [&]() -> Result<> {
        auto done = m_write([&](history::HistoryWriter& writer) { return writer.add(piece); });
        piece = {};
        piece.fold = m_read;
        bytes = 0;
        return done;
    };
    for (history::SeriesRow& row : m_numbers.takeNew()) {
        bytes += kSeriesBytes;
        piece.series.push_back(std::move(row));
        if (bytes >= kPieceBytes) {
            if (auto done = send(); !done) {
                return done;
            }
        }
    }
    for (history::BlockRow& row : blocks) {
        m_sums.samples += row.samples;
        m_sums.bytes += row.body.size();
        bytes += row.body.size();
        piece.blocks.push_back(std::move(row));
        if (bytes >= kPieceBytes) {
            if (auto done = send(); !done) {
                return done;
            }
        }
    }
    for (history::EventRow& event : m_events) {
        bytes += event.body.size() + 64;
        piece.events.push_back(std::move(event));
        if (bytes >= kPieceBytes) {
            if (auto done = send(); !done) {
                return done;
            }
        }
    }
    m_events.clear();
    return bytes > 0 ? send() : Result<>();
}

/// Everything taken since the last one becomes blocks, and the position moves to the last frame read.
Result<> Folder::fold()
{
    m_pipeline.settle();
    if (m_failed) {
        return failure(*m_failed);
    }
    auto blocks = m_builder.take(m_began.value_or(0) - history::kLateAfter);
    if (m_rolling) { // it may have read what is not all any more
        m_rolling.reset();
        m_nextRollLook = 0;
    }
    if (auto done = writePieces(std::move(blocks)); !done) {
        return done;
    }
    history::Checkpoint checkpoint = m_pipeline.checkpoint(m_read);
    checkpoint.registry = m_registry;
    if (auto done = m_write([&](history::HistoryWriter& writer) { return writer.seal(checkpoint); }); !done) {
        return done;
    }
    m_restarts.push_back({m_read, checkpoint.made, m_readBytes});
    m_began.reset();
    m_sums.position = m_read;
    ++m_sums.folds;
    return {};
}

/// Whether what comes after this place is all that has to stay: by time, or because more would be too much.
bool Folder::isKeptEnough(const Kept& next, TimeNs before) const
{
    return next.made <= before || m_readBytes - next.before > m_options.keepFrameBytes;
}

/// Frames that are folded and not needed for a restart any more leave, a megabyte at a time.
Result<bool> Folder::trim()
{
    const TimeNs before = m_pipeline.newestReceived() - m_options.keepFrames;
    while (m_restarts.size() > 1 && isKeptEnough(m_restarts[1], before)) {
        m_restarts.pop_front();
    }
    if (m_restarts.empty() || m_restarts.front().fold <= m_trimmed ||
        !isKeptEnough(m_restarts.front(), before)) {
        return false;
    }
    bool more = false;
    auto done = m_write([&](history::HistoryWriter& writer) -> Result<> {
        const auto left = writer.trim(m_restarts.front().fold, kPieceBytes);
        more = left && *left;
        return left ? Result<>() : Result<>(failure(left.error()));
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    if (!more) {
        m_trimmed = m_restarts.front().fold;
    }
    return true;
}

Result<bool> Folder::expire(TimeNs now)
{
    if (now < m_nextExpiry) {
        return false;
    }
    bool more = false;
    auto done = m_write([&](history::HistoryWriter& writer) -> Result<> {
        const auto left = writer.expire(m_options.retention, now, 128);
        more = left && *left;
        return left ? Result<>() : Result<>(failure(left.error()));
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    m_nextExpiry = more ? now : now + kMinute;
    return more;
}

Result<bool> Folder::step(TimeNs now, bool all)
{
    const auto read = readFrames();
    if (!read) {
        return read;
    }
    const bool idle = !*read && !m_cut && m_began && (all || now - *m_began >= m_options.window + kIdleGrace);
    if ((m_cut && m_began) || idle) {
        if (auto done = fold(); !done) {
            return failure(std::move(done.error()));
        }
    }
    if (m_cut && m_registryDue) {
        if (auto done = adoptRegistry(); !done) {
            return failure(std::move(done.error()));
        }
    }
    if (m_cut || idle || *read) {
        m_cut = false;
        return true;
    }
    for (const auto& work : {&Folder::trim, &Folder::rollUp}) {
        const auto did = (this->*work)();
        if (!did || *did) {
            return did;
        }
    }
    return expire(now);
}

} // namespace twin::ingest
