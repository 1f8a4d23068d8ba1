#include "twin/ingest/otlp_decoder.h"

#include "twin/ingest/series_key.h"
#include "twin/ingest/wire_reader.h"
#include "twin/support/number_text.h"

#include <array>
#include <limits>
#include <utility>

namespace twin::ingest {

namespace {

// Field numbers of opentelemetry-proto 1.3 (metrics/v1, common/v1, resource/v1).
constexpr std::uint64_t kDelta = 1; ///< AggregationTemporality
constexpr std::uint64_t kNoRecordedValue = 1;

enum class MetricShape : std::uint8_t {
    None = 0,
    Gauge = 5,
    Sum = 7,
    Histogram = 9,
    Exponential = 10,
    Summary = 11
};

/// What points of one metric share.
struct MetricParts
{
    std::string_view resource;
    std::string_view scope;
    std::string_view name;
    MetricShape shape = MetricShape::None;
    std::string_view data; ///< the message of that shape
    ForeignKind kind = ForeignKind::Gauge;
};

/// A data point of any shape.
struct PointParts
{
    std::uint64_t start = 0;
    std::uint64_t time = 0;
    double value = 0; ///< of histograms the sum
    bool hasValue = false;
    std::uint64_t count = 0;
    bool isMissing = false;
};

/// Plain JSON values only: lists and maps say nothing a mapping can use.
std::string valueText(std::string_view any)
{
    WireReader reader(any);
    WireField field;
    std::string out;
    while (reader.next(field)) {
        if (field.isBytes(1)) {
            out = field.bytes;
        } else if (field.number == 2 && field.type == WireField::Varint) {
            out = field.value != 0 ? "true" : "false";
        } else if (field.number == 3 && field.type == WireField::Varint) {
            out = std::to_string(static_cast<std::int64_t>(field.value));
        } else if (field.number == 4 && field.type == WireField::Fixed64) {
            out = exactText(field.asDouble());
        }
    }
    return out;
}

void addLabel(std::string_view keyValue, SeriesDescription& out)
{
    WireReader reader(keyValue);
    WireField field;
    ForeignLabel label;
    while (reader.next(field)) {
        if (field.isBytes(1)) {
            label.name = field.bytes;
        } else if (field.isBytes(2)) {
            label.value = valueText(field.bytes);
        }
    }
    if (!label.name.empty()) {
        out.labels.push_back(std::move(label));
    }
}

void addLabels(std::string_view message, std::uint64_t attributesField, SeriesDescription& out)
{
    WireReader reader(message);
    WireField field;
    while (reader.next(field)) {
        if (field.isBytes(attributesField)) {
            addLabel(field.bytes, out);
        }
    }
}

std::string_view textField(std::string_view message, std::uint64_t number)
{
    WireReader reader(message);
    WireField field;
    std::string_view out;
    while (reader.next(field)) {
        out = field.isBytes(number) ? field.bytes : out;
    }
    return out;
}

class PointDescriber final : public SeriesDescriber
{
  public:
    PointDescriber(const MetricParts& metric, std::string_view point, std::uint64_t attributesField)
        : m_metric(metric)
        , m_point(point)
        , m_attributesField(attributesField)
    {}

    std::string_view suffix;
    ForeignKind kind = ForeignKind::Gauge;

    void describe(SeriesDescription& out) const override
    {
        out.name = std::string(m_metric.name) + std::string(suffix);
        out.kind = kind;
        addLabels(m_point, m_attributesField, out);
        addLabels(m_metric.scope, 3, out);
        if (const std::string_view scope = textField(m_metric.scope, 1); !scope.empty()) {
            out.labels.push_back({"otel_scope_name", std::string(scope)});
        }
        addLabels(m_metric.resource, 1, out);
    }

  private:
    const MetricParts& m_metric;
    std::string_view m_point;
    std::uint64_t m_attributesField;
};

class OtlpReader
{
  public:
    explicit OtlpReader(SeriesSink* out)
        : m_out(out)
    {}

    [[nodiscard]] bool readRequest(std::string_view body)
    {
        return eachMessage(body, 1, [this](std::string_view resource) { return readResource(resource); });
    }

    std::uint64_t points = 0;

  private:
    template <typename Visit>
    [[nodiscard]] static bool eachMessage(std::string_view message, std::uint64_t number, Visit visit)
    {
        WireReader reader(message);
        WireField field;
        while (reader.next(field)) {
            if (field.isBytes(number) && !visit(field.bytes)) {
                return false;
            }
        }
        return !reader.isBad();
    }

    [[nodiscard]] bool readResource(std::string_view message)
    {
        MetricParts parts;
        parts.resource = textField(message, 1);
        return eachMessage(message, 2, [&](std::string_view scopeMetrics) {
            parts.scope = textField(scopeMetrics, 1);
            return eachMessage(scopeMetrics, 2,
                               [&](std::string_view metric) { return readMetric(metric, parts); });
        });
    }

    [[nodiscard]] bool readMetric(std::string_view message, MetricParts parts)
    {
        WireReader reader(message);
        WireField field;
        while (reader.next(field)) {
            if (field.isBytes(1)) {
                parts.name = field.bytes;
            } else if (field.type == WireField::Bytes && (field.number == 5 || field.number == 7 ||
                                                          (field.number >= 9 && field.number <= 11))) {
                parts.shape = static_cast<MetricShape>(field.number);
                parts.data = field.bytes;
            }
        }
        parts.kind = kindOf(parts);
        return !reader.isBad() &&
               eachMessage(parts.data, 1, [&](std::string_view point) { return readPoint(parts, point); });
    }

    [[nodiscard]] static ForeignKind kindOf(const MetricParts& parts)
    {
        if (parts.shape == MetricShape::Gauge || parts.shape == MetricShape::None) {
            return ForeignKind::Gauge;
        }
        WireReader reader(parts.data);
        WireField field;
        bool isDelta = false;
        bool isMonotonic = parts.shape != MetricShape::Sum;
        while (reader.next(field)) {
            isDelta = field.number == 2 && field.type == WireField::Varint ? field.value == kDelta : isDelta;
            isMonotonic =
                field.number == 3 && field.type == WireField::Varint ? field.value != 0 : isMonotonic;
        }
        // A sum that may fall is a level, unless it says what was added.
        return isDelta ? ForeignKind::Delta : isMonotonic ? ForeignKind::Counter : ForeignKind::Gauge;
    }

    [[nodiscard]] static std::uint64_t attributesField(MetricShape shape)
    {
        return shape == MetricShape::Exponential ? 1 : shape == MetricShape::Histogram ? 9 : 7;
    }

    [[nodiscard]] bool readPoint(const MetricParts& metric, std::string_view message)
    {
        const bool isNumber = metric.shape == MetricShape::Gauge || metric.shape == MetricShape::Sum;
        const std::uint64_t attributes = attributesField(metric.shape);
        const std::uint64_t flags = metric.shape == MetricShape::Gauge || metric.shape == MetricShape::Sum ||
                                            metric.shape == MetricShape::Summary
                                        ? 8
                                        : 10;
        PointParts point;
        m_key.clear();
        WireReader reader(message);
        WireField field;
        while (reader.next(field)) {
            if (field.isBytes(attributes)) {
                appendKeyPart(m_key, field.bytes);
            } else if (field.number == flags && field.type == WireField::Varint) {
                point.isMissing = (field.value & kNoRecordedValue) != 0;
            } else if (field.type == WireField::Fixed64) {
                takeNumber(field, isNumber, point);
            }
        }
        if (reader.isBad()) {
            return false;
        }
        ++points;
        if (m_out != nullptr) {
            give(metric, point, message, isNumber);
        }
        return true;
    }

    static void takeNumber(const WireField& field, bool isNumber, PointParts& point)
    {
        switch (field.number) {
        case 2:
            point.start = field.value;
            break;
        case 3:
            point.time = field.value;
            break;
        case 4:
            point.value = isNumber ? field.asDouble() : point.value;
            point.hasValue = point.hasValue || isNumber;
            point.count = isNumber ? 0 : field.value;
            break;
        case 5:
            point.value = isNumber ? point.value : field.asDouble();
            point.hasValue = point.hasValue || !isNumber;
            break;
        case 6:
            point.value =
                isNumber ? static_cast<double>(static_cast<std::int64_t>(field.value)) : point.value;
            point.hasValue = point.hasValue || isNumber;
            break;
        default:
            break;
        }
    }

    [[nodiscard]] static TimeNs timeOf(std::uint64_t unixNano)
    {
        return unixNano <= static_cast<std::uint64_t>(std::numeric_limits<TimeNs>::max())
                   ? static_cast<TimeNs>(unixNano)
                   : 0;
    }

    void give(const MetricParts& metric, const PointParts& point, std::string_view message, bool isNumber)
    {
        PointDescriber describer(metric, message, attributesField(metric.shape));
        const std::size_t attributes = m_key.size();
        const ForeignKind counted =
            metric.kind == ForeignKind::Delta ? ForeignKind::Delta : ForeignKind::Counter;
        const auto one = [&](std::string_view suffix, ForeignKind kind, double value, bool isThere) {
            describer.suffix = suffix;
            describer.kind = kind;
            m_key.resize(attributes);
            m_key.append(metric.name).append(suffix).push_back(static_cast<char>(kind));
            m_key.append(metric.scope).append(metric.resource);
            const ForeignPoint given{
                timeOf(point.time), timeOf(point.start), value, {}, point.isMissing || !isThere};
            m_out->add({m_key, {&given, 1}, describer});
        };
        if (isNumber) {
            one("", metric.kind, point.value, point.hasValue);
            return;
        }
        const auto count = static_cast<double>(point.count);
        one("_count", counted, count, true);
        if (point.hasValue || point.isMissing) {
            one("_sum", counted, point.value, true);
            one("_mean", ForeignKind::Gauge, point.count > 0 ? point.value / count : 0, point.count > 0);
        }
    }

    SeriesSink* m_out; ///< null: only looks
    std::string m_key;
};

} // namespace

Result<std::uint64_t> decodeOtlpMetrics(std::string_view body, SeriesSink& out)
{
    OtlpReader look(nullptr);
    if (!look.readRequest(body)) {
        return failure(ErrorCode::BadInput, "not an OTLP metrics export");
    }
    OtlpReader reader(&out);
    static_cast<void>(reader.readRequest(body)); // the same bytes
    return reader.points;
}

} // namespace twin::ingest
