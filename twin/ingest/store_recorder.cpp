#include "twin/ingest/store_recorder.h"

#include "twin/history/history_store.h"
#include "twin/history/read_scope.h"
#include "twin/history/store_location.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/snapshot_file.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace twin::ingest {

namespace {

using history::HistoryReader;
using history::JournalEntry;
using history::JournalOrder;
using history::RegistryVersion;

/// A frame of the journal by its place and time.
struct Place
{
    JournalOrder order = 0;
    TimeNs received = 0;
};

/// Where a recording begins.
struct Beginning
{
    TimeNs since = 0; ///< from here on all is known
    JournalOrder after = 0;
    std::optional<history::Checkpoint> checkpoint; ///< none: the very first frame
};

/// The first frame after `after`.
Result<std::optional<Place>> frameAfter(HistoryReader& reader, JournalOrder after)
{
    std::optional<Place> out;
    auto read = reader.frames(after, [&](JournalOrder order, const JournalEntry& entry) {
        out = Place{order, entry.receiveTime};
        return false;
    });
    return read ? Result<std::optional<Place>>(out) : Result<std::optional<Place>>(failure(read.error()));
}

/// Reads a store and writes it down. Lives for one recording.
class Recorder
{
  public:
    Recorder(HistoryReader& reader, const RecordOptions& options)
        : m_reader(reader)
        , m_options(options)
    {}

    [[nodiscard]] Result<StoreRecording> run(const std::string& path)
    {
        auto found = findBeginning();
        if (found) {
            found = findEnd();
        }
        if (!found) {
            return failure(std::move(found.error()));
        }
        auto versions = m_reader.registries();
        auto header =
            versions ? headerOf(*versions) : Result<history::RecordingHeader>(failure(versions.error()));
        if (!header) {
            return failure(std::move(header.error()));
        }
        m_versions = std::move(*versions);
        auto writer = history::RecordingWriter::create(path, *header);
        if (!writer) {
            return failure(std::move(writer.error()));
        }
        if (auto written = writeAll(*writer); !written) {
            return failure(std::move(written.error()));
        }
        auto summary = writer->finish();
        return summary ? Result<StoreRecording>(StoreRecording{std::move(*summary), m_forgotten})
                       : Result<StoreRecording>(failure(std::move(summary.error())));
    }

  private:
    [[nodiscard]] tl::unexpected<Error> notKept(TimeNs since) const
    {
        return failure(ErrorCode::Invalid, "frames are kept only since " + momentText(since) +
                                               ": a recording can begin there, or later. More is kept with "
                                               "--keep-frames-minutes and --keep-frame-bytes");
    }

    /// The newest kept moment at or before the begin that is asked for, or the oldest there is.
    Result<> findBeginning()
    {
        const auto first = frameAfter(m_reader, 0);
        const auto points = m_reader.restartPoints();
        if (!first || !points) {
            return failure(!first ? first.error() : points.error());
        }
        std::vector<Beginning> places;
        if (*first && (*first)->order == 1) {
            places.push_back({(*first)->received, 0, std::nullopt});
        }
        for (const history::RestartPoint& point : *points) {
            // While frames are being let go of, some after an older point may be gone already.
            if (!*first || (*first)->order <= point.fold + 1) {
                places.push_back({point.made, point.fold, history::Checkpoint{}});
            }
        }
        if (places.empty()) {
            return failure(ErrorCode::Invalid, "nothing was heard yet, or it cannot be gone on from");
        }
        m_begin = places.front();
        const bool isTrimmed = m_begin.checkpoint.has_value();
        const TimeNs wanted = m_options.from.value_or(m_begin.since);
        if (isTrimmed && wanted < m_begin.since) {
            return notKept(m_begin.since);
        }
        for (const Beginning& place : places) {
            m_begin = place.since <= wanted ? place : m_begin;
        }
        if (m_begin.checkpoint) {
            auto checkpoint = m_reader.checkpoint(m_begin.after);
            if (!checkpoint) {
                return failure(std::move(checkpoint.error()));
            }
            m_begin.checkpoint = std::move(*checkpoint);
        }
        return {};
    }

    Result<> findEnd()
    {
        const auto newest = m_reader.newestFrame();
        const auto last = newest ? frameAfter(m_reader, *newest - std::min<JournalOrder>(*newest, 1))
                                 : Result<std::optional<Place>>(failure(newest.error()));
        if (!last) {
            return failure(last.error());
        }
        const TimeNs heard = *last ? std::max((*last)->received, m_begin.since) : m_begin.since;
        m_from = std::max(m_options.from.value_or(m_begin.since), m_begin.since);
        m_to = std::min(m_options.to.value_or(heard), heard);
        if (m_options.from && m_options.to && *m_options.to < *m_options.from) {
            return failure(ErrorCode::BadInput, "a recording cannot end before it begins");
        }
        if (m_from > heard) {
            return failure(ErrorCode::Invalid,
                           "nothing was heard since then: the newest frame was received at " +
                               momentText(heard));
        }
        if (m_to < m_from) {
            return m_begin.checkpoint ? notKept(m_begin.since)
                                      : failure(ErrorCode::Invalid, "nothing was heard until then: the first "
                                                                    "frame was received at " +
                                                                        momentText(m_begin.since));
        }
        return {};
    }

    /// In force for the frame at `order`, whatever comes after `current`.
    static bool isInForce(const RegistryVersion& version, JournalOrder order)
    {
        return version.afterOrder < order;
    }

    Result<history::RecordingHeader> headerOf(const std::vector<RegistryVersion>& versions)
    {
        history::RecordingHeader header{m_from, m_to, m_options.madeBy, m_options.note, false};
        for (const RegistryVersion& version : versions) {
            if (m_begin.checkpoint && version.id < m_begin.checkpoint->registry) {
                continue;
            }
            auto document = m_reader.registryDocument(version.id);
            auto parsed = document ? registry::parseSnapshot(*document, registry::SnapshotFormat::Protobuf)
                                   : Result<registry::SnapshotDocument>(failure(document.error()));
            if (!parsed) {
                return failure(std::move(parsed.error()));
            }
            header.synthetic = header.synthetic || parsed->message().registry().origin().synthetic();
        }
        return header;
    }

    Result<> writeRegistry(history::RecordingWriter& writer, const RegistryVersion& version)
    {
        m_registry = version.id;
        const auto document = m_reader.registryDocument(version.id);
        return document ? writer.addRegistry(version.validFrom, *document)
                        : Result<>(failure(document.error()));
    }

    /// Versions after the one written last, as long as `isDue` says so.
    Result<> writeRegistries(history::RecordingWriter& writer,
                             const std::function<bool(const RegistryVersion&)>& isDue)
    {
        for (const RegistryVersion& version : m_versions) {
            if (version.id <= m_registry) {
                continue;
            }
            if (!isDue(version)) {
                break;
            }
            if (auto written = writeRegistry(writer, version); !written) {
                return written;
            }
        }
        return {};
    }

    Result<> writeStart(history::RecordingWriter& writer)
    {
        if (!m_begin.checkpoint) {
            return {};
        }
        const auto version =
            std::ranges::find(m_versions, m_begin.checkpoint->registry, &RegistryVersion::id);
        if (version == m_versions.end()) {
            return failure(ErrorCode::BadInput, "the registry of a kept moment is not in the store");
        }
        auto written = writeRegistry(writer, *version);
        return written ? writer.addStart(*m_begin.checkpoint) : written;
    }

    Result<> writeFrame(history::RecordingWriter& writer, JournalOrder order, const JournalEntry& entry)
    {
        if (m_options.isCancelled && m_options.isCancelled()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        m_forgotten += order - m_last - 1;
        m_last = order;
        if (entry.receiveTime > m_to) {
            return {};
        }
        auto written = writeRegistries(
            writer, [&](const RegistryVersion& version) { return isInForce(version, order); });
        return written ? writer.add({entry.source, entry.epoch, entry.receiveTime, entry.samples, entry.body})
                       : written;
    }

    Result<> writeAll(history::RecordingWriter& writer)
    {
        auto written = writeStart(writer);
        if (!written) {
            return written;
        }
        m_last = m_begin.after;
        auto read = m_reader.frames(m_begin.after, [&](JournalOrder order, const JournalEntry& entry) {
            written = writeFrame(writer, order, entry);
            return written.has_value();
        });
        if (!read || !written) {
            return read ? written : read;
        }
        // One that came after the last frame, too: the moment at the end is in its words.
        return writeRegistries(writer, [&](const RegistryVersion& version) {
            return !m_options.to || version.validFrom <= m_to;
        });
    }

    HistoryReader& m_reader;
    const RecordOptions& m_options;
    Beginning m_begin;
    TimeNs m_from = 0;
    TimeNs m_to = 0;
    std::vector<RegistryVersion> m_versions;
    std::uint64_t m_registry = 0; ///< number of the version written last
    JournalOrder m_last = 0;      ///< frame seen last
    std::uint64_t m_forgotten = 0;
};

} // namespace

Result<StoreRecording> recordStore(const std::string& store, const std::string& path,
                                   const RecordOptions& options)
{
    auto opened = history::historyStore(store);
    auto reader =
        opened ? (*opened)->openReader() : Result<std::unique_ptr<HistoryReader>>(failure(opened.error()));
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    const history::ReadScope scope(**reader);
    if (!scope.begun()) {
        return failure(scope.begun().error());
    }
    auto recorded = Recorder(**reader, options).run(path);
    if (!recorded && recorded.error().file.empty()) {
        recorded.error().file = history::shownLocation(store);
    }
    return recorded;
}

} // namespace twin::ingest
