#include "views/time/fixed_banner.h"

#include "models/console_models.h"
#include "models/format/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace views {

using twin::state::TimeMode;

FixedBanner::FixedBanner(const ViewContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_text(new QLabel)
    , m_back(new QPushButton)
{
    setObjectName(QStringLiteral("fixedBanner"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_back);
    connect(m_back, &QPushButton::clicked, this, &FixedBanner::liveRequested);
    connect(&context.models.feed, &models::SnapshotFeed::cursorChanged, this, &FixedBanner::update);
    connect(&context.models.time, &models::TimeLine::changed, this, &FixedBanner::update);
    connect(&context.models.feed, &models::SnapshotFeed::snapshotApplied, this, &FixedBanner::update);
    update();
}

void FixedBanner::update()
{
    const models::SnapshotFeed& feed = m_context.models.feed;
    const bool fixed = feed.cursor().mode != TimeMode::Live;
    const bool saved = !fixed && feed.snapshot() && !feed.snapshot()->live;
    setVisible(fixed || saved);
    if (!fixed && !saved) {
        return;
    }
    const QString moment = models::format::dateTime(fixed ? feed.cursor().time : feed.snapshot()->time);
    const bool replay = feed.cursor().mode == TimeMode::Replay;
    if (property("mode").toString() != (replay ? QStringLiteral("replay") : QString())) {
        setProperty("mode", replay ? QStringLiteral("replay") : QString());
        style()->unpolish(this);
        style()->polish(this);
    }
    if (replay) {
        //: %1 a moment, %2 times as fast as it happened
        m_text->setText(
            tr("Not live: the past is replayed, %1 (UTC+8), %2× as fast as it happened.")
                .arg(moment, m_context.models.language.locale().toString(m_context.models.time.speed())));
    } else {
        m_text->setText(fixed ? tr("Not live: everything shows %1 (UTC+8).").arg(moment)
                              : tr("Not live: a saved state of %1 (UTC+8) is open.").arg(moment));
    }
    m_back->setText(fixed ? tr("Back to live") : tr("Close saved state"));
}

} // namespace views
