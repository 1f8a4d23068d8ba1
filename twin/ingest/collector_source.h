#pragma once

#include "twin/ingest/foreign_alarm.h"
#include "twin/ingest/foreign_series.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/mapping_store.h"
#include "twin/state/sample_batch.h"
#include "twin/support/clock.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxUnmappedNames = 256; ///< listed per sender; the rest is a sum

struct CollectorOptions
{
    SourceHello hello; ///< source, transport, peer; the epoch is the collector's own (its clock at opening)
    std::shared_ptr<const MappingStore> mapping;
    std::shared_ptr<const Clock> clock;  ///< null = SystemClock
    std::size_t windowBytes = 8U << 20U; ///< uncommitted beyond this: full
    std::size_t maxSeries = 200'000;     ///< remembered; points of further ones are refused
    TimeNs resendAfter = 2 * kSecond;    ///< uncommitted frames are offered to the engine again
};

/// What became of the points of one request. All of them are in the books when `upTo` is committed.
struct Taken
{
    std::uint64_t points = 0;    ///< given
    std::uint64_t taken = 0;     ///< of them: carried on, alone or as part of a value
    std::uint64_t duplicate = 0; ///< (series, source time) was here before
    std::uint64_t late = 0;      ///< too late to be part of a rate or of a combined value
    std::uint64_t refused = 0;
    std::uint64_t unmapped = 0; ///< of `refused`: no rule for it
    std::uint64_t ignored = 0;  ///< of `refused`: a rule says that nobody wants it
    std::string reason;         ///< of the last refusal but unmapped ones; empty = none
    std::uint64_t upTo = 0;     ///< everything is kept when `committedUpTo()` is at least this
};

/// A series or an alarm without a rule, for "map this…".
struct UnmappedSeries
{
    SeriesDescription example; ///< the first seen of that name
    std::uint64_t points = 0;
    std::string problem; ///< why rules for the name did not take it; empty = there are none
    std::string rule;    ///< in JSON, to start from
};

/// One sender of a foreign protocol as a source of the twin: maps its series and alarms, drops what was here
/// before, packs the rest into native frames of its own (source, epoch, sequence), keeps them until they are
/// committed and offers them again when they were not. `add`, `refuse`, `finish`, `resend` and `close` by one
/// thread at a time; the rest by any.
class CollectorSource final : public SeriesSink
{
  public:
    /// `committed(upTo)` comes on the engine's thread: hand over and return.
    /// Errors: those of FrameSink::openSource.
    [[nodiscard]] static Result<std::unique_ptr<CollectorSource>>
    open(FrameSink& sink, CollectorOptions options, std::function<void(std::uint64_t upTo)> committed);
    ~CollectorSource() override;

    /// There is no room: answer "later" before taking anything of a request. Offers again what waits.
    [[nodiscard]] bool isFull();
    void add(const ForeignSeries& series) override;
    void refuse(std::string_view name, std::uint64_t points, std::string_view reason) override;
    /// One report of an alarm, by the rules of the mapping.
    [[nodiscard]] AlarmFate addAlarm(const ForeignAlarm& alarm);
    /// A report of this sender whose meaning is known. `identity` as of ForeignAlarm.
    [[nodiscard]] AlarmFate reportAlarm(const state::AlarmReport& report, TimeNs time,
                                        std::string_view identity);
    /// Alarms that cannot be read, or that may not be taken.
    void refuseAlarm(std::string_view reason, std::uint64_t count = 1);
    /// The end of a request: what it made goes to the engine and its points into the books. The request may
    /// be acknowledged when `committedUpTo()` reaches `Taken::upTo`; duplicates too wait for their first.
    [[nodiscard]] Taken finish();
    /// Offers frames again that should be committed by now. Call a few times a second while something waits.
    void resend();

    /// What the source is called.
    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] std::uint64_t committedUpTo() const;
    /// The engine takes nothing more of this one: open another.
    [[nodiscard]] bool isClosed() const;
    /// No callback comes after it.
    void close();

    /// By name; the points of names beyond kMaxUnmappedNames are under "…".
    [[nodiscard]] std::vector<UnmappedSeries> unmapped() const;
    [[nodiscard]] std::size_t seriesCount() const;

  private:
    struct Impl;
    explicit CollectorSource(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
