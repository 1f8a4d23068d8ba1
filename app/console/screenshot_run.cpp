#include "app/console/screenshot_run.h"

#include "models/format/format.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <cstdio>

namespace app::console {

namespace {

constexpr qint64 kPatience_ms = 60'000;

int liveEntities(const twin::state::Snapshot& snapshot, twin::EntityKind kind)
{
    int live = 0;
    const std::size_t count = snapshot.registry->count(kind);
    for (std::uint32_t i = 0; i < count; ++i) {
        live += twin::state::utilisation(snapshot, {kind, i}).isUsable() ? 1 : 0;
    }
    return live;
}

} // namespace

ScreenshotRun::ScreenshotRun(views::MainWindow& window, models::ConsoleModels& models,
                             const ConsoleOptions& options)
    : m_window(window)
    , m_models(models)
    , m_options(options)
{
    m_since.start();
    connect(&m_poll, &QTimer::timeout, this, &ScreenshotRun::look);
    m_poll.start(50);
}

void ScreenshotRun::look()
{
    if (m_window.hasShown(m_options.demo)) {
        m_poll.stop();
        QTimer::singleShot(std::chrono::milliseconds(static_cast<qint64>(m_options.after * 1000)), this,
                           &ScreenshotRun::take);
    } else if (m_since.elapsed() > kPatience_ms) {
        const QList<views::Message>& messages = m_window.messages().messages();
        const QString reason = messages.isEmpty() ? QStringLiteral("nothing became live within a minute")
                                                  : messages.last().what + u' ' + messages.last().detail;
        std::fprintf(stderr, "%s\n", qPrintable(reason));
        QApplication::exit(1);
    }
}

QByteArray ScreenshotRun::counters() const
{
    QJsonObject out;
    out.insert(QStringLiteral("screenshot"), m_options.screenshot);
    out.insert(QStringLiteral("width"), m_window.width());
    out.insert(QStringLiteral("height"), m_window.height());
    const twin::state::SnapshotPtr& snapshot = m_models.feed.snapshot();
    if (snapshot) {
        using twin::EntityKind;
        const auto number = [](std::uint64_t value) {
            return static_cast<qint64>(value);
        };
        out.insert(QStringLiteral("live"), snapshot->live);
        out.insert(QStringLiteral("synthetic"), snapshot->registry->origin.synthetic);
        out.insert(QStringLiteral("samples"), number(snapshot->totals.received));
        out.insert(QStringLiteral("samples_per_second"), snapshot->totals.samplesPerSecond);
        out.insert(QStringLiteral("dropped"), number(snapshot->totals.dropped));
        out.insert(QStringLiteral("pools"), number(snapshot->registry->pools.size()));
        out.insert(QStringLiteral("pools_live"), liveEntities(*snapshot, EntityKind::Pool));
        out.insert(QStringLiteral("links"), number(snapshot->registry->links.size()));
        out.insert(QStringLiteral("links_live"), liveEntities(*snapshot, EntityKind::Link));
        out.insert(QStringLiteral("flows"), number(snapshot->directory->flowById.size()));
        out.insert(QStringLiteral("jobs"), number(snapshot->directory->jobById.size()));
        out.insert(QStringLiteral("sources"), number(snapshot->sources->size()));
        out.insert(QStringLiteral("attention"), m_models.attention.rowCount());
    }
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

void ScreenshotRun::take()
{
    if (!m_window.grab().save(m_options.screenshot)) {
        std::fprintf(stderr, "%s: the picture cannot be written\n", qPrintable(m_options.screenshot));
        QApplication::exit(3);
        return;
    }
    std::printf("%s\n", counters().constData());
    std::fflush(stdout);
    QApplication::exit(0);
}

} // namespace app::console
