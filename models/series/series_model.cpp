#include "models/series/series_model.h"

#include "models/format/format.h"
#include "models/format/terms.h"
#include "models/search/related.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace models {

using namespace twin::state;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

/// Choices that draw two metrics in one chart.
struct PairChoice
{
    const char* id;
    EntityKind kind;
    std::uint8_t first;
    std::uint8_t second;
    const char* label;
};

constexpr PairChoice kPairs[] = {
    {"link.rates", EntityKind::Link, static_cast<std::uint8_t>(twin::LinkMetric::Forward),
     static_cast<std::uint8_t>(twin::LinkMetric::Reverse),
     QT_TRANSLATE_NOOP("models::SeriesModel", "Rates in both directions")},
    {"pool.traffic", EntityKind::Pool, static_cast<std::uint8_t>(twin::PoolMetric::Ingress),
     static_cast<std::uint8_t>(twin::PoolMetric::Egress),
     QT_TRANSLATE_NOOP("models::SeriesModel", "Traffic in and out")},
};

constexpr double kHeadroom = 1.05; ///< the highest point keeps clear of the frame

std::vector<std::size_t> metricsOfChoice(EntityKind kind, const QString& choice)
{
    for (const PairChoice& pair : kPairs) {
        if (pair.kind == kind && choice == QLatin1String(pair.id)) {
            return {pair.first, pair.second};
        }
    }
    const auto* info = twin::metricByName(format::utf8(choice));
    return info != nullptr && info->kind == kind ? std::vector<std::size_t>{info->column}
                                                 : std::vector<std::size_t>{};
}

bool isShare(const twin::MetricInfo& metric)
{
    return metric.unit == "1" && metric.max <= 1;
}

/// Splits at gaps and scales; keeps the extremes for the axis.
SeriesLine makeLine(const std::vector<SeriesPoint>& points, double factor, SeriesView& view)
{
    constexpr double kNsPerMs = 1e6;
    SeriesLine line;
    bool isOpen = false;
    for (const SeriesPoint& point : points) {
        if (!point.known || !std::isfinite(point.value)) {
            isOpen = false;
            continue;
        }
        if (!isOpen) {
            line.stretches.append(QList<QPointF>{});
            isOpen = true;
        }
        const double y = point.value * factor;
        line.stretches.last().append({static_cast<double>(point.time) / kNsPerMs, y});
        view.yMin = std::min(view.yMin, y);
        view.yMax = std::max(view.yMax, y * kHeadroom);
    }
    return line;
}

double largest(const std::vector<std::vector<SeriesPoint>>& lines)
{
    double out = 0;
    for (const auto& points : lines) {
        for (const SeriesPoint& point : points) {
            out = point.known ? std::max(out, std::abs(static_cast<double>(point.value))) : out;
        }
    }
    return out;
}

} // namespace

bool SeriesView::isEmpty() const
{
    return std::ranges::all_of(lines, [](const SeriesLine& line) { return line.stretches.isEmpty(); });
}

SeriesModel::SeriesModel(SnapshotFeed& feed, Selection& selection, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_language(language)
    , m_job([this](Answer answer) {
        if (answer.question.isLike(m_asked)) {
            m_answer = std::move(answer);
            Q_EMIT arrived();
        }
    })
{
    connect(&selection, &Selection::changed, this, &SeriesModel::followSelection);
    connect(&language, &Language::changed, this, [this] {
        makeChoices();
        Q_EMIT changed();
    });
    followSelection();
}

void SeriesModel::followSelection()
{
    const EntityKey key = m_selection.current();
    if (key == m_key) {
        return;
    }
    const bool isOtherType = key.type != m_key.type;
    m_key = key;
    makeChoices();
    if (isOtherType || m_choice.isEmpty()) {
        m_choice = m_choices.isEmpty() ? QString() : m_choices.first().id;
    }
    Q_EMIT changed();
}

void SeriesModel::makeChoices()
{
    m_choices.clear();
    if (!isLiveType(m_key.type)) {
        return;
    }
    const EntityKind kind = entityKind(m_key.type);
    const auto addPairs = [&] {
        for (const PairChoice& pair : kPairs) {
            if (pair.kind == kind) {
                m_choices.append({QLatin1String(pair.id), tr(pair.label)});
            }
        }
    };
    const bool pairsFirst = kind == EntityKind::Link;
    if (pairsFirst) {
        addPairs();
    }
    const auto metrics = twin::metricsOf(kind);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (metrics[i].unit != "state") {
            m_choices.append({format::text(metrics[i].name), Terms::metric(kind, i)});
        }
    }
    if (!pairsFirst) {
        addPairs();
    }
}

void SeriesModel::setChoice(const QString& id)
{
    const bool isKnown = std::ranges::any_of(m_choices, [&](const SeriesChoice& c) { return c.id == id; });
    if (isKnown && id != m_choice) {
        m_choice = id;
        Q_EMIT changed();
    }
}

void SeriesModel::setWindow(twin::TimeNs window)
{
    const twin::TimeNs bounded = std::clamp<twin::TimeNs>(window, twin::kMinute, twin::kDay);
    if (bounded != m_window) {
        m_window = bounded;
        Q_EMIT changed();
    }
}

SeriesView SeriesModel::refresh(int widthPixels)
{
    const auto& snapshot = m_feed.snapshot();
    m_asked = {};
    if (snapshot && isLiveType(m_key.type) && !m_choice.isEmpty()) {
        const auto maxPoints = static_cast<std::size_t>(2 * std::clamp(widthPixels, 8, 16'384));
        ask({m_key, m_choice, {snapshot->time - m_window, snapshot->time}, maxPoints});
    }
    return latest();
}

void SeriesModel::ask(const Question& question)
{
    const EntityKind kind = entityKind(question.key.type);
    if (!m_feed.snapshot()->find(kind, format::utf8(question.key.id)) ||
        metricsOfChoice(kind, question.choice).empty()) {
        return;
    }
    m_asked = question;
    if (m_feed.provider().isAtHand(question.range)) {
        m_job.cancel();
        m_answer = {question, read(m_feed.provider(), question)};
    } else if (m_answer.question != question) {
        m_job.request([question, provider = m_feed.sharedProvider()] {
            return Answer{question, read(*provider, question)};
        });
    }
}

SeriesModel::Points SeriesModel::read(const SnapshotProvider& provider, const Question& question)
{
    const EntityKind kind = entityKind(question.key.type);
    Points points;
    for (const std::size_t metric : metricsOfChoice(kind, question.choice)) {
        points.push_back(provider.series({kind, format::utf8(question.key.id), metric}, question.range,
                                         question.maxPoints));
    }
    return points;
}

SeriesView SeriesModel::latest() const
{
    constexpr double kNsPerMs = 1e6;
    SeriesView view;
    view.key = m_key;
    const auto& snapshot = m_feed.snapshot();
    if (!snapshot || !isLiveType(m_key.type) || m_choice.isEmpty()) {
        return view;
    }
    view.title = entityLabel(*snapshot, m_key, m_language);
    view.xMin = static_cast<double>(snapshot->time - m_window) / kNsPerMs;
    view.xMax = static_cast<double>(snapshot->time) / kNsPerMs;
    if (m_asked.key != m_key || m_asked.choice != m_choice) {
        return view; // nothing was asked for it, or there is nothing
    }
    view.isLoading = m_answer.question != m_asked;
    if (m_answer.question.isLike(m_asked)) {
        fill(view, m_asked, m_answer.points);
    }
    return view;
}

void SeriesModel::fill(SeriesView& view, const Question& question, const Points& points)
{
    const EntityKind kind = entityKind(question.key.type);
    const std::vector<std::size_t> metrics = metricsOfChoice(kind, question.choice);
    const twin::MetricInfo& info = twin::metricsOf(kind)[metrics.front()];
    format::Scale scale = format::scaleFor(largest(points), info.unit);
    view.yMax = 0;
    if (isShare(info)) {
        scale = {100, QStringLiteral("%")};
    }
    view.unit = scale.unit;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        view.lines.append(makeLine(points[i], scale.factor, view));
        view.lines.last().label = Terms::metric(kind, metrics[i]);
    }
    if (isShare(info)) {
        view.yMax = std::min(view.yMax, 100.0);
    }
    const bool isUtilisation = kind == EntityKind::Pool && metrics.front() == 0;
    if (isUtilisation) {
        view.yMax = std::max(view.yMax, 100.0);
        view.bands = {70, 90, 95};
    }
    if (view.yMax <= view.yMin) {
        view.yMax = view.yMin + 1;
    }
}

} // namespace models
