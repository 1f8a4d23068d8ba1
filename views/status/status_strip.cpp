#include "views/status/status_strip.h"

#include "models/console_models.h"
#include "models/format/terms.h"
#include "views/status/severity_counter.h"
#include "views/theme/style_sheet.h"
#include "views/time/mode_label.h"
#include "views/widgets/tone.h"

#include <QHBoxLayout>
#include <QLabel>

namespace views {

using twin::state::Severity;

namespace {

constexpr int kHeight = 36;
constexpr int kSide = 12;
constexpr int kSpacing = 12;
constexpr int kCaptionSpacing = 4;
constexpr int kCounterSpacing = 8;

/// What gives way on a narrow window, in this order.
enum Step { kDate = 1, kBrand, kFirstCaption, kBadge = kFirstCaption + 6, kZeros, kZone };

} // namespace

StatusStrip::StatusStrip(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_brand(new QLabel)
    , m_synthetic(new QLabel)
    , m_mode(new QLabel)
    , m_clock(new QLabel)
{
    setObjectName(QStringLiteral("statusStripContent"));
    setFixedHeight(kHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSide, 0, kSide, 0);
    layout->setSpacing(kSpacing);
    m_brand->setFont(sectionFont());
    layout->addWidget(m_brand);
    m_compute = addItem(QStringLiteral("statusCompute"));
    m_backbone = addItem(QStringLiteral("statusBackbone"));
    addSeverities();
    layout->addStretch(1);
    m_synthetic->setObjectName(QStringLiteral("syntheticBadge"));
    layout->addWidget(m_synthetic, 0, Qt::AlignVCenter);
    m_samples = addItem(QStringLiteral("statusSamples"));
    m_lag = addItem(QStringLiteral("statusLag"));
    m_dropped = addItem(QStringLiteral("statusDropped"));
    m_sources = addItem(QStringLiteral("statusSources"));
    layout->addWidget(m_mode, 0, Qt::AlignVCenter);
    m_clock->setObjectName(QStringLiteral("statusClock"));
    layout->addWidget(m_clock);
    m_captions = {m_backbone.caption, m_compute.caption, m_samples.caption,
                  m_lag.caption,      m_sources.caption, m_dropped.caption};
    connect(&context.models.status, &models::StatusModel::changed, this, &StatusStrip::update);
    retranslate();
}

StatusStrip::Item StatusStrip::addItem(const QString& name)
{
    Item item;
    item.caption = new QLabel;
    item.value = new QLabel;
    item.caption->setProperty("tone", QStringLiteral("dim"));
    item.value->setObjectName(name);
    auto* row = new QHBoxLayout;
    row->setSpacing(kCaptionSpacing);
    row->addWidget(item.caption);
    row->addWidget(item.value);
    static_cast<QHBoxLayout*>(layout())->addLayout(row);
    return item;
}

void StatusStrip::addSeverities()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kCounterSpacing);
    for (const Severity severity :
         {Severity::Critical, Severity::Major, Severity::Minor, Severity::Warning, Severity::Indeterminate}) {
        auto* counter = new SeverityCounter(m_context.theme, severity);
        counter->setObjectName(QStringLiteral("severity%1").arg(static_cast<int>(severity)));
        m_counters[static_cast<std::size_t>(severity)] = counter;
        row->addWidget(counter);
        connect(counter, &QAbstractButton::clicked, this, &StatusStrip::attentionRequested);
    }
    static_cast<QHBoxLayout*>(layout())->addLayout(row);
}

void StatusStrip::retranslate()
{
    setWorkspace(m_workspace);
    m_synthetic->setToolTip(tr("Everything shown was generated; nothing of it is real data."));
    m_samples.caption->setText(tr("Samples"));
    m_lag.caption->setText(tr("Lag"));
    m_dropped.caption->setText(tr("Dropped"));
    m_sources.caption->setText(tr("Sources"));
    m_backbone.value->setToolTip(tr("Traffic on the backbone links (busier direction) and their capacity"));
    m_samples.value->setToolTip(tr("Telemetry samples received per second"));
    m_lag.value->setToolTip(tr("From a sample's receipt until it is on the screen's snapshot"));
    m_dropped.value->setToolTip(tr("Frames lost by choice because the journal was full"));
    m_sources.value->setToolTip(tr("Connected sources, of all that were ever heard"));
    for (std::size_t severity = 1; severity < m_counters.size(); ++severity) {
        const QString name = models::Terms::of(static_cast<Severity>(severity));
        m_counters[severity]->setToolTip(tr("%1: show what needs attention").arg(name));
        m_counters[severity]->setAccessibleName(name);
    }
    update();
    fit();
}

void StatusStrip::setWorkspace(const QString& name)
{
    m_workspace = name;
    m_brand->setText(name.isEmpty() ? tr("Suanwang") : tr("Suanwang · %1", "brand and workspace").arg(name));
    fit();
}

void StatusStrip::update()
{
    const models::Status& status = m_context.models.status.status();
    // A network without pools has no compute to speak of.
    m_compute.caption->setText(status.compute.isEmpty() ? QString() : tr("Compute"));
    m_backbone.caption->setText(status.backbone.isEmpty() ? QString() : tr("Backbone"));
    m_compute.value->setText(status.compute);
    m_compute.value->setVisible(!status.compute.isEmpty()); // empty it would still keep its place
    m_backbone.value->setVisible(!status.backbone.isEmpty());
    m_compute.value->setToolTip(status.computeNote.isEmpty() ? tr("Compute in use, of what is in service")
                                                             : tr("Compute in use, of what is in service") +
                                                                   u'\n' + status.computeNote);
    m_backbone.value->setText(status.backbone);
    m_samples.value->setText(status.samples);
    m_lag.value->setText(status.lag);
    m_dropped.value->setText(status.dropped);
    setTone(*m_dropped.value, status.droppedFrames > 0 ? QStringLiteral("critical") : QString());
    m_sources.value->setText(status.sources);
    m_synthetic->setVisible(status.synthetic);
    setModeLabel(*m_mode, status.mode, status.timeMode);
    for (std::size_t severity = 1; severity < m_counters.size(); ++severity) {
        m_counters[severity]->setCount(status.counts[severity]);
    }
    fit();
}

QString StatusStrip::clockAt(int steps) const
{
    const QString& clock = m_context.models.status.status().clock;
    return steps < kDate ? clock : steps < kZone ? clock.section(u' ', 1) : clock.section(u' ', 1, 1);
}

/// Both languages: invented data must be recognised by everybody who sees the screen.
QString StatusStrip::badgeAt(int steps)
{
    return steps < kBadge ? QStringLiteral("合成数据 / synthetic data") : QStringLiteral("合成 / synthetic");
}

int StatusStrip::neededWidth(int steps) const
{
    const models::Status& status = m_context.models.status.status();
    const auto saying = [](const QLabel* label, const QString& text) {
        const QFontMetrics metrics = label->fontMetrics();
        return label->sizeHint().width() - metrics.horizontalAdvance(label->text()) +
               metrics.horizontalAdvance(text) + kSpacing;
    };
    int width = 2 * kSide + kSpacing; // and a gap between left and right
    width += steps < kBrand ? m_brand->sizeHint().width() + kSpacing : 0;
    for (const Item* item : {&m_compute, &m_backbone, &m_samples, &m_lag, &m_dropped, &m_sources}) {
        width += item->value->sizeHint().width() + kSpacing;
    }
    for (qsizetype i = 0; i < m_captions.size(); ++i) {
        width += steps < kFirstCaption + i ? m_captions[i]->sizeHint().width() + kCaptionSpacing : 0;
    }
    for (std::size_t severity = 1; severity < m_counters.size(); ++severity) {
        const bool shown = steps < kZeros || status.counts[severity] > 0;
        width += shown ? m_counters[severity]->sizeHint().width() + kCounterSpacing : 0;
    }
    width += status.synthetic ? saying(m_synthetic, badgeAt(steps)) : 0;
    return width + m_mode->sizeHint().width() + kSpacing + saying(m_clock, clockAt(steps));
}

void StatusStrip::fit()
{
    int steps = 0;
    while (steps < kZone && neededWidth(steps) > width()) {
        ++steps;
    }
    giveWay(steps);
}

/// The date first, then the brand, then captions (those whose figure speaks by its unit before the others),
/// then the long form of the badge, severities of which there is nothing, and the zone.
void StatusStrip::giveWay(int steps)
{
    const models::Status& status = m_context.models.status.status();
    m_clock->setText(clockAt(steps));
    m_synthetic->setText(badgeAt(steps));
    m_brand->setVisible(steps < kBrand);
    for (qsizetype i = 0; i < m_captions.size(); ++i) {
        m_captions[i]->setVisible(steps < kFirstCaption + i && !m_captions[i]->text().isEmpty());
    }
    for (std::size_t severity = 1; severity < m_counters.size(); ++severity) {
        m_counters[severity]->setVisible(steps < kZeros || status.counts[severity] > 0);
    }
}

void StatusStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace views
