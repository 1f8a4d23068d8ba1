#include "twin/history/pg_journal.h"

#include "twin/history/pg_lease.h"
#include "twin/history/pg_schema.h"
#include "twin/history/sql_integers.h"
#include "twin/support/clock.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace twin::history {

namespace {

/// Longer than a commit ever takes on a server that lives.
constexpr std::chrono::milliseconds kPatience{10'000};
constexpr std::size_t kTrimRows = 1024;
constexpr std::size_t kRoomRows = 64;

} // namespace

PgJournal::PgJournal(PgConnection connection, const JournalOptions& options)
    : m_connection(std::move(connection))
    , m_options(options)
{}

Result<std::unique_ptr<PgJournal>> PgJournal::open(const std::string& location, const JournalOptions& options)
{
    auto connection = openPgSession(location, kPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    auto done = takePgLease(*connection); // first: nobody else changes what is read from here on
    if (!done) {
        return failure(std::move(done.error()));
    }
    const auto version = readPgSchemaVersion(*connection);
    if (!version) {
        return failure(version.error());
    }
    done = migratePg(*connection, *version);
    done = done ? notePgLease(*connection) : std::move(done);
    if (!done) {
        return failure(std::move(done.error()));
    }
    std::unique_ptr<PgJournal> out(new PgJournal(std::move(*connection), options));
    if (auto loaded = out->load(); !loaded) {
        return failure(std::move(loaded.error()));
    }
    return out;
}

Result<> PgJournal::load()
{
    // Folded frames leave: their order is never given again.
    const auto last = m_connection.integer("SELECT greatest((SELECT max(global_order) FROM frames), "
                                           "(SELECT max(fold) FROM checkpoints), "
                                           "(SELECT max(after_order) FROM registries), 0)");
    const auto bytes = m_connection.integer("SELECT value FROM sums WHERE name = 'frame_bytes'");
    if (!last || !bytes) {
        return failure(!last ? last.error() : bytes.error());
    }
    m_nextOrder = fromSql(*last) + 1;
    m_frameBytes = fromSql(*bytes);
    auto done = m_days.load(m_connection);
    done = done ? m_days.ensure(m_connection, SystemClock().now()) : std::move(done);
    return done ? loadSources() : std::move(done);
}

Result<> PgJournal::loadSources()
{
    const auto rows = m_connection.query("SELECT id, name FROM sources");
    if (!rows) {
        return failure(rows.error());
    }
    m_sourceIds.clear();
    for (int i = 0; i < rows->count(); ++i) {
        m_sourceIds.emplace(rows->bytes(i, 1), rows->integer(i, 0));
    }
    return {};
}

Result<std::int64_t> PgJournal::sourceNumber(std::string_view name)
{
    if (const auto found = m_sourceIds.find(name); found != m_sourceIds.end()) {
        return found->second;
    }
    const auto id = static_cast<std::int64_t>(m_sourceIds.size()) + 1;
    const auto inserted =
        m_connection.query("INSERT INTO sources VALUES($1, $2)", PgValues().add(id).add(name));
    if (!inserted) {
        return failure(inserted.error());
    }
    m_sourceIds.emplace(name, id);
    return id;
}

/// Outside the transaction: a day that is made stays whatever comes of the append.
Result<> PgJournal::ensureDays(std::span<const JournalEntry> entries)
{
    std::set<std::int64_t> days;
    for (const JournalEntry& entry : entries) {
        days.insert(dayOf(entry.receiveTime));
    }
    for (const std::int64_t day : days) {
        if (auto done = m_days.ensure(m_connection, day * kDay); !done) {
            return done;
        }
    }
    return {};
}

Result<> PgJournal::copyFrames(std::span<const JournalEntry> entries)
{
    std::vector<std::int64_t> sources;
    for (const JournalEntry& entry : entries) {
        const auto source = sourceNumber(entry.source);
        if (!source) {
            return failure(source.error());
        }
        sources.push_back(*source);
    }
    return m_connection.copy("COPY frames FROM STDIN (FORMAT binary)",
                             [&](PgCopyRows& rows, const std::function<Result<>()>& send) -> Result<> {
                                 for (std::size_t i = 0; i < entries.size(); ++i) {
                                     const JournalEntry& entry = entries[i];
                                     rows.row(8)
                                         .add(toSql(m_nextOrder++))
                                         .add(sources[i])
                                         .add(toSql(entry.epoch))
                                         .add(toSql(entry.sequence))
                                         .add(entry.receiveTime)
                                         .add(static_cast<std::int64_t>(entry.kind))
                                         .add(toSql(entry.samples))
                                         .add(entry.body);
                                     if (auto sent = send(); !sent) {
                                         return sent;
                                     }
                                 }
                                 return {};
                             });
}

Result<> PgJournal::storeForgotten(const std::vector<ForgottenEpochs>& forgotten)
{
    for (const ForgottenEpochs& sums : forgotten) {
        const auto source = sourceNumber(sums.source);
        if (!source) {
            return failure(source.error());
        }
        std::vector<std::int64_t> gone;
        std::ranges::transform(sums.gone, std::back_inserter(gone), toSql);
        const auto dropped = m_connection.query("DELETE FROM progress WHERE source = $1 AND epoch = ANY($2)",
                                                PgValues().add(*source).add(gone));
        const auto stored = m_connection.query(
            "INSERT INTO forgotten VALUES($1, $2, $3, $4, $5) ON CONFLICT(source) DO UPDATE SET "
            "up_to = excluded.up_to, epochs = excluded.epochs, frames = excluded.frames, "
            "samples = excluded.samples",
            PgValues()
                .add(*source)
                .add(toSql(sums.upTo))
                .add(toSql(sums.epochs))
                .add(toSql(sums.frames))
                .add(toSql(sums.samples)));
        if (!dropped || !stored) {
            return failure(!dropped ? dropped.error() : stored.error());
        }
    }
    return {};
}

/// All records in one question, however many sources there are.
Result<> PgJournal::store(const ProgressUpdate& update)
{
    std::vector<std::int64_t> sources;
    std::vector<std::int64_t> epochs;
    std::vector<std::int64_t> contiguous;
    std::vector<std::string> ranges;
    std::vector<std::int64_t> frames;
    std::vector<std::int64_t> samples;
    for (const ProgressRecord& record : update.records) {
        const auto source = sourceNumber(record.source);
        if (!source) {
            return failure(source.error());
        }
        sources.push_back(*source);
        epochs.push_back(toSql(record.epoch));
        contiguous.push_back(toSql(record.progress.contiguous));
        ranges.push_back(rangesText(record.progress.ranges));
        frames.push_back(toSql(record.frames));
        samples.push_back(toSql(record.samples));
    }
    const auto stored = m_connection.query(
        "INSERT INTO progress SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT(source, epoch) DO "
        "UPDATE SET "
        "contiguous = excluded.contiguous, ranges = excluded.ranges, frames = excluded.frames, "
        "samples = excluded.samples",
        PgValues()
            .add(sources)
            .add(epochs)
            .add(contiguous)
            .add(std::vector<std::string_view>(ranges.begin(), ranges.end()))
            .add(frames)
            .add(samples));
    return stored ? storeForgotten(update.forgotten) : Result<>(failure(stored.error()));
}

Result<> PgJournal::storeFrameBytes()
{
    const auto done = m_connection.query("UPDATE sums SET value = $1 WHERE name = 'frame_bytes'",
                                         PgValues().add(toSql(m_frameBytes)));
    return done ? Result<>() : Result<>(failure(done.error()));
}

/// Forgets the oldest frames of `where` up to an order, at least one and at most `maxBytes`; how many it
/// were.
Result<std::uint64_t> PgJournal::dropOldest(const char* where, std::uint64_t upTo, std::uint64_t maxBytes,
                                            std::size_t limit, bool& more)
{
    const auto oldest =
        m_connection.query(std::string("SELECT global_order, octet_length(body) FROM frames WHERE ") + where +
                               " global_order <= $1 ORDER BY global_order LIMIT $2",
                           PgValues().add(toSql(upTo)).add(static_cast<std::int64_t>(limit)));
    if (!oldest) {
        return failure(oldest.error());
    }
    std::vector<std::int64_t> gone;
    std::uint64_t bytes = 0;
    more = static_cast<std::size_t>(oldest->count()) == limit;
    for (int i = 0; i < oldest->count(); ++i) {
        const std::uint64_t cost = fromSql(oldest->integer(i, 1)) + kRecordOverhead;
        if (bytes > 0 && bytes + cost > maxBytes) {
            more = true;
            break;
        }
        bytes += cost;
        gone.push_back(oldest->integer(i, 0));
    }
    const auto deleted =
        m_connection.query("DELETE FROM frames WHERE global_order = ANY($1)", PgValues().add(gone));
    if (!deleted) {
        return failure(deleted.error());
    }
    m_frameBytes -= std::min(bytes, m_frameBytes);
    return static_cast<std::uint64_t>(gone.size());
}

/// Forgets oldest batches until `bytes` more fit; definitions and events stay, because later batches need
/// them.
Result<std::uint64_t> PgJournal::makeRoom(std::uint64_t bytes)
{
    std::uint64_t dropped = 0;
    while (m_frameBytes + bytes > m_options.maxBytes) {
        bool more = false;
        const auto gone = dropOldest("kind = 3 AND", m_nextOrder, m_frameBytes, kRoomRows, more);
        if (!gone) {
            return gone;
        }
        if (*gone == 0) {
            break;
        }
        dropped += *gone;
    }
    return dropped;
}

/// Inside the transaction.
Result<AppendOutcome> PgJournal::fill(std::span<const JournalEntry> entries,
                                      const std::function<ProgressUpdate(std::size_t)>& progressAfter)
{
    AppendOutcome outcome;
    if (m_options.dropOldest) {
        std::uint64_t total = 0;
        for (const JournalEntry& entry : entries) {
            total += costOf(entry);
        }
        const auto dropped = makeRoom(total);
        if (!dropped) {
            return failure(dropped.error());
        }
        outcome.dropped = *dropped;
    }
    for (const JournalEntry& entry : entries) {
        if (m_frameBytes + costOf(entry) > m_options.maxBytes) {
            break;
        }
        m_frameBytes += costOf(entry);
        ++outcome.stored;
    }
    outcome.bytes = m_frameBytes;
    auto done = outcome.stored > 0 ? copyFrames(entries.first(outcome.stored)) : Result<>();
    done = done ? store(progressAfter(outcome.stored)) : std::move(done);
    done = done ? storeFrameBytes() : std::move(done);
    if (!done) {
        return failure(std::move(done.error()));
    }
    return outcome;
}

Result<> PgJournal::transact(const std::function<Result<>(PgConnection&)>& work)
{
    const std::uint64_t orderBefore = m_nextOrder;
    const std::uint64_t bytesBefore = m_frameBytes;
    auto done = history::transact(m_connection, [&] { return work(m_connection); });
    if (!done) { // the store is as before, and what is remembered of it must be too
        m_nextOrder = orderBefore;
        m_frameBytes = bytesBefore;
        if (!m_connection.isLost()) {
            static_cast<void>(loadSources());
        }
    }
    return done;
}

Result<AppendOutcome>
PgJournal::append(std::span<const JournalEntry> entries,
                  const std::function<ProgressUpdate(std::size_t stored)>& progressAfter)
{
    AppendOutcome outcome;
    auto done = ensureDays(entries);
    done = done ? transact([&](PgConnection&) -> Result<> {
        auto filled = fill(entries, progressAfter);
        if (!filled) {
            return failure(std::move(filled.error()));
        }
        outcome = *filled;
        return {};
    })
                : std::move(done);
    if (!done) {
        return failure(std::move(done.error()));
    }
    return outcome;
}

/// A past day that has nothing after `upTo` goes as a whole.
Result<bool> PgJournal::dropPastDay(std::uint64_t upTo, std::int64_t& day)
{
    if (m_days.days().empty() || *m_days.days().begin() >= dayOf(SystemClock().now())) {
        return false;
    }
    day = *m_days.days().begin();
    const auto last =
        m_connection.integer("SELECT coalesce(max(global_order), 0) FROM " + m_days.nameOf(day));
    if (!last || fromSql(*last) > upTo) {
        return last ? Result<bool>(false) : Result<bool>(failure(last.error()));
    }
    const auto bytes = m_connection.integer("SELECT coalesce(sum(octet_length(body) + 64), 0)::bigint FROM " +
                                            m_days.nameOf(day));
    if (!bytes) {
        return failure(bytes.error());
    }
    const auto gone = m_days.drop(m_connection, day);
    if (gone && *gone) {
        m_frameBytes -= std::min(fromSql(*bytes), m_frameBytes);
    }
    return gone;
}

Result<bool> PgJournal::trim(std::uint64_t upTo, std::uint64_t maxBytes)
{
    bool more = false;
    bool dayGone = false;
    std::int64_t day = 0;
    auto done = transact([&](PgConnection&) -> Result<> {
        const auto whole = dropPastDay(upTo, day);
        if (!whole) {
            return failure(whole.error());
        }
        dayGone = *whole;
        more = dayGone;
        if (!dayGone) {
            if (const auto gone = dropOldest("", upTo, maxBytes, kTrimRows, more); !gone) {
                return failure(gone.error());
            }
        }
        return storeFrameBytes();
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    if (dayGone) {
        m_days.forget(day);
    }
    return more;
}

Result<std::vector<ProgressRecord>> loadProgress(PgConnection& connection)
{
    const auto rows = connection.query("SELECT s.name, p.epoch, p.contiguous, p.ranges, p.frames, p.samples "
                                       "FROM progress p JOIN sources s ON s.id = p.source");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<ProgressRecord> out;
    for (int i = 0; i < rows->count(); ++i) {
        auto ranges = parseRanges(rows->bytes(i, 3));
        if (!ranges) {
            return failure(std::move(ranges.error()));
        }
        out.push_back({std::string(rows->bytes(i, 0)),
                       fromSql(rows->integer(i, 1)),
                       {fromSql(rows->integer(i, 2)), std::move(*ranges)},
                       fromSql(rows->integer(i, 4)),
                       fromSql(rows->integer(i, 5))});
    }
    // Here and not in SQL, whose integers are signed.
    std::ranges::sort(out, {}, [](const ProgressRecord& record) {
        return std::tuple<const std::string&, std::uint64_t>(record.source, record.epoch);
    });
    return out;
}

Result<std::vector<ForgottenEpochs>> loadForgotten(PgConnection& connection)
{
    const auto rows =
        connection.query("SELECT s.name, f.up_to, f.epochs, f.frames, f.samples FROM forgotten f "
                         "JOIN sources s ON s.id = f.source ORDER BY s.name");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<ForgottenEpochs> out;
    for (int i = 0; i < rows->count(); ++i) {
        out.push_back({std::string(rows->bytes(i, 0)), fromSql(rows->integer(i, 1)),
                       fromSql(rows->integer(i, 2)), fromSql(rows->integer(i, 3)),
                       fromSql(rows->integer(i, 4))});
    }
    return out;
}

} // namespace twin::history
