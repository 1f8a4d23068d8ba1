#include "views/time/time_bar.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "views/actions/action_registry.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>

namespace views {

using twin::state::TimeCursor;
using twin::state::TimeMode;

namespace {

/// Slider steps are tenths of a second.
constexpr twin::TimeNs kStep = 100 * twin::kMillisecond;

QToolButton* makeButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(14, 14));
    return button;
}

} // namespace

TimeBar::TimeBar(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_mode(new QLabel)
    , m_begin(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_moment(new QLabel)
    , m_hold(makeButton(context.actions.action(QStringLiteral("time.hold"))))
    , m_live(makeButton(context.actions.action(QStringLiteral("time.live"))))
{
    setObjectName(QStringLiteral("timeBarContent"));
    setFixedHeight(32);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setSingleStep(10);
    m_slider->setPageStep(300);
    m_begin->setProperty("tone", QStringLiteral("dim"));
    m_moment->setObjectName(QStringLiteral("timeMoment"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(12);
    layout->addWidget(m_mode, 0, Qt::AlignVCenter);
    layout->addWidget(m_begin);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_moment);
    layout->addWidget(m_hold);
    layout->addWidget(m_live);
    m_timer.setInterval(1000);
    m_apply.setSingleShot(true);
    m_apply.setInterval(40);
    connect(&m_timer, &QTimer::timeout, this, &TimeBar::update);
    connect(m_slider, &QSlider::valueChanged, this, &TimeBar::onSlider);
    connect(&m_apply, &QTimer::timeout, this, [this] { onSlider(m_slider->value()); });
    connect(&context.models.feed, &models::SnapshotFeed::cursorChanged, this, &TimeBar::update);
    connect(&context.models.feed, &models::SnapshotFeed::registryChanged, this, &TimeBar::update,
            Qt::QueuedConnection);
    retranslate();
}

void TimeBar::onSlider(int value)
{
    if (m_slider->isSliderDown() && sender() == m_slider) {
        if (!m_apply.isActive()) {
            m_apply.start();
        }
        return;
    }
    const twin::state::TimeRange range = m_context.models.feed.range();
    if (!range.isEmpty()) {
        m_context.models.feed.setCursor({TimeMode::Fixed, range.begin + value * kStep});
    }
}

void TimeBar::retranslate()
{
    m_slider->setAccessibleName(tr("Moment shown"));
    m_slider->setToolTip(tr("Drag to look back; Left and Right move by a second"));
    update();
}

void TimeBar::update()
{
    const models::SnapshotFeed& feed = m_context.models.feed;
    const twin::state::TimeRange range = feed.range();
    const bool live = feed.cursor().mode == TimeMode::Live;
    const bool still = live && feed.snapshot() && !feed.snapshot()->live;
    m_mode->setText(live && !still ? tr("LIVE") : tr("FIXED"));
    const QString name = live && !still ? QStringLiteral("modeLive") : QStringLiteral("modeFixed");
    if (m_mode->objectName() != name) {
        m_mode->setObjectName(name);
        style()->unpolish(m_mode);
        style()->polish(m_mode);
    }
    m_slider->setEnabled(!range.isEmpty());
    m_live->setEnabled(!live);
    m_context.actions.action(QStringLiteral("time.hold"))->setChecked(!live);
    m_context.actions.action(QStringLiteral("time.hold"))->setEnabled(!range.isEmpty());
    if (range.isEmpty()) {
        m_begin->setText(still ? tr("A saved moment has no history") : tr("Nothing to look back to yet"));
        m_moment->setText(still ? models::format::dateTime(feed.snapshot()->time) : QString());
        return;
    }
    m_begin->setText(models::format::clock(range.begin));
    const twin::TimeNs moment = live ? range.end : feed.cursor().time;
    m_moment->setText(
        live ? models::format::clock(range.end)
             : tr("%1, %2 ago").arg(models::format::clock(moment), models::format::age(moment, range.end)));
    if (!m_slider->isSliderDown()) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setRange(0, static_cast<int>((range.end - range.begin) / kStep));
        m_slider->setValue(static_cast<int>((moment - range.begin) / kStep));
    }
}

void TimeBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    update();
}

void TimeBar::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace views
