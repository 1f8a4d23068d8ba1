#include "views/time/time_bar.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/time/time_text.h"
#include "views/actions/action_registry.h"
#include "views/theme/icons.h"
#include "views/time/mode_label.h"
#include "views/time/time_track.h"
#include "views/widgets/tone.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace views {

using twin::kHour;
using twin::kMinute;
using twin::TimeNs;
using twin::state::TimeMode;
using twin::state::TimeRange;

namespace {

constexpr int kHeight = 36;
constexpr int kRefresh_ms = 1000;
constexpr int kPlayerNeeds = 1100; ///< pixels below which only play and pause stay of the player
constexpr TimeNs kDay = 24 * kHour;
constexpr std::array kSpans{5 * kMinute, 10 * kMinute, 30 * kMinute, kHour,    6 * kHour,
                            kDay,        7 * kDay,     30 * kDay,    90 * kDay};

QToolButton* makeButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(16, 16));
    button->setObjectName(action->objectName());
    return button;
}

/// The entry of the list that says what the bar shows: 0 = everything, -1 = none does.
TimeNs shownSpan(const models::TimeLine& line)
{
    const TimeNs span = line.followedSpan();
    const TimeRange kept = line.range();
    const bool isOffered = std::ranges::find(kSpans, span) != kSpans.end();
    if (isOffered) {
        return span;
    }
    return span > 0 && span >= kept.end - kept.begin ? 0 : -1;
}

} // namespace

TimeBar::TimeBar(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_mode(new QLabel)
    , m_moment(new QLineEdit)
    , m_speed(new QComboBox)
    , m_track(new TimeTrack(context))
    , m_span(new QComboBox)
    , m_player(new QWidget)
{
    setObjectName(QStringLiteral("timeBarContent"));
    setFixedHeight(kHeight);
    m_mode->setObjectName(QStringLiteral("timeMode"));
    m_moment->setObjectName(QStringLiteral("timeMoment"));
    m_moment->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("2026-00-00 00:00:00")) + 24);
    m_speed->setObjectName(QStringLiteral("timeSpeed"));
    m_span->setObjectName(QStringLiteral("timeSpan"));
    m_timer.setInterval(kRefresh_ms);
    arrange();
    connectModels();
    bindActions();
    qApp->installEventFilter(this);
    retranslate();
}

void TimeBar::arrange()
{
    const auto button = [this](const char* id) {
        return makeButton(m_context.actions.action(QString::fromLatin1(id)));
    };
    auto* player = new QHBoxLayout(m_player);
    player->setContentsMargins(0, 0, 0, 0);
    player->setSpacing(0);
    for (const char* id :
         {"time.previousEvent", "time.stepBack", "time.play", "time.stepForward", "time.nextEvent"}) {
        player->addWidget(button(id));
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_mode, 0, Qt::AlignVCenter);
    layout->addWidget(m_moment);
    layout->addWidget(m_player);
    layout->addWidget(m_speed);
    layout->addWidget(m_track, 1);
    layout->addWidget(m_span);
    QToolButton* live = button("time.live");
    live->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->addWidget(live);
}

void TimeBar::connectModels()
{
    models::TimeLine& line = m_context.models.time;
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_context.models.time.refreshMarks();
        refresh();
    });
    connect(&line, &models::TimeLine::changed, this, &TimeBar::refresh);
    connect(&line, &models::TimeLine::marksChanged, m_track, &TimeTrack::refresh);
    connect(&line, &models::TimeLine::nothingThere, this, &TimeBar::sayNothingThere);
    connect(&m_context.models.feed, &models::SnapshotFeed::registryChanged, this, &TimeBar::refresh,
            Qt::QueuedConnection);
    connect(m_moment, &QLineEdit::returnPressed, this, &TimeBar::takeTyped);
    connect(m_moment, &QLineEdit::editingFinished, this, &TimeBar::refreshMoment);
    connect(m_moment, &QLineEdit::textEdited, this, [this] { setTone(*m_moment, {}); });
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { m_context.models.time.setSpeed(m_speed->itemData(index).toDouble()); });
    connect(m_span, &QComboBox::activated, this, [this](int index) {
        const TimeNs span = m_span->itemData(index).toLongLong();
        if (span > 0) {
            m_context.models.time.showLast(span);
        } else {
            m_context.models.time.showAll();
        }
    });
}

void TimeBar::bindActions()
{
    ActionRegistry& actions = m_context.actions;
    models::TimeLine& line = m_context.models.time;
    const auto bind = [&](const char* id, std::function<void()> effect) {
        actions.bind(QString::fromLatin1(id), this, [effect = std::move(effect)](bool) { effect(); });
    };
    bind("time.play", [&line] { line.togglePlay(); });
    bind("time.stepBack", [&line] { line.step(-1); });
    bind("time.stepForward", [&line] { line.step(1); });
    bind("time.previousEvent", [&line] { line.jump(-1); });
    bind("time.nextEvent", [&line] { line.jump(1); });
    bind("time.faster", [&line] { line.changeSpeed(1); });
    bind("time.slower", [&line] { line.changeSpeed(-1); });
    bind("time.zoomOut", [&line] { line.zoom(2, line.moment()); });
    bind("time.zoomIn", [&line] { line.zoom(0.5, line.moment()); });
    bind("time.goTo", [this] { editMoment(); });
    bind("time.copyRange", [this] { copyRange(); });
}

/// The space bar belongs to a button that has the focus, before it belongs to the player.
bool TimeBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space &&
        qobject_cast<QAbstractButton*>(watched) != nullptr) {
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TimeBar::copyRange()
{
    QApplication::clipboard()->setText(models::time_text::rangeText(m_context.models.time.window()));
}

void TimeBar::editMoment()
{
    m_moment->setFocus(Qt::ShortcutFocusReason);
    m_moment->selectAll();
}

void TimeBar::takeTyped()
{
    models::TimeLine& line = m_context.models.time;
    const TimeRange kept = line.range();
    const QString text = m_moment->text();
    if (const auto range = models::time_text::parseRange(text, kept.end); range && !kept.isEmpty()) {
        line.setWindow(*range);
        line.seek(range->begin);
    } else if (const auto moment = models::time_text::parseMoment(text, kept.end);
               moment && !kept.isEmpty()) {
        line.seek(*moment);
    } else {
        setTone(*m_moment, QStringLiteral("critical"));
        QToolTip::showText(m_moment->mapToGlobal(QPoint(0, -2 * m_moment->height())),
                           tr("Not a moment or a range: try 03:12, 11-27 03:12:30, now-5m or 03:00 .. 03:15"),
                           m_moment);
        return;
    }
    m_track->setFocus();
    refreshMoment();
}

void TimeBar::sayNothingThere(int direction)
{
    QToolTip::showText(m_track->mapToGlobal(QPoint(m_track->width() / 2, -m_track->height())),
                       direction > 0 ? tr("Nothing happened after this moment")
                                     : tr("Nothing happened before this moment"),
                       m_track);
}

void TimeBar::fillSpeeds()
{
    const QSignalBlocker blocker(m_speed);
    m_speed->clear();
    for (const double speed : models::TimeLine::speeds()) {
        //: how fast a replay runs, times as fast as it happened
        m_speed->addItem(tr("%1×").arg(m_context.models.language.locale().toString(speed)), speed);
    }
    m_speed->setToolTip(tr("How fast a replay runs"));
    m_speed->setAccessibleName(m_speed->toolTip());
}

void TimeBar::fillSpans()
{
    const QSignalBlocker blocker(m_span);
    m_span->clear();
    for (const TimeNs span : kSpans) {
        const QString text = span < kHour ? tr("Last %n minute(s)", nullptr, static_cast<int>(span / kMinute))
                             : span < kDay ? tr("Last %n hour(s)", nullptr, static_cast<int>(span / kHour))
                                           : tr("Last %n day(s)", nullptr, static_cast<int>(span / kDay));
        m_span->addItem(text, static_cast<qlonglong>(span));
    }
    m_span->addItem(tr("Everything kept"), 0);
    m_span->setPlaceholderText(tr("A chosen stretch"));
    m_span->setToolTip(tr("How much of the past the bar shows"));
    m_span->setAccessibleName(m_span->toolTip());
}

void TimeBar::retranslate()
{
    fillSpeeds();
    fillSpans();
    m_moment->setAccessibleName(tr("Moment shown"));
    m_moment->setToolTip(
        tr("The moment everything shows, in UTC+8. Type another (03:12, 11-27 03:12:30, now-5m) or a "
           "range (03:00 .. 03:15)"));
    m_track->retranslate();
    refresh();
}

void TimeBar::refresh()
{
    const models::SnapshotFeed& feed = m_context.models.feed;
    const models::TimeLine& line = m_context.models.time;
    const bool hasPast = !line.range().isEmpty();
    const bool live = line.mode() == TimeMode::Live;
    const bool still = live && feed.snapshot() && !feed.snapshot()->live;
    const QString text = line.mode() == TimeMode::Replay ? tr("REPLAY")
                         : live && !still                ? tr("LIVE")
                                                         : tr("FIXED");
    setModeLabel(*m_mode, text, still ? TimeMode::Fixed : line.mode());
    ActionRegistry& actions = m_context.actions;
    for (const char* id : {"time.play", "time.hold", "time.stepBack", "time.stepForward",
                           "time.previousEvent", "time.nextEvent", "time.faster", "time.slower",
                           "time.zoomIn", "time.zoomOut", "time.goTo", "time.copyRange"}) {
        actions.action(QString::fromLatin1(id))->setEnabled(hasPast);
    }
    actions.action(QStringLiteral("time.live"))->setEnabled(!live || still);
    actions.action(QStringLiteral("time.hold"))->setChecked(!live);
    QAction* play = actions.action(QStringLiteral("time.play"));
    const bool stops = line.isPlaying() || live;
    play->setIcon(icon(m_context.theme, stops ? QStringLiteral("pause") : QStringLiteral("play")));
    m_speed->setCurrentIndex(m_speed->findData(line.speed()));
    m_speed->setEnabled(hasPast);
    m_span->setEnabled(hasPast);
    m_span->setCurrentIndex(m_span->findData(static_cast<qlonglong>(shownSpan(line))));
    m_moment->setEnabled(hasPast);
    m_track->setEnabled(hasPast);
    m_track->refresh();
    refreshMoment();
}

/// What somebody types there, or has marked to type over, stays until it is taken or left.
void TimeBar::refreshMoment()
{
    if (m_moment->hasFocus() && (m_moment->isModified() || m_moment->hasSelectedText())) {
        return;
    }
    const models::TimeLine& line = m_context.models.time;
    const models::SnapshotFeed& feed = m_context.models.feed;
    setTone(*m_moment, {});
    if (line.range().isEmpty()) {
        m_moment->setText(feed.snapshot() ? models::format::dateTime(feed.snapshot()->time) : QString());
        m_moment->setPlaceholderText(tr("Nothing to look back to yet"));
        return;
    }
    m_moment->setText(models::format::dateTime(line.moment()));
    m_moment->setCursorPosition(0);
}

void TimeBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    m_context.models.time.refreshMarks();
    refresh();
}

void TimeBar::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

/// On a narrow window the keys still do what the buttons that go did.
void TimeBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kPlayerNeeds;
    for (QToolButton* button : m_player->findChildren<QToolButton*>()) {
        button->setVisible(!narrow || button->objectName() == u"time.play");
    }
}

} // namespace views
