#include "twin/history/block_codec.h"

#include "twin/history/byte_stream.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/value_codec.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

namespace twin::history {

namespace {

constexpr std::uint8_t kPlainForm = 1;
constexpr std::uint8_t kIntervalForm = 2; ///< stamps have the sources' own intervals with them

using Schedule = std::vector<std::uint32_t>;

/// Times are differenced twice: most frames come in step. The rest hardly changes from one to the next.
void writeStamps(const std::vector<SampleStamp>& stamps, std::uint8_t form, ByteWriter& head)
{
    head.varint(stamps.size());
    std::int64_t before = 0;
    std::int64_t pace = 0;
    for (const SampleStamp& stamp : stamps) {
        const std::int64_t step = wrapSub(stamp.time, before);
        head.signedVarint(wrapSub(step, pace));
        pace = step;
        before = stamp.time;
    }
    std::int64_t delay = 0;
    for (const SampleStamp& stamp : stamps) {
        const std::int64_t now = wrapSub(stamp.receiveTime, stamp.time);
        head.signedVarint(wrapSub(now, delay));
        delay = now;
    }
    SampleStamp last;
    for (const SampleStamp& stamp : stamps) {
        head.signedVarint(static_cast<std::int64_t>(stamp.epoch - last.epoch));
        head.signedVarint(static_cast<std::int64_t>(stamp.sequence - last.sequence));
        last = stamp;
    }
    for (const SampleStamp& stamp : stamps) {
        if (form == kIntervalForm) {
            head.varint(stamp.interval_ms);
        }
    }
}

Result<std::vector<SampleStamp>> readStamps(std::uint8_t form, ByteReader& head)
{
    const std::uint64_t count = head.varint();
    if (count > head.left()) { // at least four bytes each
        return failure(ErrorCode::BadInput, "a block has more stamps than bytes");
    }
    std::vector<SampleStamp> stamps(count);
    std::int64_t before = 0;
    std::int64_t pace = 0;
    for (SampleStamp& stamp : stamps) {
        pace = wrapAdd(pace, head.signedVarint());
        before = wrapAdd(before, pace);
        stamp.time = before;
    }
    std::int64_t delay = 0;
    for (SampleStamp& stamp : stamps) {
        delay = wrapAdd(delay, head.signedVarint());
        stamp.receiveTime = wrapAdd(stamp.time, delay);
    }
    SampleStamp last;
    for (SampleStamp& stamp : stamps) {
        stamp.epoch = last.epoch + static_cast<std::uint64_t>(head.signedVarint());
        stamp.sequence = last.sequence + static_cast<std::uint64_t>(head.signedVarint());
        last = stamp;
    }
    for (SampleStamp& stamp : stamps) {
        stamp.interval_ms = form == kIntervalForm ? static_cast<std::uint32_t>(head.varint()) : 0;
    }
    if (!std::ranges::is_sorted(stamps, {}, &SampleStamp::time)) {
        return failure(ErrorCode::BadInput, "a block's stamps are out of order");
    }
    return stamps;
}

/// Series that were always sent together share one list of stamps.
void writeSchedule(const Schedule& schedule, ByteWriter& head)
{
    head.varint(schedule.size());
    std::uint32_t next = 0;
    for (const std::uint32_t stamp : schedule) {
        head.varint(stamp - next);
        next = stamp + 1;
    }
}

Result<std::vector<Schedule>> readSchedules(ByteReader& head, std::size_t stamps)
{
    const std::uint64_t count = head.varint();
    if (count > head.left()) {
        return failure(ErrorCode::BadInput, "a block has more schedules than bytes");
    }
    std::vector<Schedule> schedules(count);
    for (Schedule& schedule : schedules) {
        const std::uint64_t size = head.varint();
        if (size > head.left()) {
            return failure(ErrorCode::BadInput, "a schedule is longer than its block");
        }
        schedule.reserve(size);
        std::uint64_t next = 0;
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::uint64_t skip = head.varint();
            if (skip >= stamps || next + skip >= stamps) {
                return failure(ErrorCode::BadInput, "a schedule names a stamp that is not there");
            }
            schedule.push_back(static_cast<std::uint32_t>(next + skip));
            next = next + skip + 1;
        }
    }
    return schedules;
}

/// Runs of equal quality; nothing but a zero if all are good.
void writeQualities(const std::vector<Quality>& qualities, ByteWriter& head)
{
    if (std::ranges::all_of(qualities, [](Quality quality) { return quality == Quality::Good; })) {
        head.varint(0);
        return;
    }
    for (std::size_t i = 0; i < qualities.size();) {
        std::size_t end = i;
        while (end < qualities.size() && qualities[end] == qualities[i]) {
            ++end;
        }
        head.varint(end - i);
        head.byte(static_cast<std::uint8_t>(qualities[i]));
        i = end;
    }
}

Result<std::vector<Quality>> readQualities(ByteReader& head, std::size_t count)
{
    std::vector<Quality> out;
    std::uint64_t length = head.varint();
    if (length == 0) {
        return out;
    }
    while (true) {
        const std::uint8_t quality = head.byte();
        if (length == 0 || length > count - out.size() ||
            quality > static_cast<std::uint8_t>(Quality::Missing)) {
            return failure(ErrorCode::BadInput, "a block's qualities do not fit its values");
        }
        out.insert(out.end(), length, static_cast<Quality>(quality));
        if (out.size() == count) {
            return out;
        }
        length = head.varint();
    }
}

std::vector<double> presentValues(const SeriesRun& run)
{
    if (run.qualities.empty()) {
        return run.values;
    }
    std::vector<double> out;
    for (std::size_t i = 0; i < run.values.size(); ++i) {
        if (run.qualities[i] != Quality::Missing) {
            out.push_back(run.values[i]);
        }
    }
    return out;
}

/// Puts NaN where the source had no value.
void spread(SeriesRun& run, std::size_t count)
{
    if (run.values.size() == count) {
        return;
    }
    std::vector<double> all(count, std::numeric_limits<double>::quiet_NaN());
    auto next = run.values.begin();
    for (std::size_t i = 0; i < count; ++i) {
        if (run.qualities[i] != Quality::Missing) {
            all[i] = *next++;
        }
    }
    run.values = std::move(all);
}

class Reader
{
  public:
    /// Series before `first` and after `last` are passed over.
    Result<SampleBlock> read(std::string_view bytes, SeriesId first, SeriesId last);

  private:
    Result<> open(std::string_view bytes);
    Result<> readRuns(SeriesId first, SeriesId last);
    Result<> readRun(SeriesId series, bool wanted);

    std::uint8_t m_form = kPlainForm;
    std::string m_headBytes;
    ByteReader m_head{{}};
    Planes m_planes;
    std::array<std::size_t, 8> m_offsets{};
    std::vector<Schedule> m_schedules;
    std::size_t m_samples = 0;
    SampleBlock m_block;
};

Result<> Reader::open(std::string_view bytes)
{
    ByteReader in(bytes);
    m_form = in.byte();
    if (m_form != kPlainForm && m_form != kIntervalForm) {
        return failure(ErrorCode::Unsupported, "a block of a form that is not known here");
    }
    auto head = unpack(in);
    if (!head) {
        return failure(std::move(head.error()));
    }
    m_headBytes = std::move(*head);
    m_head = ByteReader(m_headBytes);
    const std::uint8_t planes = in.byte();
    for (std::size_t plane = 0; plane < planes; ++plane) {
        auto unpackedPlane = plane < m_planes.size()
                                 ? unpack(in, kMaxBlockSamples)
                                 : Result<std::string>(failure(ErrorCode::BadInput, "too many planes"));
        if (!unpackedPlane) {
            return failure(std::move(unpackedPlane.error()));
        }
        m_planes[plane] = std::move(*unpackedPlane);
    }
    if (in.failed() || in.left() > 0) {
        return failure(ErrorCode::BadInput, "a block is cut off, or has more than it says");
    }
    return {};
}

Result<> Reader::readRun(SeriesId series, bool wanted)
{
    const std::uint64_t schedule = m_head.varint();
    if (schedule >= m_schedules.size()) {
        return failure(ErrorCode::BadInput, "a series names a schedule that is not there");
    }
    const std::size_t count = m_schedules[schedule].size();
    m_samples += count;
    if (m_samples > kMaxBlockSamples) {
        return failure(ErrorCode::TooLarge, "a block has more samples than it may have");
    }
    auto qualities = readQualities(m_head, count);
    if (!qualities) {
        return failure(std::move(qualities.error()));
    }
    const auto missing = static_cast<std::size_t>(std::ranges::count(*qualities, Quality::Missing));
    const auto form = readValueForm(m_head);
    if (!form) {
        return failure(form.error());
    }
    const std::size_t present = count - missing;
    for (std::size_t plane = 0; plane < m_planes.size(); ++plane) {
        if (m_offsets[plane] + planeShare(*form, plane, present) > m_planes[plane].size()) {
            return failure(ErrorCode::BadInput, "a series has fewer values than it says");
        }
    }
    if (wanted) {
        SeriesRun run{series, m_schedules[schedule], {}, std::move(*qualities)};
        decodeValues(*form, m_planes, m_offsets, present, run.values);
        spread(run, count);
        m_block.series.push_back(std::move(run));
    }
    for (std::size_t plane = 0; plane < m_planes.size(); ++plane) {
        m_offsets[plane] += planeShare(*form, plane, present);
    }
    return {};
}

Result<> Reader::readRuns(SeriesId first, SeriesId last)
{
    const std::uint64_t count = m_head.varint();
    if (count > m_head.left()) {
        return failure(ErrorCode::BadInput, "a block has more series than bytes");
    }
    SeriesId next = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const SeriesId series = next + m_head.varint();
        if (series > last) {
            return {};
        }
        if (auto done = readRun(series, series >= first); !done) {
            return done;
        }
        next = series + 1;
    }
    if (m_head.failed() || m_head.left() > 0) {
        return failure(ErrorCode::BadInput, "a block's head is cut off, or has more than it says");
    }
    return {};
}

Result<SampleBlock> Reader::read(std::string_view bytes, SeriesId first, SeriesId last)
{
    if (auto opened = open(bytes); !opened) {
        return failure(std::move(opened.error()));
    }
    auto stamps = readStamps(m_form, m_head);
    if (!stamps) {
        return failure(std::move(stamps.error()));
    }
    m_block.stamps = std::move(*stamps);
    auto schedules = readSchedules(m_head, m_block.stamps.size());
    if (!schedules) {
        return failure(std::move(schedules.error()));
    }
    m_schedules = std::move(*schedules);
    if (auto done = readRuns(first, last); !done) {
        return failure(std::move(done.error()));
    }
    return std::move(m_block);
}

} // namespace

std::string encodeBlock(const SampleBlock& block)
{
    const bool hasIntervals =
        std::ranges::any_of(block.stamps, [](const SampleStamp& stamp) { return stamp.interval_ms != 0; });
    const std::uint8_t form = hasIntervals ? kIntervalForm : kPlainForm;
    ByteWriter head;
    writeStamps(block.stamps, form, head);
    std::map<Schedule, std::uint64_t> numbers;
    std::vector<const Schedule*> schedules;
    for (const SeriesRun& run : block.series) {
        const auto [entry, isNew] = numbers.try_emplace(run.stamps, schedules.size());
        if (isNew) {
            schedules.push_back(&entry->first);
        }
    }
    head.varint(schedules.size());
    for (const Schedule* schedule : schedules) {
        writeSchedule(*schedule, head);
    }
    head.varint(block.series.size());
    Planes planes;
    SeriesId next = 0;
    for (const SeriesRun& run : block.series) {
        head.varint(run.series - next);
        next = run.series + 1;
        head.varint(numbers.at(run.stamps));
        writeQualities(run.qualities, head);
        encodeValues(presentValues(run), head, planes);
    }
    std::uint8_t used = 0;
    for (std::uint8_t plane = 0; plane < planes.size(); ++plane) {
        used = planes[plane].empty() ? used : static_cast<std::uint8_t>(plane + 1);
    }
    ByteWriter out;
    out.byte(form);
    pack(head.bytes(), out);
    out.byte(used);
    for (std::uint8_t plane = 0; plane < used; ++plane) {
        pack(planes[plane], out);
    }
    return out.take();
}

Result<SampleBlock> decodeBlock(std::string_view bytes)
{
    return Reader().read(bytes, 0, std::numeric_limits<SeriesId>::max());
}

Result<SampleBlock> decodeSeries(std::string_view bytes, SeriesId series)
{
    return Reader().read(bytes, series, series);
}

Result<SampleBlock> decodeSeriesRange(std::string_view bytes, SeriesId first, std::uint64_t count)
{
    return Reader().read(bytes, first, first + count - 1);
}

} // namespace twin::history
