#include "twin/ingest/collector_source.h"

#include "twin/ingest/accounting.h"
#include "twin/ingest/alarm_mapper.h"
#include "twin/ingest/send_window.h"
#include "twin/ingest/series_mapper.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <utility>

namespace twin::ingest {

namespace {

using std::chrono::steady_clock;

std::shared_ptr<const Clock> clockOf(const CollectorOptions& options)
{
    return options.clock != nullptr ? options.clock : std::make_shared<const SystemClock>();
}

} // namespace

struct CollectorSource::Impl
{
    CollectorOptions options;
    std::shared_ptr<const Clock> clock;
    std::function<void(std::uint64_t)> onCommitted;
    SeriesMapper mapper;
    AlarmMapper alarms;
    SendWindow window;
    std::vector<BatchWriter::Frame> frames; ///< reused
    std::uint64_t sequence = 0;
    std::atomic<std::uint64_t> committed = 0;
    std::atomic<bool> closed = false;
    std::unique_ptr<SourceSession> session;

    Impl(CollectorOptions given, std::function<void(std::uint64_t)> callback)
        : options(std::move(given))
        , clock(clockOf(options))
        , onCommitted(std::move(callback))
        , mapper(options.mapping, options.maxSeries)
        , alarms(options.mapping)
        , window(std::chrono::nanoseconds(options.resendAfter))
    {}

    [[nodiscard]] SessionEvents events()
    {
        SessionEvents out;
        out.acknowledged = [this](const Progress& progress) {
            committed.store(progress.contiguous);
            if (onCommitted) {
                onCommitted(progress.contiguous);
            }
        };
        out.refused = [this](const Refusal& refusal) {
            if (refusal.closing) {
                closed.store(true);
            }
        };
        return out;
    }

    void offer()
    {
        window.forgetUpTo(committed.load());
        if (!closed.load() && !window.offer(*session, steady_clock::now())) {
            closed.store(true);
        }
    }
};

CollectorSource::CollectorSource(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

CollectorSource::~CollectorSource()
{
    close();
}

Result<std::unique_ptr<CollectorSource>> CollectorSource::open(FrameSink& sink, CollectorOptions options,
                                                               std::function<void(std::uint64_t)> committed)
{
    auto impl = std::make_unique<Impl>(std::move(options), std::move(committed));
    SourceHello hello = impl->options.hello;
    hello.epoch = static_cast<std::uint64_t>(std::max<TimeNs>(impl->clock->now(), 1));
    auto session = sink.openSource(hello, impl->events());
    if (!session) {
        return failure(std::move(session.error()));
    }
    impl->session = std::move(*session);
    impl->mapper.writer().setKept(impl->session->keptTimes());
    impl->sequence = impl->session->progress().highest(); // 0, unless the clock went back to an old epoch
    impl->committed.store(impl->session->progress().contiguous);
    return std::unique_ptr<CollectorSource>(new CollectorSource(std::move(impl)));
}

bool CollectorSource::isFull()
{
    m_impl->offer();
    return m_impl->window.bytes() >= m_impl->options.windowBytes;
}

void CollectorSource::add(const ForeignSeries& series)
{
    m_impl->mapper.add(series, m_impl->clock->now());
}

void CollectorSource::refuse(std::string_view name, std::uint64_t points, std::string_view reason)
{
    m_impl->mapper.refuse(name, points, reason);
}

AlarmFate CollectorSource::addAlarm(const ForeignAlarm& alarm)
{
    return m_impl->alarms.add(alarm, m_impl->clock->now());
}

AlarmFate CollectorSource::reportAlarm(const state::AlarmReport& report, TimeNs time,
                                       std::string_view identity)
{
    return m_impl->alarms.report(report, time, identity, m_impl->clock->now());
}

void CollectorSource::refuseAlarm(std::string_view reason, std::uint64_t count)
{
    m_impl->alarms.refuse(reason, count);
}

Taken CollectorSource::finish()
{
    Impl& my = *m_impl;
    Tally tally;
    Taken taken = my.mapper.finish(tally);
    my.alarms.settle(tally);
    if (!tally.isEmpty()) {
        my.session->enter(tally);
    }
    my.mapper.writer().take(my.clock->now(), my.sequence, my.frames);
    my.alarms.take(my.sequence, my.frames);
    for (BatchWriter::Frame& frame : my.frames) {
        my.window.push(std::move(frame));
    }
    my.frames.clear();
    my.offer();
    taken.upTo = my.sequence;
    return taken;
}

void CollectorSource::resend()
{
    m_impl->offer();
}

const std::string& CollectorSource::name() const
{
    return m_impl->options.hello.source;
}

std::uint64_t CollectorSource::committedUpTo() const
{
    return m_impl->committed.load();
}

bool CollectorSource::isClosed() const
{
    return m_impl->closed.load();
}

void CollectorSource::close()
{
    m_impl->closed.store(true);
    m_impl->session->close();
}

std::vector<UnmappedSeries> CollectorSource::unmapped() const
{
    std::vector<UnmappedSeries> out = m_impl->mapper.unmapped();
    std::vector<UnmappedSeries> alarms = m_impl->alarms.unmapped();
    std::ranges::move(alarms, std::back_inserter(out));
    return out;
}

std::size_t CollectorSource::seriesCount() const
{
    return m_impl->mapper.seriesCount();
}

} // namespace twin::ingest
