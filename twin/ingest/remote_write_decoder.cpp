#include "twin/ingest/remote_write_decoder.h"

#include "twin/ingest/series_key.h"
#include "twin/ingest/wire_reader.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace twin::ingest {

namespace {

constexpr std::uint64_t kStaleMarker = 0x7FF0000000000002; ///< a NaN by which Prometheus says "ended"

ForeignLabel readLabel(std::string_view message)
{
    WireReader reader(message);
    WireField field;
    ForeignLabel out;
    while (reader.next(field)) {
        if (field.isBytes(1)) {
            out.name = field.bytes;
        } else if (field.isBytes(2)) {
            out.value = field.bytes;
        }
    }
    return out;
}

class LabelDescriber final : public SeriesDescriber
{
  public:
    explicit LabelDescriber(std::string_view series)
        : m_series(series)
    {}

    void describe(SeriesDescription& out) const override
    {
        WireReader reader(m_series);
        WireField field;
        while (reader.next(field)) {
            if (!field.isBytes(1)) {
                continue;
            }
            ForeignLabel label = readLabel(field.bytes);
            if (label.name == "__name__") {
                out.name = std::move(label.value);
            } else {
                out.labels.push_back(std::move(label));
            }
        }
    }

  private:
    std::string_view m_series;
};

TimeNs timeOf(std::int64_t milliseconds)
{
    constexpr std::int64_t kLast = std::numeric_limits<TimeNs>::max() / kMillisecond;
    return milliseconds > 0 && milliseconds <= kLast ? milliseconds * kMillisecond : 0;
}

bool readSample(std::string_view message, ForeignPoint& out)
{
    WireReader reader(message);
    WireField field;
    std::uint64_t bits = 0;
    std::uint64_t milliseconds = 0;
    while (reader.next(field)) {
        if (field.number == 1 && field.type == WireField::Fixed64) {
            bits = field.value;
        } else if (field.number == 2 && field.type == WireField::Varint) {
            milliseconds = field.value;
        }
    }
    out.time = timeOf(static_cast<std::int64_t>(milliseconds));
    out.missing = bits == kStaleMarker;
    out.value = std::bit_cast<double>(bits);
    return !reader.isBad();
}

class RemoteWriteReader
{
  public:
    explicit RemoteWriteReader(SeriesSink* out)
        : m_out(out)
    {}

    [[nodiscard]] bool readRequest(std::string_view body)
    {
        WireReader reader(body);
        WireField field;
        while (reader.next(field)) {
            if (field.isBytes(1) && !readSeries(field.bytes)) {
                return false;
            }
        }
        return !reader.isBad();
    }

    std::uint64_t samples = 0;

  private:
    [[nodiscard]] bool readSeries(std::string_view message)
    {
        m_key.clear();
        m_points.clear();
        std::uint64_t histograms = 0;
        WireReader reader(message);
        WireField field;
        while (reader.next(field)) {
            if (field.isBytes(1)) {
                appendKeyPart(m_key, field.bytes);
            } else if (field.isBytes(2)) {
                if (!readSample(field.bytes, m_points.emplace_back())) {
                    return false;
                }
            } else if (field.isBytes(4)) {
                ++histograms;
            }
        }
        if (reader.isBad()) {
            return false;
        }
        samples += m_points.size() + histograms;
        if (m_out != nullptr) {
            give(message, histograms);
        }
        return true;
    }

    void give(std::string_view message, std::uint64_t histograms)
    {
        const LabelDescriber describer(message);
        if (!m_points.empty()) {
            m_out->add({m_key, m_points, describer});
        }
        if (histograms > 0) {
            SeriesDescription series;
            describer.describe(series);
            m_out->refuse(series.name, histograms, "native histograms are not taken");
        }
    }

    SeriesSink* m_out; ///< null: only looks
    std::string m_key;
    std::vector<ForeignPoint> m_points;
};

} // namespace

Result<std::uint64_t> decodeRemoteWrite(std::string_view body, SeriesSink& out)
{
    RemoteWriteReader look(nullptr);
    if (!look.readRequest(body)) {
        return failure(ErrorCode::BadInput, "not a remote-write request");
    }
    RemoteWriteReader reader(&out);
    static_cast<void>(reader.readRequest(body)); // the same bytes
    return reader.samples;
}

} // namespace twin::ingest
